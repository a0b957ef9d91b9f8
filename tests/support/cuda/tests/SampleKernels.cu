#include "tests/support/cuda/tests/SampleLaunch.h"

namespace glassnet::samples {

namespace kernels {

__global__ void scale(float* x, std::size_t count, float factor) {
    for (std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x; i < count; i += std::size_t(gridDim.x) * blockDim.x) {
        x[i] *= factor;
    }
}

template <class T>
__global__ void blockSums(const T* x, T* result, std::size_t count) {
    __shared__ T sums[kBlock];
    const unsigned thread = threadIdx.x;
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + thread;
    sums[thread] = i < count ? x[i] : T(0);
    __syncthreads();
    for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
        if (thread < half) {
            sums[thread] += sums[thread + half];
        }
        __syncthreads();
    }
    if (thread == 0) {
        result[blockIdx.x] = sums[0];
    }
}

// Its shared array is not a template's: both kinds have to go into one program.
__global__ void reverseBlocks(float* x) {
    __shared__ float kept[kBlock];
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    kept[threadIdx.x] = x[i];
    __syncthreads();
    x[i] = kept[kBlock - 1 - threadIdx.x];
}

__global__ void places(unsigned* numbers) {
    const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
    const unsigned thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
    const unsigned index = block * (blockDim.x * blockDim.y * blockDim.z) + thread;
    numbers[index] = index;
}

__global__ void strided(float* x, std::size_t stride) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    x[stride * i] += 1.0F;
}

__global__ void tellOrder(unsigned* result) {
    __shared__ unsigned kept;
    if (threadIdx.x == 0) {
        kept = 0;
    }
    __syncthreads();
    kept = kept * 31 + threadIdx.x;
    result[0] = result[0] * 31 + kept + blockIdx.x;
}

}  // namespace kernels

cudaError_t scale(cudaStream_t stream, float* x, std::size_t count, float factor) {
    return runBlocks(stream, blocksFor(count), kernels::scale, x, count, factor);
}

cudaError_t blockSums(cudaStream_t stream, const float* x, float* result, std::size_t count) {
    return runBlocks(stream, blocksFor(count), kernels::blockSums<float>, x, result, count);
}

cudaError_t reverseBlocks(cudaStream_t stream, float* x, std::size_t count) {
    return runBlocks(stream, blocksFor(count), kernels::reverseBlocks, x);
}

cudaError_t places(cudaStream_t stream, unsigned* numbers, dim3 grid, dim3 block) {
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = block;
    config.stream = stream;
    return cudaLaunchKernelEx(&config, kernels::places, numbers);
}

cudaError_t strided(cudaStream_t stream, float* x, std::size_t count, std::size_t stride) {
    return runBlocks(stream, blocksFor(count), kernels::strided, x, stride);
}

cudaError_t tellOrder(cudaStream_t stream, unsigned* result, unsigned blocks) {
    return runBlocks(stream, blocks, kernels::tellOrder, result);
}

}  // namespace glassnet::samples
