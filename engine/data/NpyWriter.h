#pragma once

#include <cstddef>
#include <vector>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// Writes a tensor of any strides as a .npy file, version 1: little-endian "<f4", "<f8" or "<i8" in C order, the elements at a multiple of
/// 64 bytes (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). The same bytes as numpy.save writes.
[[nodiscard]] std::vector<std::byte> writeNpy(const Tensor& tensor);

}  // namespace glassnet
