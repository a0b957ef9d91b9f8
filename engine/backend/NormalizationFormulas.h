#pragma once

#include <cmath>

#include "engine/backend/Arithmetic.h"

/// One element of batch norm and layer norm (nn.BatchNorm1d, nn.LayerNorm). Each sign is one rounding, from left to right; what is fused
/// is written so. The means over the batch or the units are a blockedSum in rising index and one division by their count.
namespace glassnet::formulas {

/// (x - mean) / sqrt(variance + epsilon).
template <class T>
GLASSNET_HD inline T standardize(T x, T mean, T variance, T epsilon) noexcept {
    return (x - mean) / std::sqrt(variance + epsilon);
}

/// (x - mean)^2: the variance is the mean of these, biased.
template <class T>
GLASSNET_HD inline T squaredDistance(T x, T mean) noexcept {
    return (x - mean) * (x - mean);
}

/// s gamma + beta, the product rounded.
template <class T>
GLASSNET_HD inline T scaleShift(T s, T gamma, T beta) noexcept {
    return s * gamma + beta;
}

/// dx = (ds - mean(ds) - s mean(ds s)) / sqrt(variance + epsilon): S. Ioffe and C. Szegedy, "Batch Normalization" (2015), section 3, put
/// together.
template <class T>
GLASSNET_HD inline T standardizeGradient(T ds, T s, T meanGradient, T meanProduct, T variance, T epsilon) noexcept {
    return (ds - meanGradient - s * meanProduct) / std::sqrt(variance + epsilon);
}

/// The same where mean and variance are constants.
template <class T>
GLASSNET_HD inline T constantStandardizeGradient(T ds, T variance, T epsilon) noexcept {
    return ds / std::sqrt(variance + epsilon);
}

/// variance n / (n - 1); of one sample the variance itself.
template <class T>
GLASSNET_HD inline T unbiasedVariance(T variance, T n) noexcept {
    return n > T(1) ? variance * (n / (n - T(1))) : variance;
}

/// fma(momentum, value, (1 - momentum) running), with 1 - momentum formed in float64 and rounded once.
template <class A, class T>
GLASSNET_HD inline T runningStep(T running, T value, T momentum, T oneMinusMomentum) noexcept {
    return A::template fma<T>(momentum, value, oneMinusMomentum * running);
}

}  // namespace glassnet::formulas
