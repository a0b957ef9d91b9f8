#pragma once

#include <cuda_runtime.h>

#include <functional>

namespace glassnet::simulator {

/// Runs a kernel's C++ form once for each thread of the grid, block by block, in the order that the settings say. Threads that wait at a
/// barrier are fibers; the barrier's rules are checked.
void runGrid(dim3 grid, dim3 block, const std::function<void()>& body);

}  // namespace glassnet::simulator
