#pragma once

#include <cstddef>

#include "engine/backend/LossFormulas.h"

/// What needs the whole row of a sample: softmax, cross entropy, hinge. A row is `count` >= 1 numbers, `stride` apart in memory (the same
/// stride for all rows of one call); results may stand where the arguments stood. Sums rise over the units from zero.
namespace glassnet::formulas {

/// The largest number of a row; a NaN if there is one.
template <class T>
GLASSNET_HD inline T rowMax(const T* z, std::size_t count, std::size_t stride) noexcept {
    T largest = z[0];
    for (std::size_t i = 1; i < count; ++i) {
        const T next = z[i * stride];
        largest = (next > largest || next != next) ? next : largest;
    }
    return largest;
}

/// a_i = e^(z_i - max z) / sum_j e^(z_j - max z).
template <class A, class T>
GLASSNET_HD inline void softmaxRow(const T* z, T* a, std::size_t count, std::size_t stride) noexcept {
    const T largest = rowMax(z, count, stride);
    T sum = T(0);
    for (std::size_t i = 0; i < count; ++i) {
        const T e = exp<A, T>(z[i * stride] - largest);
        a[i * stride] = e;
        sum += e;
    }
    for (std::size_t i = 0; i < count; ++i) {
        a[i * stride] = a[i * stride] / sum;
    }
}

/// dz = J^T da for softmax: dz_i = a_i (da_i - s), s = sum_j a_j da_j as one chain of fma.
template <class A, class T>
GLASSNET_HD inline void softmaxBackwardRow(const T* a, const T* da, T* dz, std::size_t count, std::size_t stride) noexcept {
    T s = T(0);
    for (std::size_t i = 0; i < count; ++i) {
        s = A::template fma<T>(a[i * stride], da[i * stride], s);
    }
    for (std::size_t i = 0; i < count; ++i) {
        dz[i * stride] = a[i * stride] * (da[i * stride] - s);
    }
}

/// log sum_i e^(z_i) = max z + log sum_i e^(z_i - max z).
template <class A, class T>
GLASSNET_HD inline T logSumExpRow(const T* z, std::size_t count, std::size_t stride) noexcept {
    const T largest = rowMax(z, count, stride);
    T sum = T(0);
    for (std::size_t i = 0; i < count; ++i) {
        sum += exp<A, T>(z[i * stride] - largest);
    }
    return largest + log<A, T>(sum);
}

/// Cross entropy of one sample from its logits: log sum_i e^(z_i) - z_label. The largest logit is taken off both sides first.
/// `label` is in [0, count): checked by the caller.
template <class A, class T>
GLASSNET_HD inline T crossEntropyRow(const T* z, std::size_t label, std::size_t count, std::size_t stride) noexcept {
    const T largest = rowMax(z, count, stride);
    T sum = T(0);
    for (std::size_t i = 0; i < count; ++i) {
        sum += exp<A, T>(z[i * stride] - largest);
    }
    return log<A, T>(sum) - (z[label * stride] - largest);
}

/// One element of dL/dz for cross entropy: (p_i - [i = label]) / n, with p = softmax(z) and n samples.
template <class T>
GLASSNET_HD inline T crossEntropyGradient(T p, bool isLabel, T n) noexcept {
    return (p - (isLabel ? T(1) : T(0))) / n;
}

/// Hinge of one sample: the sum over i != label of max(0, margin - a_label + a_i), divided by the number of classes.
/// That is nn.MultiMarginLoss with p = 1 and no weights.
template <class T>
GLASSNET_HD inline T hingeRow(const T* a, std::size_t label, T margin, std::size_t count, std::size_t stride) noexcept {
    T sum = T(0);
    for (std::size_t i = 0; i < count; ++i) {
        const T distance = margin - a[label * stride] + a[i * stride];
        sum += (i == label || distance <= T(0)) ? T(0) : distance;
    }
    return sum / static_cast<T>(count);
}

/// dL/da of hinge for n samples: 1 / (count n) for each class that comes nearer than the margin, and minus their number / (count n) for
/// the label.
template <class T>
GLASSNET_HD inline void hingeGradientRow(const T* a, T* da, std::size_t label, T margin, T n, std::size_t count,
                                         std::size_t stride) noexcept {
    const T reference = a[label * stride];
    const T divisor = static_cast<T>(count) * n;
    T near = T(0);
    for (std::size_t i = 0; i < count; ++i) {
        const bool violates = i != label && margin - reference + a[i * stride] > T(0);
        near += violates ? T(1) : T(0);
        da[i * stride] = (violates ? T(1) : T(0)) / divisor;
    }
    da[label * stride] = -near / divisor;
}

}  // namespace glassnet::formulas
