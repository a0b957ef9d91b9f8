#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "engine/network/Activations.h"

namespace glassnet {

/// How a unit stands on its activation: what that does to the error that comes back through it.
enum class UnitState : std::uint8_t {
    Working,
    Saturated,  ///< for the followed sample |f'(z)| is below 1 % of its largest
    Off,        ///< the followed sample is on the flat side of an activation that also has another (relu)
    Dead,       ///< every sample of the batch is: z <= 0
    Flat,       ///< f' is zero everywhere (step)
};

/// A unit of a layer on one batch.
struct UnitCondition {
    UnitState state = UnitState::Working;
    /// The activation has a flat side: what is quiet is off there, not saturated.
    bool hasFlatSide = false;
    /// f'(z) of the followed sample, and the largest |f'| there is.
    double slope = 0.0;
    double largestSlope = 0.0;
    /// Samples of the batch whose |f'(z)| is below 1 % of the largest, and how many samples there are.
    std::size_t quiet = 0;
    std::size_t samples = 0;
};

/// The condition of a unit whose z values on the batch are `z` (one a sample, not empty), looked at from sample `followed`. Activations of
/// rows (softmax) have no slope of their own: Working. `largest`: largestSlope of the activation, where the caller has it.
[[nodiscard]] UnitCondition unitCondition(const ActivationSpec& activation, std::span<const double> z, std::size_t followed,
                                          std::optional<double> largest = std::nullopt);

/// The largest |f'(z)| over all z.
[[nodiscard]] double largestSlope(const ActivationSpec& activation);

}  // namespace glassnet
