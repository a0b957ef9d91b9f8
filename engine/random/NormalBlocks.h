#pragma once

#include <cstddef>

namespace glassnet {

// The Box-Muller step of PyTorch's draws of 16 values or more. Every block of 16 uniform values becomes 16 normal ones: the pair (i, i + 8)
// gives radius sqrt(-2 log(1 - u_i)) and angle 2 pi u_(i + 8), and then mean + deviation * radius * cos and sin of the angle.

/// `count` is a multiple of 16. float32 follows PyTorch's AVX2 kernel: logarithm, sine and cosine by the polynomials of the Cephes library
/// (S. Moshier), with fused multiply-adds at that kernel's places. The same bits on every processor.
void normalBlocks(float* values, std::size_t count, float mean, float deviation);
/// float64 takes the logarithm, sine and cosine of the C library.
void normalBlocks(double* values, std::size_t count, double mean, double deviation);

}  // namespace glassnet
