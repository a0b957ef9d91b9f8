#pragma once

#include <cstdint>

namespace glassnet {

// The inner loops of Matmul.h. target [rows, columns] += left [rows, inner] * right [inner, columns], all contiguous and apart in memory:
// each element of target is continued by one chain of fused multiply-adds in rising inner index (int64: modulo 2^64).
// The bits are the same on processors with and without a fused instruction; without it, it is much slower.

void addProduct(const float* left, const float* right, float* target, std::int64_t rows, std::int64_t inner, std::int64_t columns);
void addProduct(const double* left, const double* right, double* target, std::int64_t rows, std::int64_t inner, std::int64_t columns);
void addProduct(const std::int64_t* left, const std::int64_t* right, std::int64_t* target, std::int64_t rows, std::int64_t inner,
                std::int64_t columns);

}  // namespace glassnet
