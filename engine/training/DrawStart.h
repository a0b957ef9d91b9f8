#pragma once

#include "engine/training/TrainingState.h"

namespace glassnet {

/// drawStart with the optimizer's slots in another dtype, that of the program: in float64 a first sum (Knobs::initialSum) is the knob's
/// double, in float32 that rounded once.
[[nodiscard]] Start drawStart(const NetworkSpec& network, const std::array<std::uint64_t, kGeneratorRoles>& seeds, const Knobs& knobs,
                              OptimizerKind optimizer, const TrainingState* previous, DType slots);

}  // namespace glassnet
