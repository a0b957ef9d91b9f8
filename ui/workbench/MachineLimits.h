#pragma once

#include "engine/base/MachineMemory.h"
#include "engine/network/Problems.h"

namespace glassnet::ui {

/// What a network may take here before its data are known: half of the machine, as the window, the timeline and other programs need the
/// rest. How large a batch can be, only the data say.
[[nodiscard]] inline CheckLimits machineLimits() {
    CheckLimits limits;
    limits.memoryBytes = machineMemoryBytes() / 2;
    limits.training = false;
    return limits;
}

}  // namespace glassnet::ui
