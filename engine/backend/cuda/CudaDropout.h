#pragma once

#include "engine/backend/cuda/CudaCall.h"
#include "engine/random/Generator.h"

namespace glassnet {

/// The words of a generator on the device: its state's, then the number of the next one.
inline constexpr std::size_t kCudaGeneratorWords = GeneratorState::kWords + 1;

/// The draws of dropoutMask (engine/random/Distributions.h), with the generator in the device's memory. T is float or double.
template <class T>
void cudaDrawMask(const CudaCall<T>& call);

}  // namespace glassnet
