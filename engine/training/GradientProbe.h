#pragma once

#include <memory>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/program/GradientCheck.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// Nudges parameters of the step in hand on a backend of its own (the float64 reference) and measures what the loss does. Draws nothing,
/// moves nothing: masks are those of the trainer, and the trainer is only read.
class GradientProbe {
public:
    /// Takes over the trainer's batch, state and, where they are drawn already, its dropout masks.
    GradientProbe(const Trainer& trainer, const Backend& reference);

    /// The total loss with one parameter element replaced.
    [[nodiscard]] double lossAt(TensorId parameter, std::int64_t element, double value);

    /// Checks up to `most` elements of a parameter's gradient, from the first on; the gradient must be computed. `tolerance` as
    /// checkGradient.
    [[nodiscard]] std::vector<GradientCheckItem> check(const Trainer& trainer, TensorId parameter, std::int64_t most, double tolerance);

private:
    std::unique_ptr<Executable> m_executable;
    /// Stretches of forward entries that neither draw nor keep anything.
    std::vector<std::pair<std::size_t, std::size_t>> m_pure;
};

}  // namespace glassnet
