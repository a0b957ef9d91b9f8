#pragma once

#include <QStringList>

#include "app/CommandLine.h"

namespace glassnet::app {

/// `glassnet script FILE OUT.py [--form nn|hand]`: writes FILE as a program for PyTorch, with the values that were edited or trained; what
/// is too long for its lines goes into a file beside it, whose name is printed.
[[nodiscard]] ExitCode runScript(int& argc, char** argv, const QStringList& arguments);

}  // namespace glassnet::app
