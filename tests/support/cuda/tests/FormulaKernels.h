#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

#include "engine/backend/Knobs.h"
#include "engine/program/OptimizerKind.h"

/// Kernels that compute the engine's formulas, to see that nvcc's PTX of them gives the bits that the C++ compiler's code gives. T is
/// float or double.
namespace glassnet::samples {

/// value[i] = f(z[i]) and slope[i] = f'(z[i]) for each activation of elements, one after the other: `count` times as many of both.
template <class T>
cudaError_t activations(cudaStream_t stream, const T* z, T* value, T* slope, std::size_t count);
/// The same for each loss of elements, its term and its gradient.
template <class T>
cudaError_t losses(cudaStream_t stream, const T* a, const T* y, T* term, T* gradient, std::size_t count);
/// One step of each optimizer with its three kept numbers: w and kept change.
template <class T>
cudaError_t updates(cudaStream_t stream, T* w, const T* g, T* kept, const Knobs* knobs, std::size_t count);
/// Softmax and log sum exp of rows of `length`, and their standardized form.
template <class T>
cudaError_t rows(cudaStream_t stream, const T* z, T* softmax, T* standardized, std::size_t count, std::size_t length);
/// The tempering of MT19937, 24 bits of it as a float, and what else there is of work with bits.
cudaError_t bitWork(cudaStream_t stream, const std::uint32_t* words, std::uint32_t* tempered, float* uniform, std::size_t count);

inline constexpr std::size_t kActivationKinds = 12;
inline constexpr std::size_t kLossKinds = 6;

}  // namespace glassnet::samples
