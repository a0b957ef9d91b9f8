#pragma once

#include "engine/backend/cuda/CudaCall.h"

namespace glassnet {

// Activations, held units, joins and dropout's mask. T is float or double.

template <class T>
void cudaActivate(const CudaCall<T>& call);
template <class T>
void cudaActivateGradient(const CudaCall<T>& call);
template <class T>
void cudaClamp(const CudaCall<T>& call);
template <class T>
void cudaClampGradient(const CudaCall<T>& call);
/// JoinAdd and Accumulate.
template <class T>
void cudaSumOfInputs(const CudaCall<T>& call);
template <class T>
void cudaJoinConcatenate(const CudaCall<T>& call);
template <class T>
void cudaJoinAddGradient(const CudaCall<T>& call);
template <class T>
void cudaJoinConcatGradient(const CudaCall<T>& call);
template <class T>
void cudaApplyMask(const CudaCall<T>& call);

}  // namespace glassnet
