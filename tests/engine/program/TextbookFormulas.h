#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/network/Activations.h"
#include "engine/network/Losses.h"

// The formulas of activations and losses as a textbook writes them, in float64 with the standard library's functions: nothing of
// engine/backend is used.
namespace glassnet::test::textbook {

/// f(z) in float64, from the textbook.
inline double activation(const ActivationSpec& spec, double z) {
    switch (spec.kind) {
        case Activation::Identity:
        case Activation::Softmax:
            return z;
        case Activation::Sigmoid:
            return 1.0 / (1.0 + std::exp(-z));
        case Activation::Tanh:
            return std::tanh(z);
        case Activation::Relu:
            return std::max(z, 0.0);
        case Activation::LeakyRelu:
            return z > 0.0 ? z : spec.parameters[0] * z;
        case Activation::Elu:
            return z > 0.0 ? z : spec.parameters[0] * std::expm1(z);
        case Activation::Selu:
            return 1.0507009873554805 * (z > 0.0 ? z : 1.6732632423543772 * std::expm1(z));
        case Activation::Gelu:
            return 0.5 * z * std::erfc(-z / std::sqrt(2.0));
        case Activation::Silu:
            return z / (1.0 + std::exp(-z));
        case Activation::Softplus:
            return spec.parameters[0] * z > spec.parameters[1] ? z : std::log1p(std::exp(spec.parameters[0] * z)) / spec.parameters[0];
        case Activation::Sine:
            return std::sin(z);
        case Activation::Step:
            return z > 0.0 ? 1.0 : 0.0;
    }
    return 0.0;
}

/// f'(z) as a difference quotient in float64.
inline double slope(const ActivationSpec& spec, double z) {
    constexpr double h = 1e-6;
    return (activation(spec, z + h) - activation(spec, z - h)) / (2.0 * h);
}

inline bool isNearKink(const ActivationSpec& spec, double z) {
    const auto kinks = activationInfo(spec.kind).kinks(spec);
    return std::ranges::any_of(kinks, [z](double kink) { return std::abs(z - kink) < 1e-5; });
}

/// What a loss takes the mean of, in float64: of one element (`a` and `y` hold one number each) or of a sample's row.
inline double lossTerm(const LossSpec& loss, bool fromLogits, const std::vector<double>& a, double y) {
    const double d = a[0] - y;
    const auto label = static_cast<std::size_t>(y);
    double sum = 0.0;
    switch (loss.kind) {
        case Loss::MeanSquaredError:
            return d * d;
        case Loss::L1:
            return std::abs(d);
        case Loss::Huber:
            return std::abs(d) < loss.parameters[0] ? 0.5 * d * d : loss.parameters[0] * (std::abs(d) - 0.5 * loss.parameters[0]);
        case Loss::BinaryCrossEntropy:
            if (!fromLogits) {
                return -(y * std::max(std::log(a[0]), -100.0) + (1.0 - y) * std::max(std::log1p(-a[0]), -100.0));
            }
            [[fallthrough]];
        case Loss::BinaryCrossEntropyWithLogits:
            return y * std::log1p(std::exp(-a[0])) + (1.0 - y) * std::log1p(std::exp(a[0]));
        case Loss::CrossEntropy:
            for (const double other : a) {
                sum += std::exp(other - a[label]);
            }
            return std::log(sum);
        case Loss::Hinge:
            for (std::size_t i = 0; i < a.size(); ++i) {
                sum += i == label ? 0.0 : std::max(0.0, loss.parameters[0] - a[label] + a[i]);
            }
            return sum / static_cast<double>(a.size());
        case Loss::HalfSquaredError:
            return d * d / 2.0;
        case Loss::Count_:
            break;
    }
    return 0.0;
}

}  // namespace glassnet::test::textbook
