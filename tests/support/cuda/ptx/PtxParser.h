#pragma once

#include <string>
#include <string_view>

#include "tests/support/cuda/ptx/PtxModule.h"

namespace glassnet::simulator::ptx {

/// Reads the PTX that nvcc makes (PTX ISA 9.0). Throws PtxError at whatever it does not know; `file` is for messages.
[[nodiscard]] Module parseModule(std::string_view text, const std::string& file);

}  // namespace glassnet::simulator::ptx
