#include "engine/data/RawArray.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace glassnet {

namespace {

/// IEEE 754's 16 bits.
struct Half {
    std::uint16_t bits;
};
struct Truth {
    std::uint8_t byte;
};

template <class T>
T load(const std::byte* from, bool bigEndian) {
    std::array<std::byte, sizeof(T)> bytes;
    std::memcpy(bytes.data(), from, sizeof(T));
    if (bigEndian) {
        std::ranges::reverse(bytes);
    }
    return std::bit_cast<T>(bytes);
}

float floatOf(Half half) {
    constexpr std::uint32_t kExponents = 0x1F;
    const std::uint32_t sign = half.bits >> 15U;
    const std::uint32_t exponent = half.bits >> 10U & kExponents;
    const std::uint32_t fraction = half.bits & 0x3FFU;
    if (exponent == 0) {
        const float size = std::ldexp(static_cast<float>(fraction), -24);
        return sign != 0 ? -size : size;
    }
    // The bias is 15 here and 127 there; infinities and NaN keep an exponent of ones.
    const std::uint32_t wide = exponent == kExponents ? 0xFFU : exponent + 112U;
    return std::bit_cast<float>(sign << 31U | wide << 23U | fraction << 13U);
}

template <class T, class Number>
Number valueOf(T element) {
    if constexpr (std::is_same_v<T, Half>) {
        return static_cast<Number>(floatOf(element));
    } else if constexpr (std::is_same_v<T, Truth>) {
        return element.byte != 0 ? Number{1} : Number{0};
    } else {
        return static_cast<Number>(element);
    }
}

template <class T, bool bigEndian>
double decodeAs(const std::byte* from) {
    return valueOf<T, double>(load<T>(from, bigEndian));
}

/// Calls `use` with a value of the C++ type that the element type is.
template <class Use>
auto withType(const ElementType& type, Use use) {
    using Kind = ElementType::Kind;
    switch (type.kind) {
        case Kind::Bool:
            return use(Truth{});
        case Kind::Signed:
            return type.bytes == 1   ? use(std::int8_t{})
                   : type.bytes == 2 ? use(std::int16_t{})
                   : type.bytes == 4 ? use(std::int32_t{})
                                     : use(std::int64_t{});
        case Kind::Unsigned:
            return type.bytes == 1   ? use(std::uint8_t{})
                   : type.bytes == 2 ? use(std::uint16_t{})
                   : type.bytes == 4 ? use(std::uint32_t{})
                                     : use(std::uint64_t{});
        case Kind::Float:
            break;
    }
    return type.bytes == 2 ? use(Half{}) : type.bytes == 4 ? use(float{}) : use(double{});
}

template <class Number>
Tensor decoded(const RawArray& array, const Shape& shape) {
    Tensor tensor = Tensor::zeros(shape, DTypeOf<Number>::value);
    const auto values = tensor.values<Number>();
    withType(array.type, [&](auto element) {
        using T = decltype(element);
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = valueOf<T, Number>(load<T>(array.data.data() + i * sizeof(T), array.type.bigEndian));
        }
        return 0;
    });
    return tensor;
}

/// True when an unsigned element of 8 bytes does not fit int64.
bool isTooLargeForInt64(const RawArray& array) {
    if (array.type.kind != ElementType::Kind::Unsigned || array.type.bytes < 8) {
        return false;
    }
    for (std::size_t i = 0; i < array.data.size(); i += sizeof(std::uint64_t)) {
        if (load<std::uint64_t>(array.data.data() + i, array.type.bigEndian) > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::int64_t RawArray::rowElements() const { return shape.rank() == 0 || shape[0] == 0 ? 1 : shape.elements() / shape[0]; }

ElementReader::ElementReader(const RawArray& array)
    : m_data(array.data.data()),
      m_shape(array.shape),
      m_rowElements(array.rowElements()),
      m_bytes(array.type.bytes),
      m_fortranOrder(array.fortranOrder && array.shape.rank() > 1),
      m_decode(withType(array.type, [&array](auto element) -> double (*)(const std::byte*) {
          using T = decltype(element);
          return array.type.bigEndian ? decodeAs<T, true> : decodeAs<T, false>;
      })) {}

std::size_t ElementReader::placeOf(std::int64_t flat) const {
    if (!m_fortranOrder) {
        return static_cast<std::size_t>(flat) * m_bytes;
    }
    // The indices from the last to the first; the first one's stride is 1.
    std::array<std::int64_t, Shape::kMaxRank> index{};
    for (int dim = m_shape.rank() - 1; dim >= 0; --dim) {
        index.at(static_cast<std::size_t>(dim)) = flat % m_shape[dim];
        flat /= m_shape[dim];
    }
    std::int64_t place = 0;
    for (int dim = m_shape.rank() - 1; dim >= 0; --dim) {
        place = place * m_shape[dim] + index.at(static_cast<std::size_t>(dim));
    }
    return static_cast<std::size_t>(place) * m_bytes;
}

Result<Tensor> toTensor(const RawArray& array) {
    if (isTooLargeForInt64(array)) {
        return failure(ErrorCode::ArrayType, {array.name, std::string("uint64")});
    }
    // In Fortran order the bytes are a C-order array of the sizes back to front.
    std::vector<std::int64_t> sizes(array.shape.sizes().begin(), array.shape.sizes().end());
    std::vector<int> backToFront;
    if (array.fortranOrder) {
        std::ranges::reverse(sizes);
        for (int dim = array.shape.rank() - 1; dim >= 0; --dim) {
            backToFront.push_back(dim);
        }
    }
    const Shape stored{std::span<const std::int64_t>(sizes)};
    const Tensor tensor = array.isWhole()         ? decoded<std::int64_t>(array, stored)
                          : array.type.bytes == 8 ? decoded<double>(array, stored)
                                                  : decoded<float>(array, stored);
    return array.fortranOrder ? tensor.permute(backToFront).contiguous() : tensor;
}

}  // namespace glassnet
