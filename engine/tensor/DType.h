#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace glassnet {

/// What an element is.
enum class DType : std::uint8_t { Float32, Float64, Int64 };

/// Bytes of one element.
[[nodiscard]] constexpr std::size_t byteSize(DType dtype) noexcept { return dtype == DType::Float32 ? 4U : 8U; }

/// PyTorch's name: "float32", "float64", "int64".
[[nodiscard]] std::string_view dtypeName(DType dtype) noexcept;

template <class T>
struct DTypeOf;
template <>
struct DTypeOf<float> {
    static constexpr DType value = DType::Float32;
};
template <>
struct DTypeOf<double> {
    static constexpr DType value = DType::Float64;
};
template <>
struct DTypeOf<std::int64_t> {
    static constexpr DType value = DType::Int64;
};

}  // namespace glassnet
