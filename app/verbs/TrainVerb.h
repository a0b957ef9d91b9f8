#pragma once

#include <QStringList>

#include "app/CommandLine.h"

namespace glassnet::app {

/// `glassnet train FILE [--epochs N] [--seed S] [--out FILE] [--json] [--device cpu|cuda[:N][+tf32]]`: trains to the end of epoch N as
/// the window does, bit for bit on the same device, prints how it went, and writes the project with what it learned.
[[nodiscard]] ExitCode runTrain(int& argc, char** argv, const QStringList& arguments);

}  // namespace glassnet::app
