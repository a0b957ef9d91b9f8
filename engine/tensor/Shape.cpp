#include "engine/tensor/Shape.h"

#include <algorithm>

#include "engine/base/Error.h"

namespace glassnet {

Shape::Shape(std::initializer_list<std::int64_t> sizes) : Shape(std::span<const std::int64_t>(sizes.begin(), sizes.size())) {}

Shape::Shape(std::span<const std::int64_t> sizes) {
    if (sizes.size() > kMaxRank) {
        throw ErrorException({ErrorCode::RankLimit, {static_cast<std::int64_t>(sizes.size()), std::int64_t{kMaxRank}}});
    }
    for (const std::int64_t size : sizes) {
        if (size < 0) {
            throw ErrorException({ErrorCode::NegativeSize, {size}});
        }
    }
    std::ranges::copy(sizes, m_sizes.begin());
    m_rank = static_cast<int>(sizes.size());
    // The strides of an empty tensor are products of the other sizes, so these must fit as well.
    std::int64_t product = 1;
    for (const std::int64_t size : sizes) {
        if (size != 0 && __builtin_mul_overflow(product, size, &product)) {
            double asked = 1.0;
            for (const std::int64_t each : sizes) {
                asked *= static_cast<double>(each);
            }
            throw ErrorException({ErrorCode::TooLarge, {asked, static_cast<double>(INT64_MAX)}});
        }
    }
}

std::int64_t Shape::operator[](int dim) const { return m_sizes[static_cast<std::size_t>(wrapDimension(dim))]; }

std::int64_t Shape::elements() const noexcept {
    std::int64_t product = 1;
    for (const std::int64_t size : sizes()) {
        product *= size;
    }
    return product;
}

int Shape::wrapDimension(int dim) const {
    if (dim < -m_rank || dim >= m_rank) {
        throw ErrorException({ErrorCode::DimensionRange, {std::int64_t{dim}, std::int64_t{m_rank}}});
    }
    return dim < 0 ? dim + m_rank : dim;
}

Shape broadcast(const Shape& a, const Shape& b) {
    const int rank = std::max(a.rank(), b.rank());
    std::array<std::int64_t, Shape::kMaxRank> sizes{};
    for (int back = 1; back <= rank; ++back) {
        const std::int64_t sizeA = back <= a.rank() ? a[-back] : 1;
        const std::int64_t sizeB = back <= b.rank() ? b[-back] : 1;
        if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
            throw ErrorException({ErrorCode::BroadcastShapes, {a, b, sizeA, sizeB, std::int64_t{rank - back}}});
        }
        sizes[static_cast<std::size_t>(rank - back)] = sizeA == 1 ? sizeB : sizeA;
    }
    return Shape(std::span<const std::int64_t>(sizes.data(), static_cast<std::size_t>(rank)));
}

}  // namespace glassnet
