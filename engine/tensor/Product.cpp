#include "engine/tensor/Product.h"

namespace glassnet {

namespace {

[[gnu::always_inline]] inline float step(float x, float y, float sum) { return __builtin_fmaf(x, y, sum); }
[[gnu::always_inline]] inline double step(double x, double y, double sum) { return __builtin_fma(x, y, sum); }
[[gnu::always_inline]] inline std::int64_t step(std::int64_t x, std::int64_t y, std::int64_t sum) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(x) * static_cast<std::uint64_t>(y) + static_cast<std::uint64_t>(sum));
}

/// Inlined into callers that are compiled for different processors; the compiler may put columns side by side, never a sum.
template <class T>
[[gnu::always_inline]] inline void product(const T* left, const T* right, T* __restrict target, std::int64_t rows, std::int64_t inner,
                                           std::int64_t columns) {
    for (std::int64_t row = 0; row < rows; ++row) {
        T* __restrict sums = target + row * columns;
        for (std::int64_t k = 0; k < inner; ++k) {
            const T factor = left[row * inner + k];
            const T* from = right + k * columns;
            for (std::int64_t column = 0; column < columns; ++column) {
                sums[column] = step(factor, from[column], sums[column]);
            }
        }
    }
}

#if defined(__x86_64__)
template <class T>
[[gnu::target("avx2,fma")]] void productFused(const T* left, const T* right, T* target, std::int64_t rows, std::int64_t inner,
                                              std::int64_t columns) {
    product(left, right, target, rows, inner, columns);
}

bool hasFusedInstruction() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#endif

template <class T>
void productOnThisProcessor(const T* left, const T* right, T* target, std::int64_t rows, std::int64_t inner, std::int64_t columns) {
#if defined(__x86_64__)
    if (hasFusedInstruction()) {
        return productFused(left, right, target, rows, inner, columns);
    }
#endif
    product(left, right, target, rows, inner, columns);
}

}  // namespace

void addProduct(const float* left, const float* right, float* target, std::int64_t rows, std::int64_t inner, std::int64_t columns) {
    productOnThisProcessor(left, right, target, rows, inner, columns);
}
void addProduct(const double* left, const double* right, double* target, std::int64_t rows, std::int64_t inner, std::int64_t columns) {
    productOnThisProcessor(left, right, target, rows, inner, columns);
}
void addProduct(const std::int64_t* left, const std::int64_t* right, std::int64_t* target, std::int64_t rows, std::int64_t inner,
                std::int64_t columns) {
    product(left, right, target, rows, inner, columns);
}

}  // namespace glassnet
