#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/RawArray.h"

namespace glassnet {

/// True when the bytes begin as a .npy file does.
[[nodiscard]] bool isNpy(std::span<const std::byte> bytes);

/// Reads a .npy file (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), versions 1 to 3: a view of `bytes`, named
/// `name`. Types: bool, int8 to int64, uint8 to uint64, float16 to float64, in both byte orders. Errors: FileDamaged (name, "header" or
/// "data": there must be just as many bytes as the shape needs), ArrayType (name, the type's text), FileLimit (name, rank, largest).
[[nodiscard]] Result<RawArray> readNpy(std::span<const std::byte> bytes, std::string_view name);

}  // namespace glassnet
