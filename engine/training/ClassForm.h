#pragma once

#include <cstdint>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// How the targets of an output name classes: class indices, one-hot rows, or two numbers (0 and 1, or -1 and 1) in one column.
struct ClassForm {
    /// 0: they are numbers.
    std::int64_t classes = 0;
    /// Of one column: the numbers that stand for the classes 0 and 1.
    double low = 0.0;
    double high = 1.0;

    /// The class of a row of the targets.
    [[nodiscard]] std::int64_t classOf(const Tensor& targets, std::int64_t row) const;
};

/// The form of targets: int64 [n] for `units` classes, or float32 [n, columns].
[[nodiscard]] ClassForm classForm(const Tensor& targets, std::int64_t units);

/// The place of the largest number of a row of a matrix; of equal ones the first.
[[nodiscard]] std::int64_t largestOfRow(const Tensor& values, std::int64_t row);

}  // namespace glassnet
