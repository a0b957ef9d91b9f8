#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// How an element stands in a file.
struct ElementType {
    enum class Kind : std::uint8_t { Bool, Signed, Unsigned, Float };
    Kind kind = Kind::Float;
    /// 1 for Bool; 1, 2, 4 or 8 for whole numbers; 2, 4 or 8 for Float (IEEE 754).
    std::size_t bytes = 4;
    bool bigEndian = false;
    friend bool operator==(const ElementType&, const ElementType&) = default;
};

/// A named array as it lies in a file: a view of its bytes, which somebody else holds, and how they are to be read.
struct RawArray {
    std::string name;
    Shape shape;
    ElementType type;
    /// The first index runs fastest.
    bool fortranOrder = false;
    /// As many as the shape's elements need.
    std::span<const std::byte> data;

    /// A row's elements, all of the first index: 1 for a rank of 1 and 0.
    [[nodiscard]] std::int64_t rowElements() const;
    [[nodiscard]] bool isWhole() const noexcept { return type.kind != ElementType::Kind::Float; }
};

/// Reads single elements of an array as numbers.
class ElementReader {
public:
    explicit ElementReader(const RawArray& array);
    /// The element at C-order position `flat`; whole numbers beyond 2^53 are rounded.
    [[nodiscard]] double at(std::int64_t flat) const { return m_decode(m_data + placeOf(flat)); }
    /// Where consecutive rows' elements lie: the one of `row` at the place `element` within the row.
    [[nodiscard]] double at(std::int64_t row, std::int64_t element) const {
        return m_fortranOrder ? at(row * m_rowElements + element)
                              : m_decode(m_data + static_cast<std::size_t>(row * m_rowElements + element) * m_bytes);
    }

private:
    [[nodiscard]] std::size_t placeOf(std::int64_t flat) const;

    const std::byte* m_data;
    Shape m_shape;
    std::int64_t m_rowElements;
    std::size_t m_bytes;
    bool m_fortranOrder;
    double (*m_decode)(const std::byte*);
};

/// The array as a tensor: whole numbers and truths int64, float64 as such, smaller floats float32; every value as it was.
/// Errors: ArrayType (name, type) for a uint64 that no int64 holds.
[[nodiscard]] Result<Tensor> toTensor(const RawArray& array);

}  // namespace glassnet
