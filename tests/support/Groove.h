#pragma once

#include <QPoint>
#include <QTest>

#include "ui/support/ValueSlider.h"

namespace glassnet::test {

/// A place on the slider's groove, found by pressing: the test knows no pixels of the painting.
[[nodiscard]] inline QPoint grooveMiddle(ui::ValueSlider& slider) {
    for (int y = slider.height() - 1; y >= 0; --y) {
        QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(slider.width() / 2, y));
        const bool took = slider.isDragging();
        QTest::keyClick(&slider, Qt::Key_Escape);
        QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(slider.width() / 2, y));
        if (took) {
            return {slider.width() / 2, y - 4};
        }
    }
    return {};
}

}  // namespace glassnet::test
