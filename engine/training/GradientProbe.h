#pragma once

#include <vector>

#include "engine/program/GradientCheck.h"
#include "engine/training/LossProbe.h"

namespace glassnet {

/// Nudges parameters of the step in hand on a backend of its own (the float64 reference) and measures what the loss does. Draws nothing,
/// moves nothing: masks are those of the trainer, and the trainer is only read.
class GradientProbe {
public:
    /// Takes over the trainer's batch, the values that the step began with and its dropout masks.
    GradientProbe(const Trainer& trainer, const Backend& reference) : m_probe(trainer, reference) {}

    /// The total loss with one parameter element replaced.
    [[nodiscard]] double lossAt(TensorId parameter, std::int64_t element, double value);

    /// Checks up to `most` elements of a parameter's gradient, from the first on; the gradient must be computed. `tolerance` as
    /// checkGradient.
    [[nodiscard]] std::vector<GradientCheckItem> check(const Trainer& trainer, TensorId parameter, std::int64_t most, double tolerance);

private:
    LossProbe m_probe;
};

}  // namespace glassnet
