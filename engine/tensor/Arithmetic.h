#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <variant>

#include "engine/tensor/Tensor.h"

namespace glassnet {

// Elementwise arithmetic and reductions with PyTorch's broadcasting and type promotion
// (https://pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc). Products of matrices are in Matmul.h.
// Every function takes any strides and gives a new contiguous tensor; shapes that do not fit throw BroadcastShapes.
//
// One order. A sum reads its elements in C order of the reduced dimensions, whatever the strides: blocks of 256 neighbors, each summed from
// zero in rising index; then the blocks' sums pairwise, neighbor with neighbor, level by level, an odd last one moving up unchanged.
// float32 is summed in float32, float64 in float64, int64 modulo 2^64. No thread, stride or vector width changes a bit of it.
//
// The functions of analysis (exp, log, tanh, sigmoid, sin, pow) take float32 through float64 and round once at the end.

/// A plain number beside a tensor: it takes part in type promotion only by its kind (whole or not), as a Python number does.
class Scalar {
public:
    Scalar(int value) : m_value(std::int64_t{value}) {}  // NOLINT(google-explicit-constructor): numbers read as in Python
    Scalar(std::int64_t value) : m_value(value) {}       // NOLINT(google-explicit-constructor)
    Scalar(double value) : m_value(value) {}             // NOLINT(google-explicit-constructor)
    Scalar(float value) : m_value(double{value}) {}      // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool isWhole() const noexcept { return std::holds_alternative<std::int64_t>(m_value); }
    [[nodiscard]] double toDouble() const noexcept;
    /// Rank 0, rounded to `dtype`.
    [[nodiscard]] Tensor toTensor(DType dtype) const;

private:
    std::variant<std::int64_t, double> m_value;
};

/// The dtype of a result of both: a float wins over int64, and a tensor of rank 0 counts only when its kind is the higher one.
[[nodiscard]] DType promote(const Tensor& a, const Tensor& b) noexcept;
/// int64 with a number that is not whole becomes float32; else the tensor's dtype.
[[nodiscard]] DType promote(const Tensor& a, const Scalar& b) noexcept;

/// a + b.
[[nodiscard]] Tensor add(const Tensor& a, const Tensor& b);
[[nodiscard]] Tensor add(const Tensor& a, const Scalar& b);
/// a - b.
[[nodiscard]] Tensor sub(const Tensor& a, const Tensor& b);
[[nodiscard]] Tensor sub(const Tensor& a, const Scalar& b);
[[nodiscard]] Tensor sub(const Scalar& a, const Tensor& b);
/// a * b, element by element.
[[nodiscard]] Tensor mul(const Tensor& a, const Tensor& b);
[[nodiscard]] Tensor mul(const Tensor& a, const Scalar& b);
/// a / b, the true quotient: two int64 give float32.
[[nodiscard]] Tensor div(const Tensor& a, const Tensor& b);
[[nodiscard]] Tensor div(const Tensor& a, const Scalar& b);
/// As PyTorch does it: the reciprocal of b, rounded, times a.
[[nodiscard]] Tensor div(const Scalar& a, const Tensor& b);
/// The larger (smaller) of two; NaN if either is NaN.
[[nodiscard]] Tensor maximum(const Tensor& a, const Tensor& b);
[[nodiscard]] Tensor minimum(const Tensor& a, const Tensor& b);
/// a to the power b. int64 to a negative int64 is 0 except for the bases 1 and -1 (PyTorch refuses it for a plain number).
[[nodiscard]] Tensor pow(const Tensor& a, const Tensor& b);
/// The powers 2, 3, 0.5, -0.5, -1 and -2 are products, roots and quotients, as in PyTorch.
[[nodiscard]] Tensor pow(const Tensor& a, const Scalar& b);

/// -a; abs(a). They keep the dtype.
[[nodiscard]] Tensor neg(const Tensor& a);
[[nodiscard]] Tensor abs(const Tensor& a);
/// The functions of analysis; int64 gives float32. sigmoid(a) = 1 / (1 + exp(-a)).
[[nodiscard]] Tensor exp(const Tensor& a);
[[nodiscard]] Tensor log(const Tensor& a);
[[nodiscard]] Tensor tanh(const Tensor& a);
[[nodiscard]] Tensor sigmoid(const Tensor& a);
[[nodiscard]] Tensor sin(const Tensor& a);
[[nodiscard]] Tensor sqrt(const Tensor& a);

[[nodiscard]] inline Tensor operator-(const Tensor& a) { return neg(a); }
[[nodiscard]] inline Tensor operator+(const Tensor& a, const Tensor& b) { return add(a, b); }
[[nodiscard]] inline Tensor operator+(const Tensor& a, const Scalar& b) { return add(a, b); }
[[nodiscard]] inline Tensor operator+(const Scalar& a, const Tensor& b) { return add(b, a); }
[[nodiscard]] inline Tensor operator-(const Tensor& a, const Tensor& b) { return sub(a, b); }
[[nodiscard]] inline Tensor operator-(const Tensor& a, const Scalar& b) { return sub(a, b); }
[[nodiscard]] inline Tensor operator-(const Scalar& a, const Tensor& b) { return sub(a, b); }
[[nodiscard]] inline Tensor operator*(const Tensor& a, const Tensor& b) { return mul(a, b); }
[[nodiscard]] inline Tensor operator*(const Tensor& a, const Scalar& b) { return mul(a, b); }
[[nodiscard]] inline Tensor operator*(const Scalar& a, const Tensor& b) { return mul(b, a); }
[[nodiscard]] inline Tensor operator/(const Tensor& a, const Tensor& b) { return div(a, b); }
[[nodiscard]] inline Tensor operator/(const Tensor& a, const Scalar& b) { return div(a, b); }
[[nodiscard]] inline Tensor operator/(const Scalar& a, const Tensor& b) { return div(a, b); }

/// The sum over `dims` in the one order above (no dims means all of them, as in PyTorch 1.13); a reduced dimension goes away,
/// or stays with size 1 when `keepDim`. The sum of nothing is 0. Throws DimensionRange (a dimension named twice, too).
[[nodiscard]] Tensor sum(const Tensor& a, std::span<const int> dims, bool keepDim = false);
[[nodiscard]] Tensor sum(const Tensor& a, std::initializer_list<int> dims = {}, bool keepDim = false);
/// The sum, then divided by the count; the mean of nothing is NaN. Throws DTypeMismatch for int64.
[[nodiscard]] Tensor mean(const Tensor& a, std::span<const int> dims, bool keepDim = false);
[[nodiscard]] Tensor mean(const Tensor& a, std::initializer_list<int> dims = {}, bool keepDim = false);

/// Same shape and equal values after promotion; NaN equals nothing (torch.equal).
[[nodiscard]] bool equal(const Tensor& a, const Tensor& b);
/// |a - b| <= absolute + relative * |b| for every element, infinities equal to themselves (torch.allclose). Broadcasts.
[[nodiscard]] bool allClose(const Tensor& a, const Tensor& b, double relative = 1e-5, double absolute = 1e-8, bool nanIsEqual = false);

}  // namespace glassnet
