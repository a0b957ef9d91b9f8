#pragma once

#include <QStringList>

#include "app/CommandLine.h"

namespace glassnet::app {

/// `glassnet picture FILE OUT.png ...`: the real window, drawn without a display.
[[nodiscard]] ExitCode runPicture(int& argc, char** argv, const QStringList& arguments);

}  // namespace glassnet::app
