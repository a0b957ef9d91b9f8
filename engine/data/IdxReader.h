#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/RawArray.h"

namespace glassnet {

/// True when the bytes begin as an IDX file does: two zeros, a type of the format, 1 to 8 dimensions.
[[nodiscard]] bool isIdx(std::span<const std::byte> bytes);

/// Reads an unpacked IDX file, the format of MNIST: two zero bytes, the elements' type (uint8, int8, int16, int32, float32, float64), the
/// number of dimensions, each size as a big-endian uint32, big-endian elements with the last index fastest. A view of `bytes`, named
/// `name`. Errors: FileDamaged (name, "header" or "data": there must be just as many bytes as the sizes need).
[[nodiscard]] Result<RawArray> readIdx(std::span<const std::byte> bytes, std::string_view name);

}  // namespace glassnet
