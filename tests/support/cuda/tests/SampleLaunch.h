#pragma once

#include "tests/support/cuda/tests/SampleKernels.h"

namespace glassnet::samples {

/// Launches `blocks` blocks of kBlock threads.
template <class... P, class... A>
cudaError_t runBlocks(cudaStream_t stream, unsigned blocks, void (*kernel)(P...), A... arguments) {
    cudaLaunchConfig_t config{};
    config.gridDim = dim3(blocks);
    config.blockDim = dim3(kBlock);
    config.stream = stream;
    return cudaLaunchKernelEx(&config, kernel, static_cast<P>(arguments)...);
}

inline unsigned blocksFor(std::size_t count) { return static_cast<unsigned>((count + kBlock - 1) / kBlock); }

}  // namespace glassnet::samples
