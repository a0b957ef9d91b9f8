#pragma once

#include <optional>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/program/GradientCheck.h"
#include "engine/training/LookControl.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// One parameter's gradient, element by element.
struct CheckedParameter {
    TensorId parameter;
    Shape shape;
    std::vector<GradientCheckItem> items;
    /// relativeError of each item, in the same order.
    std::vector<double> errors;
};

/// Every element of every parameter's gradient beside the one that a nudge gives.
struct GradientReport {
    LookOutcome outcome = LookOutcome::Done;
    /// An element agrees when its relative error is at most this.
    double tolerance = 0.0;
    std::vector<CheckedParameter> checked;
    /// Parameters whose gradient is not computed at this position.
    std::vector<TensorId> notYet;
    /// Elements compared, and how many of them differ.
    std::int64_t elements = 0;
    std::int64_t differing = 0;
    /// Of those that differ: how many agree when the program's own entries compute the gradient in the reference's arithmetic. What
    /// differs is then rounding, not the rule.
    std::int64_t rounded = 0;

    /// Where the largest relative error is (not a number counts as the largest); none when nothing was compared.
    struct Worst {
        ParameterElement at;
        double error = 0.0;
    };
    std::optional<Worst> worst;
};

/// |a - n| / max(|a|, |n|, 1e-3 largest |a| of the tensor): an item agrees when this is at most the tolerance; 0 where all are 0.
[[nodiscard]] double relativeError(double analytic, double numeric, double largest);

/// Checks every parameter element whose gradient is computed, at any position from the first gradient on; after updates it is the gradient
/// at the values that the step began with that is checked, as computed. The trainer is only read.
[[nodiscard]] GradientReport checkAllGradients(const Trainer& trainer, const Backend& reference, const LookControl& control = {});

}  // namespace glassnet
