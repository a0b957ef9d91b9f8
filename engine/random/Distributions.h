#pragma once

#include <cstdint>

#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

// PyTorch's random tensors, bit for bit as PyTorch 1.13 draws them on an x86-64 processor with AVX2 (official sources: ATen's
// DistributionTemplates.h, DistributionsHelper.h). Values are drawn in C order; every function gives a new contiguous tensor;
// a tensor of no elements draws nothing. A dtype is float32 or float64 (DTypeMismatch otherwise).

/// torch.rand: uniform in [0, 1).
[[nodiscard]] Tensor rand(Generator& generator, const Shape& shape, DType dtype = DType::Float32);
/// Tensor.uniform_(low, high): uniform in [low, high). Throws BadRange when low > high, one is NaN, or high - low is too large for the
/// dtype.
[[nodiscard]] Tensor uniform(Generator& generator, const Shape& shape, double low, double high, DType dtype = DType::Float32);
/// torch.randn: mean 0, deviation 1.
[[nodiscard]] Tensor randn(Generator& generator, const Shape& shape, DType dtype = DType::Float32);
/// Tensor.normal_(mean, deviation). Below 16 values one by one in float64, with the generator's cached value; else in blocks of 16, of
/// which the last is drawn anew when the count is no multiple of 16. Throws BadDeviation when the deviation is negative or NaN.
[[nodiscard]] Tensor normal(Generator& generator, const Shape& shape, double mean, double deviation, DType dtype = DType::Float32);
/// torch.randint: int64 in [low, high). Throws BadRange unless low < high.
[[nodiscard]] Tensor randint(Generator& generator, std::int64_t low, std::int64_t high, const Shape& shape);
/// torch.randperm: 0 to n - 1 in random order, int64 [n]. Throws NegativeSize.
[[nodiscard]] Tensor randperm(Generator& generator, std::int64_t n);
/// Tensor.bernoulli_(p): 1 with probability p, else 0. Throws BadProbability unless 0 <= p <= 1.
[[nodiscard]] Tensor bernoulli(Generator& generator, const Shape& shape, double p, DType dtype = DType::Float32);
/// The factors of nn.Dropout(p) in training: 0 with probability p, else 1 / (1 - p). p of 0 or 1 draws nothing. Throws BadProbability.
/// PyTorch built with Intel's MKL on an Intel processor draws other masks.
[[nodiscard]] Tensor dropoutMask(Generator& generator, const Shape& shape, double p, DType dtype = DType::Float32);

}  // namespace glassnet
