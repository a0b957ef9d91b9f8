#pragma once

#include <QCoreApplication>

#include "app/MainWindow.h"

namespace glassnet::test {

/// Until what was asked for so far is done and on the screen.
inline void settle(app::MainWindow& window) {
    for (int i = 0; i < 5; ++i) {
        window.workbench().settle();
        QCoreApplication::processEvents();
    }
}

}  // namespace glassnet::test
