#pragma once

#include "engine/backend/cuda/CudaCall.h"

namespace glassnet {

// What happens to gradients, and updates. Learning rate and the like are read from the device's memory. T is float or double.

template <class T>
void cudaPenalty(const CudaCall<T>& call);
/// Scratch: a sum for each block of a gradient.
template <class T>
void cudaGradientNorm(const CudaCall<T>& call);
template <class T>
void cudaClipByNorm(const CudaCall<T>& call);
template <class T>
void cudaClipByValue(const CudaCall<T>& call);
template <class T>
void cudaUpdate(const CudaCall<T>& call);

}  // namespace glassnet
