#pragma once

#include <cstdint>
#include <string_view>

#include "tests/support/cuda/ptx/PtxModule.h"

namespace glassnet::simulator::ptx {

/// What the arithmetic instruction of this name and types does ("fma.rn.f32"), or null if it is not known. Approximations (ex2.approx,
/// div.full) are left out on purpose: their last bits are those of the hardware.
[[nodiscard]] Operation findOperation(std::string_view text);

/// Bytes of a type ("f32": 4), or 0 for what is none.
[[nodiscard]] std::size_t typeSize(std::string_view type);

}  // namespace glassnet::simulator::ptx
