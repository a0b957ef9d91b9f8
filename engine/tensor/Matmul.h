#pragma once

#include "engine/tensor/Tensor.h"

namespace glassnet {

// Products of matrices. One order: each element is one chain of fused multiply-adds (std::fma) from zero in rising index of the inner
// dimension, float32 in float32 and float64 in float64; int64 multiplies and adds modulo 2^64.

/// a [n, k] times b [k, m] = [n, m]. Throws NotAMatrix (named "mat1", "mat2"), DTypeMismatch and MatmulShapes.
[[nodiscard]] Tensor mm(const Tensor& a, const Tensor& b);

/// torch.matmul (https://pytorch.org/docs/stable/generated/torch.matmul.html): vectors give the scalar product, a vector is a row on the
/// left and a column on the right, and the dimensions before the last two are batches that broadcast. Throws NotAMatrix for rank 0,
/// DTypeMismatch, MatmulShapes for the inner and BroadcastShapes for the batch dimensions.
[[nodiscard]] Tensor matmul(const Tensor& a, const Tensor& b);

}  // namespace glassnet
