#pragma once

#include <cstdint>

#include "engine/tensor/Shape.h"

namespace glassnet::ui {

/// How many columns a tensor has when it is shown as a matrix: 1 unless it is one. Element e stands in row e / columns, column e % columns.
[[nodiscard]] inline std::int64_t columnsOf(const Shape& shape) { return shape.rank() == 2 ? shape[1] : 1; }

/// How many rows it has then: a single number has one, a list (the class of each sample) has one for each number.
[[nodiscard]] inline std::int64_t rowsOf(const Shape& shape) { return shape.rank() == 0 ? 1 : shape[0]; }

}  // namespace glassnet::ui
