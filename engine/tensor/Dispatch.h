#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>

#include "engine/tensor/DType.h"

namespace glassnet {

/// Calls `function.operator()<T>()` with the element type of `dtype`: the one place where a dtype becomes a type.
template <class Function>
decltype(auto) dispatch(DType dtype, Function&& function) {
    if (dtype == DType::Float32) {
        return function.template operator()<float>();
    }
    if (dtype == DType::Float64) {
        return function.template operator()<double>();
    }
    return function.template operator()<std::int64_t>();
}

/// A number as another element type. Float to int64 truncates; what does not fit becomes the smallest int64, as x86-64 converts.
template <class To, class From>
[[nodiscard]] To convertElement(From value) noexcept {
    if constexpr (std::is_same_v<To, std::int64_t> && std::is_floating_point_v<From>) {
        constexpr From kTwoTo63 = static_cast<From>(9223372036854775808.0);
        return value >= -kTwoTo63 && value < kTwoTo63 ? static_cast<std::int64_t>(value) : std::numeric_limits<std::int64_t>::min();
    } else {
        return static_cast<To>(value);
    }
}

}  // namespace glassnet
