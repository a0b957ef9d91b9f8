#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// Writes arrays, one or more, as a .npz file: a zip of .npy files (writeNpy), not compressed, as numpy.savez writes them
/// (https://numpy.org/doc/stable/reference/generated/numpy.savez.html). numpy.load gives them back by their names.
[[nodiscard]] std::vector<std::byte> writeNpz(const std::map<std::string, Tensor>& arrays);

}  // namespace glassnet
