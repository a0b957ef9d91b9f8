#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace glassnet {

/// The sizes of a tensor's dimensions, rank 0 to 8. Sizes are never negative; a size of 0 is legal.
class Shape {
public:
    static constexpr int kMaxRank = 8;

    Shape() noexcept = default;
    /// Throws ErrorException (RankLimit, NegativeSize, TooLarge when the product does not fit int64).
    Shape(std::initializer_list<std::int64_t> sizes);
    explicit Shape(std::span<const std::int64_t> sizes);

    [[nodiscard]] int rank() const noexcept { return m_rank; }
    /// The size of dimension `dim`; negative counts from the end as in PyTorch. Throws DimensionRange.
    [[nodiscard]] std::int64_t operator[](int dim) const;
    /// The number of elements (1 for rank 0).
    [[nodiscard]] std::int64_t elements() const noexcept;
    /// `dim` counted from the front; negative counts from the end as in PyTorch. Throws DimensionRange.
    [[nodiscard]] int wrapDimension(int dim) const;
    [[nodiscard]] std::span<const std::int64_t> sizes() const noexcept { return {m_sizes.data(), static_cast<std::size_t>(m_rank)}; }
    friend bool operator==(const Shape& a, const Shape& b) noexcept = default;

private:
    std::array<std::int64_t, kMaxRank> m_sizes{};
    int m_rank = 0;
};

/// The shape two tensors have together under PyTorch's broadcasting rules
/// (https://pytorch.org/docs/stable/notes/broadcasting.html). Throws BroadcastShapes.
[[nodiscard]] Shape broadcast(const Shape& a, const Shape& b);

}  // namespace glassnet
