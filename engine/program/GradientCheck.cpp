#include "engine/program/GradientCheck.h"

#include <algorithm>
#include <cmath>

namespace glassnet {

bool gradientsAgree(double analytic, double numeric, double largest, double tolerance) {
    // Below a thousandth of the tensor's largest gradient the difference of two losses has no digits left to compare.
    return std::abs(analytic - numeric) <= tolerance * std::max({std::abs(analytic), std::abs(numeric), 1e-3 * largest});
}

std::vector<GradientCheckItem> checkGradient(TensorId parameter, const Tensor& values, const Tensor& gradient, std::int64_t first,
                                             std::int64_t count, double tolerance, const LossAt& lossAt) {
    double largest = 0.0;
    for (std::int64_t i = 0; i < gradient.elements(); ++i) {
        largest = std::max(largest, std::abs(gradient.at(i)));
    }
    std::vector<GradientCheckItem> items;
    for (std::int64_t i = first; i < first + count; ++i) {
        const double value = values.at(i);
        const double nudge = 1e-5 * std::max(1.0, std::abs(value));
        const double above = lossAt(parameter, i, value + nudge);
        const double below = lossAt(parameter, i, value - nudge);
        // The nudge that really happened: value +- nudge is rounded.
        const double width = (value + nudge) - (value - nudge);
        const double numeric = (above - below) / width;
        const double analytic = gradient.at(i);
        items.push_back({parameter, i, analytic, numeric, nudge, gradientsAgree(analytic, numeric, largest, tolerance)});
    }
    return items;
}

}  // namespace glassnet
