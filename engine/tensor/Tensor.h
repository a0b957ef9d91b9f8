#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/tensor/DType.h"
#include "engine/tensor/Shape.h"

namespace glassnet {

/// A strided view of shared storage, as in PyTorch: copying a Tensor copies the handle; `clone` copies the elements.
/// Knows nothing of layers or gradients. Every mistake in shapes throws ErrorException.
class Tensor {
public:
    /// A float32 tensor of shape [0].
    Tensor();

    /// Uninitialized is never handed out: the elements are zero. Every maker throws TooLarge when this machine's memory cannot hold the
    /// tensor.
    [[nodiscard]] static Tensor zeros(const Shape& shape, DType dtype = DType::Float32);
    [[nodiscard]] static Tensor full(const Shape& shape, double value, DType dtype = DType::Float32);
    [[nodiscard]] static Tensor ones(const Shape& shape, DType dtype = DType::Float32) { return full(shape, 1.0, dtype); }
    /// Rank 0.
    [[nodiscard]] static Tensor scalar(double value, DType dtype = DType::Float32);
    /// Copies `values` (C order); T is float, double or std::int64_t and sets the dtype. Throws ViewShape on a wrong count.
    template <class T>
    [[nodiscard]] static Tensor from(std::span<const T> values, const Shape& shape);
    template <class T>
    [[nodiscard]] static Tensor from(std::initializer_list<T> values, const Shape& shape) {
        return from(std::span<const T>(values.begin(), values.size()), shape);
    }
    /// The identity matrix [n, n].
    [[nodiscard]] static Tensor eye(std::int64_t n, DType dtype = DType::Float32);
    /// 0, 1, ..., n-1 as int64.
    [[nodiscard]] static Tensor arange(std::int64_t n);

    [[nodiscard]] const Shape& shape() const noexcept { return m_shape; }
    [[nodiscard]] std::span<const std::int64_t> strides() const noexcept {
        return {m_strides.data(), static_cast<std::size_t>(m_shape.rank())};
    }
    [[nodiscard]] DType dtype() const noexcept { return m_dtype; }
    [[nodiscard]] int rank() const noexcept { return m_shape.rank(); }
    [[nodiscard]] std::int64_t elements() const noexcept { return m_shape.elements(); }
    [[nodiscard]] std::int64_t size(int dim) const { return m_shape[dim]; }
    [[nodiscard]] bool isContiguous() const noexcept;
    /// True when writing to one would be seen in the other's storage.
    [[nodiscard]] bool sharesStorageWith(const Tensor& other) const noexcept { return m_storage == other.m_storage; }
    /// True when both are the same elements of the same storage: a quick look that compares no number.
    [[nodiscard]] bool isSameView(const Tensor& other) const noexcept;
    /// True when no other Tensor holds this storage (the copy-on-write test of TrainingState).
    [[nodiscard]] bool ownsStorageAlone() const noexcept { return m_storage.use_count() == 1; }

    // Views: they share storage.
    [[nodiscard]] Tensor transpose(int dim0, int dim1) const;
    /// Rank 2: rows and columns exchanged; rank 0 and 1: itself.
    [[nodiscard]] Tensor t() const;
    /// Every dimension once, in a new order. Throws DimensionRange when one is missing, twice or out of range.
    [[nodiscard]] Tensor permute(std::span<const int> dims) const;
    [[nodiscard]] Tensor permute(std::initializer_list<int> dims) const { return permute(std::span<const int>(dims.begin(), dims.size())); }
    /// Another shape of the same elements without copying; one size may be -1. Throws ViewShape (its shape is a text such as "[2, -1]"
    /// where a size is -1) and ViewStrides.
    [[nodiscard]] Tensor view(std::span<const std::int64_t> sizes) const;
    [[nodiscard]] Tensor view(std::initializer_list<std::int64_t> sizes) const {
        return view(std::span<const std::int64_t>(sizes.begin(), sizes.size()));
    }
    /// One index of a dimension, which goes away; negative counts from the end. Throws DimensionRange, IndexRange.
    [[nodiscard]] Tensor select(int dim, std::int64_t index) const;
    /// `length` indices of a dimension from `start` on; negative `start` counts from the end. Throws DimensionRange, IndexRange,
    /// NegativeSize.
    [[nodiscard]] Tensor narrow(int dim, std::int64_t start, std::int64_t length) const;
    /// Broadcast without copying (stride 0): writing to one element writes to all it was spread over. Throws BroadcastShapes.
    [[nodiscard]] Tensor expand(const Shape& shape) const;
    /// Without dimension `dim` if its size is 1, else itself.
    [[nodiscard]] Tensor squeeze(int dim) const;
    /// With a new dimension of size 1 before `dim` (0 to rank; negative counts from the end of the result).
    [[nodiscard]] Tensor unsqueeze(int dim) const;

    /// A view where possible, else a copy; one size may be -1.
    [[nodiscard]] Tensor reshape(std::span<const std::int64_t> sizes) const;
    [[nodiscard]] Tensor reshape(std::initializer_list<std::int64_t> sizes) const {
        return reshape(std::span<const std::int64_t>(sizes.begin(), sizes.size()));
    }
    /// Itself when contiguous, else a copy in C order.
    [[nodiscard]] Tensor contiguous() const;
    [[nodiscard]] Tensor clone() const;
    /// A copy in another dtype (itself when it has it already); float to int64 truncates toward zero as in PyTorch;
    /// what no int64 can hold (NaN, infinity, too large) becomes the smallest int64, as on x86-64.
    [[nodiscard]] Tensor to(DType dtype) const;

    /// The elements in C order; only for contiguous tensors of dtype T, else throws DTypeMismatch or ViewStrides.
    template <class T>
    [[nodiscard]] std::span<T> values();
    template <class T>
    [[nodiscard]] std::span<const T> values() const;
    /// The raw bytes of a contiguous tensor (C order, machine byte order).
    [[nodiscard]] std::span<const std::byte> bytes() const;

    /// One element by C-order position in the shape, whatever the strides; as double (int64 beyond 2^53 rounds). Throws IndexRange.
    [[nodiscard]] double at(std::int64_t flat) const;
    /// Writes one element, rounded or truncated to the dtype as `to` does. Throws IndexRange.
    void set(std::int64_t flat, double value);
    /// The same by one index for each dimension; negative counts from the end. Throws IndexRange, DimensionRange on a wrong count.
    [[nodiscard]] double at(std::initializer_list<std::int64_t> index) const;
    void set(std::initializer_list<std::int64_t> index, double value);
    /// The only element. Throws ViewShape when there is not exactly one.
    [[nodiscard]] double item() const;

private:
    struct Storage;
    Tensor(std::shared_ptr<Storage> storage, const Shape& shape, DType dtype);
    [[nodiscard]] std::int64_t offsetOf(std::int64_t flat) const;
    [[nodiscard]] std::int64_t offsetOf(std::initializer_list<std::int64_t> index) const;
    [[nodiscard]] double load(std::int64_t offset) const;
    void store(std::int64_t offset, double value);
    [[nodiscard]] std::optional<Tensor> tryView(const Shape& shape) const;
    [[nodiscard]] Tensor copyAs(DType dtype) const;

    std::shared_ptr<Storage> m_storage;
    Shape m_shape;
    std::array<std::int64_t, Shape::kMaxRank> m_strides{};
    std::int64_t m_offset = 0;
    DType m_dtype = DType::Float32;
};

/// Same dtype, shape and element bits (so NaN equals the same NaN, and 0.0 differs from -0.0).
[[nodiscard]] bool bitEqual(const Tensor& a, const Tensor& b);

}  // namespace glassnet
