#pragma once

#include <cstdint>

namespace glassnet {

/// The machine's main memory in bytes. Linux promises more than there is, so this is asked before anything large is made.
[[nodiscard]] std::uint64_t machineMemoryBytes();

}  // namespace glassnet
