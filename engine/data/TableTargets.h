#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/Error.h"
#include "engine/data/Table.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// At most so many different whole numbers in a target are classes.
inline constexpr std::int64_t kMostNumberClasses = 10;

/// Targets in PyTorch's form, as Dataset wants them.
struct TableTargets {
    Tensor values;
    /// Empty where the targets are numbers.
    std::vector<std::string> classNames;
};

/// Makes targets of the cells in `rows` (indices of rows whose cells are not empty and finite in float32).
///
/// One column of categories: the labels that occur, in the order of `labels`, are the classes. One column of numbers that are all whole,
/// with 2 to kMostNumberClasses different ones and at least twice as many rows as those: these are the classes, in rising order. Two
/// classes become float32 [n, 1] with 0 and 1, more become int64 [n]. Any other columns of numbers: float32 [n, columns].
/// Errors: OneClass (column, label), MixedTargets (column: a category beside other targets).
[[nodiscard]] Result<TableTargets> tableTargets(std::span<const TableColumn* const> columns, std::span<const std::int64_t> rows);

}  // namespace glassnet
