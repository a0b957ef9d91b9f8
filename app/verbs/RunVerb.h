#pragma once

#include <QStringList>

#include "app/CommandLine.h"

namespace glassnet::app {

/// `glassnet run FILE [--json]`: prints the tape of one training step with every value, as PyTorch prints tensors or as JSON.
[[nodiscard]] ExitCode runRun(int& argc, char** argv, const QStringList& arguments);

}  // namespace glassnet::app
