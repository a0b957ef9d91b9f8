#pragma once

#include <cstdint>

namespace glassnet {

/// How parameters follow their gradients; the table is program/Optimizers.
enum class OptimizerKind : std::uint8_t { Sgd };

}  // namespace glassnet
