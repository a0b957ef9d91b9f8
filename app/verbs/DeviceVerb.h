#pragma once

#include <QStringList>

#include "app/CommandLine.h"

namespace glassnet::app {

/// `glassnet device [--json]` lists the devices of this machine, with the reason for each that cannot be used.
/// `glassnet device --self-test [--device KEY] [--out FILE] [--json]` compares every operation of a device (the first other than the CPU, else
/// the CPU) with the float64 reference; FILE gets the report. A test that fails ends with 1.
[[nodiscard]] ExitCode runDevice(int& argc, char** argv, const QStringList& arguments);

}  // namespace glassnet::app
