#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/program/Program.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// One parameter element: the gradient the program computed and the one a nudge gives.
struct GradientCheckItem {
    TensorId parameter;
    std::int64_t element = 0;
    double analytic = 0.0;
    double numeric = 0.0;
    /// The step of the central difference, 1e-5 max(1, |w|).
    double nudge = 0.0;
    bool agrees = false;
};

/// Computes the loss in float64 with one parameter element replaced; nothing else of the step may change (masks stay as drawn).
using LossAt = std::function<double(TensorId parameter, std::int64_t element, double value)>;

/// The rule of agreement: |a - n| <= tolerance max(|a|, |n|, 1e-3 largest |a| of the tensor).
[[nodiscard]] bool gradientsAgree(double analytic, double numeric, double largest, double tolerance);

/// Compares elements [first, first + count) of a parameter's gradient with central differences of `lossAt`. `values` and `gradient` are
/// the parameter's values and analytic gradient; `tolerance` is 1e-7 for float64 gradients and 1e-4 for float32.
[[nodiscard]] std::vector<GradientCheckItem> checkGradient(TensorId parameter, const Tensor& values, const Tensor& gradient,
                                                           std::int64_t first, std::int64_t count, double tolerance, const LossAt& lossAt);

}  // namespace glassnet
