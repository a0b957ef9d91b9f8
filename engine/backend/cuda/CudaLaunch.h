#pragma once

#include <algorithm>
#include <cstddef>

#include "engine/backend/cuda/CudaDevice.h"

namespace glassnet {

/// Threads of a block, unless a row is shorter; also the block of formulas::blockedSum.
inline constexpr unsigned kCudaBlock = 256;
/// Threads of a block where each has a column to itself.
inline constexpr unsigned kCudaColumnBlock = 64;

/// Blocks for `count` pieces of work, `each` of them a block; kernels go on with what is left over.
[[nodiscard]] inline unsigned cudaGrid(std::size_t count, std::size_t each) {
    return static_cast<unsigned>(std::clamp<std::size_t>((count + each - 1) / each, 1, 65535));
}

/// Threads for one row of `columns` elements: whole warps.
[[nodiscard]] inline unsigned cudaRowBlock(std::size_t columns) {
    return static_cast<unsigned>(std::min<std::size_t>((columns + 31) / 32 * 32, kCudaBlock));
}

/// Queues a kernel. Its arguments are numbers and addresses of the device. An ordinary function, so that a C++ compiler reads a .cu file
/// too.
template <class... Parameters, class... Arguments>
void launch(const CudaDevice& device, void (*kernel)(Parameters...), unsigned grid, unsigned block, Arguments... arguments) {
    cudaLaunchConfig_t config{};
    config.gridDim = dim3(grid);
    config.blockDim = dim3(block);
    config.stream = device.stream();
    device.check(cudaLaunchKernelEx(&config, kernel, static_cast<Parameters>(arguments)...), "cudaLaunchKernelEx");
}

/// A kernel that does something with each of `count` elements; its last argument is their number.
template <class... Parameters, class... Arguments>
void launchEach(const CudaDevice& device, void (*kernel)(Parameters...), std::size_t count, Arguments... arguments) {
    launch(device, kernel, cudaGrid(count, kCudaBlock), kCudaBlock, arguments..., count);
}

/// A kernel with a block of threads for each row; its last arguments are their number and their length.
template <class... Parameters, class... Arguments>
void launchRows(const CudaDevice& device, void (*kernel)(Parameters...), std::size_t rows, std::size_t columns, Arguments... arguments) {
    launch(device, kernel, cudaGrid(rows, 1), cudaRowBlock(columns), arguments..., rows, columns);
}

/// A kernel with a thread for each column, with the same last arguments.
template <class... Parameters, class... Arguments>
void launchColumns(const CudaDevice& device, void (*kernel)(Parameters...), std::size_t rows, std::size_t columns, Arguments... arguments) {
    launch(device, kernel, cudaGrid(columns, kCudaColumnBlock), kCudaColumnBlock, arguments..., rows, columns);
}

}  // namespace glassnet
