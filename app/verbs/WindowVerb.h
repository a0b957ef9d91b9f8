#pragma once

#include <QStringList>

#include "app/CommandLine.h"

namespace glassnet::app {

/// `glassnet [FILE]`: the window; without a file it opens the 3-2-1 example of the lesson.
[[nodiscard]] ExitCode runWindow(int& argc, char** argv, const QStringList& arguments);

}  // namespace glassnet::app
