#pragma once

#include "engine/backend/cuda/CudaCall.h"

namespace glassnet {

// Losses and their gradients. T is float or double.

/// Scratch: a term for each sample, then a sum for each block of terms.
template <class T>
void cudaLoss(const CudaCall<T>& call);
template <class T>
void cudaTotalLoss(const CudaCall<T>& call);
template <class T>
void cudaLossGradient(const CudaCall<T>& call);

}  // namespace glassnet
