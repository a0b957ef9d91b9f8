#pragma once

#include "engine/backend/cuda/CudaChains.h"

/// engine/backend/RowFormulas.h by one block of threads a row: elements side by side, sums in rising order. Called by all threads of a
/// block; `staged` has a place for each.
namespace glassnet::kernels {

template <class T>
__device__ T rowMax(const T* z, std::size_t count, T* staged) {
    return fold(
        count, z[0], [&](std::size_t i) { return z[i]; }, Largest{}, staged);
}

/// formulas::softmaxRow.
template <class T>
__device__ void softmaxRow(const T* z, T* a, std::size_t count, T* staged) {
    const T largest = rowMax(z, count, staged);
    for (std::size_t i = threadIdx.x; i < count; i += blockDim.x) {
        a[i] = formulas::exp<Arithmetic, T>(z[i] - largest);
    }
    __syncthreads();
    const T sum = fold(
        count, T(0), [&](std::size_t i) { return a[i]; }, Sum{}, staged);
    for (std::size_t i = threadIdx.x; i < count; i += blockDim.x) {
        a[i] = a[i] / sum;
    }
    __syncthreads();
}

/// formulas::crossEntropyRow.
template <class T>
__device__ T crossEntropyRow(const T* z, std::size_t label, std::size_t count, T* staged) {
    const T largest = rowMax(z, count, staged);
    const T sum = fold(
        count, T(0), [&](std::size_t i) { return formulas::exp<Arithmetic, T>(z[i] - largest); }, Sum{}, staged);
    return formulas::log<Arithmetic, T>(sum) - (z[label] - largest);
}

/// formulas::hingeRow.
template <class T>
__device__ T hingeRow(const T* a, std::size_t label, T margin, std::size_t count, T* staged) {
    const T sum = fold(
        count, T(0),
        [&](std::size_t i) {
            const T distance = margin - a[label] + a[i];
            return (i == label || distance <= T(0)) ? T(0) : distance;
        },
        Sum{}, staged);
    return sum / static_cast<T>(count);
}

/// formulas::hingeGradientRow; the results stand apart from the arguments.
template <class T>
__device__ void hingeGradientRow(const T* a, T* da, std::size_t label, T margin, T n, std::size_t count, T* staged) {
    const T reference = a[label];
    const T divisor = static_cast<T>(count) * n;
    const auto violation = [&](std::size_t i) { return i != label && margin - reference + a[i] > T(0) ? T(1) : T(0); };
    const T near = fold(count, T(0), violation, Sum{}, staged);
    for (std::size_t i = threadIdx.x; i < count; i += blockDim.x) {
        da[i] = i == label ? -near / divisor : violation(i) / divisor;
    }
}

}  // namespace glassnet::kernels
