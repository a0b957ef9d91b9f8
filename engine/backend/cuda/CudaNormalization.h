#pragma once

#include "engine/backend/cuda/CudaCall.h"

namespace glassnet {

// Batch norm and layer norm. T is float or double.

template <class T>
void cudaColumnMoments(const CudaCall<T>& call);
template <class T>
void cudaRowMoments(const CudaCall<T>& call);
template <class T>
void cudaStandardize(const CudaCall<T>& call);
template <class T>
void cudaScaleShift(const CudaCall<T>& call);
template <class T>
void cudaUpdateRunning(const CudaCall<T>& call);
template <class T>
void cudaScaleGradient(const CudaCall<T>& call);
template <class T>
void cudaScaleInputGradient(const CudaCall<T>& call);
template <class T>
void cudaStandardizeGradient(const CudaCall<T>& call);

}  // namespace glassnet
