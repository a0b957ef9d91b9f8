#pragma once

#include <cstddef>
#include <limits>

#include "engine/base/Error.h"
#include "engine/tensor/DType.h"

namespace glassnet {

/// The elements of a shape. Throws TooLarge for 2^31 or more: cuBLAS counts in ints, and our kernels divide in 32 bits.
[[nodiscard]] inline std::size_t checkedCudaSize(const Shape& shape, DType dtype) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    if (shape.elements() > kMost) {
        const auto size = static_cast<std::int64_t>(byteSize(dtype));
        // What does not fit 64 bits is told as the most that does.
        const auto asked = shape.elements() > std::numeric_limits<std::int64_t>::max() / size ? std::numeric_limits<std::int64_t>::max()
                                                                                              : shape.elements() * size;
        throw ErrorException({ErrorCode::TooLarge, {asked, kMost * size}});
    }
    return static_cast<std::size_t>(shape.elements());
}

}  // namespace glassnet
