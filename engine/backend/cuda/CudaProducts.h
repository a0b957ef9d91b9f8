#pragma once

#include "engine/backend/cuda/CudaCall.h"

namespace glassnet {

// Matrix products (cuBLAS, whose sums have an order of their own) and what belongs to them. T is float or double.

template <class T>
void cudaAffine(const CudaCall<T>& call);
template <class T>
void cudaWeightGradient(const CudaCall<T>& call);
template <class T>
void cudaInputGradient(const CudaCall<T>& call);
template <class T>
void cudaBiasGradient(const CudaCall<T>& call);

}  // namespace glassnet
