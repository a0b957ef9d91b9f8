#pragma once

#include <vector>

#include "tests/support/cuda/ptx/PtxScope.h"

namespace glassnet::simulator::ptx {

/// Adds the instruction with the name instruction.text and these operands to the kernel: as one, or as several that do the same. Throws
/// PtxError for what is not known.
void decode(KernelScope& scope, const Instruction& instruction, const std::vector<Operand>& operands);

}  // namespace glassnet::simulator::ptx
