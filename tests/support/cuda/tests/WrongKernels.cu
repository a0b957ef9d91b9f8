#include <array>

#include "tests/support/cuda/tests/SampleLaunch.h"

namespace glassnet::samples {

namespace kernels {

__global__ void noBarrier(float* x) {
    __shared__ float kept[kBlock];
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    kept[threadIdx.x] = x[i];
    x[i] = kept[kBlock - 1 - threadIdx.x];
}

__global__ void noSecondBarrier(float* x, float* y) {
    __shared__ float kept[kBlock];
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    kept[threadIdx.x] = x[i];
    __syncthreads();
    y[i] = kept[kBlock - 1 - threadIdx.x];
    kept[threadIdx.x] = 2.0F * x[i];
    __syncthreads();
    x[i] = kept[kBlock - 1 - threadIdx.x];
}

__global__ void barrierInBranch(float* x) {
    __shared__ float kept[kBlock];
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    kept[threadIdx.x] = x[i];
    if (threadIdx.x < kBlock / 2) {
        __syncthreads();
        x[i] = kept[kBlock / 2 - 1 - threadIdx.x];
    }
}

__global__ void twoBarriers(float* x) {
    __shared__ float kept[kBlock];
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    kept[threadIdx.x] = x[i];
    if (threadIdx.x % 2 == 0) {
        kept[threadIdx.x] *= 2.0F;
        __syncthreads();
        x[i] = kept[kBlock - 1 - threadIdx.x] + 1.0F;
    } else {
        kept[threadIdx.x] *= 3.0F;
        __syncthreads();
        x[i] = kept[kBlock - 1 - threadIdx.x];
    }
}

__global__ void pastTheEnd(float* x, std::size_t count) {
    for (std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x; i <= count; i += std::size_t(gridDim.x) * blockDim.x) {
        x[i] = 0.0F;
    }
}

__global__ void sharedTooShort(float* x) {
    __shared__ float memory[kBlock / 2];
    // By a pointer, as a function sees it: with the array itself the compiler would know its length.
    float* kept = memory;
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    kept[threadIdx.x] = x[i];
    __syncthreads();
    x[i] = kept[threadIdx.x / 2];
}

__global__ void sharedNotWritten(float* x) {
    __shared__ float kept[kBlock];
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    if (threadIdx.x > 0) {
        kept[threadIdx.x] = x[i];
    }
    __syncthreads();
    x[i] = kept[kBlock - 1 - threadIdx.x];
}

__global__ void copy(float* x, const float* y) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    x[i] = y[i];
}

__global__ void misaligned(float* x) {
    auto* between = reinterpret_cast<float*>(reinterpret_cast<std::size_t>(x) + 2);
    between[threadIdx.x] = 1.0F;
}

__global__ void elementZero(float* x) { x[0] = static_cast<float>(blockIdx.x); }

__global__ void neighborBlock(float* x, std::size_t count) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    x[i] = x[(i + kBlock) % count] + 1.0F;
}

// Reaches y by its distance from x, which the launch was not given.
__global__ void notHandedOver(float* x, std::size_t distance) {
    const std::size_t i = blockIdx.x * std::size_t(blockDim.x) + threadIdx.x;
    x[i] = *reinterpret_cast<const float*>(reinterpret_cast<std::size_t>(x) + distance + i * sizeof(float));
}

}  // namespace kernels

namespace {

using Stream = cudaStream_t;

constexpr auto kMistakes = std::to_array<Mistake>({
    {"barrier left out before a neighbor is read",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::noBarrier, x); }, nullptr, nullptr,
     "race in shared memory"},
    {"barrier left out before shared memory is used again",
     [](Stream s, float* x, float* y, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::noSecondBarrier, x, y); }, nullptr,
     nullptr, "race in shared memory"},
    {"barrier in a branch that half of the threads take",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::barrierInBranch, x); },
     "reached by 32 of 64 threads", nullptr, "reached by 32 of 64 threads"},
    {"different barriers for even and odd threads",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::twoBarriers, x); },
     "wait at different barriers", nullptr, "wait at different barriers"},
    {"one element too many", [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::pastTheEnd, x, n); },
     nullptr, "heap-buffer-overflow", "writes outside of device memory"},
    {"shared array half as long",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::sharedTooShort, x); }, nullptr,
     "global-buffer-overflow", "outside of shared memory"},
    {"shared memory that nothing wrote",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::sharedNotWritten, x); }, nullptr, nullptr,
     "reads shared memory that nothing wrote"},
    {"device memory that nothing wrote",
     [](Stream s, float* x, float* y, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::copy, x, y); }, nullptr, nullptr,
     "reads device memory that nothing wrote"},
    {"address between two numbers", [](Stream s, float* x, float*, std::size_t) { return runBlocks(s, 1, kernels::misaligned, x); },
     nullptr, "misaligned address", "misaligned"},
    {"every block writes the same element",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::elementZero, x); }, nullptr, nullptr,
     "race in device memory"},
    {"block reads what another writes",
     [](Stream s, float* x, float*, std::size_t n) { return runBlocks(s, blocksFor(n), kernels::neighborBlock, x, n); }, nullptr, nullptr,
     "race in device memory"},
    {"memory that the kernel was not given",
     [](Stream s, float* x, float* y, std::size_t n) {
         return runBlocks(s, blocksFor(n), kernels::notHandedOver, x, reinterpret_cast<std::size_t>(y) - reinterpret_cast<std::size_t>(x));
     },
     nullptr, "use-after-poison", "was not given"},
});

}  // namespace

void touchOnHost(float* x) { x[0] = 1.0F; }

const Mistake* mistakes() { return kMistakes.data(); }

std::size_t mistakeCount() { return kMistakes.size(); }

}  // namespace glassnet::samples
