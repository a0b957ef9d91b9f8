#pragma once

#include <cuda_runtime.h>

#include <cstddef>

/// Small kernels, right ones and wrong ones, that show what the simulated runtime and the interpreter find.
namespace glassnet::samples {

inline constexpr unsigned kBlock = 64;

/// x[i] = factor x[i].
cudaError_t scale(cudaStream_t stream, float* x, std::size_t count, float factor);
/// result[block] = sum of the block's part of x, in a tree over shared memory.
cudaError_t blockSums(cudaStream_t stream, const float* x, float* result, std::size_t count);
/// Turns each block's part of x round; `count` is a multiple of kBlock.
cudaError_t reverseBlocks(cudaStream_t stream, float* x, std::size_t count);
/// numbers[i] = where thread i runs: its index, counted by block, thread and their sizes.
cudaError_t places(cudaStream_t stream, unsigned* numbers, dim3 grid, dim3 block);
/// x[stride i] += 1: for a stride above 1, neighbors do not lie side by side.
cudaError_t strided(cudaStream_t stream, float* x, std::size_t count, std::size_t stride);
/// result[0] grows by the order in which threads and blocks come: it tells one order from another, which no real kernel may.
cudaError_t tellOrder(cudaStream_t stream, unsigned* result, unsigned blocks);

/// Writes to x from the host: a mistake if x is device memory.
void touchOnHost(float* x);

/// A kernel with one mistake, for x of two blocks and y of as many numbers.
struct Mistake {
    const char* name;
    cudaError_t (*run)(cudaStream_t stream, float* x, float* y, std::size_t count);
    /// What the simulated runtime reports of it, or null.
    const char* reported;
    /// What the sanitizers print when they end the program, or null.
    const char* sanitized;
    /// What the interpreter reports of it.
    const char* interpreted;
};

[[nodiscard]] const Mistake* mistakes();
[[nodiscard]] std::size_t mistakeCount();

}  // namespace glassnet::samples
