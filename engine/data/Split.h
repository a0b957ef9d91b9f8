#pragma once

#include <cstdint>

#include "engine/base/Error.h"
#include "engine/data/DataPlan.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// Which rows are for training and which for the test: int64 [n - k] and int64 [k].
struct SplitRows {
    Tensor training;
    Tensor test;
};

/// Error: TestShare (share, smallest, largest).
[[nodiscard]] Result<void> checkSplit(const SplitPlan& plan);

/// How many of `rows` are for the test: round(share * rows), but never all of them.
[[nodiscard]] std::int64_t testRowCount(std::int64_t rows, const SplitPlan& plan);

/// Splits `rows` rows as SplitPlan says; the plan is a checked one.
[[nodiscard]] SplitRows splitRows(std::int64_t rows, const SplitPlan& plan);

/// The rows of `values` (float32 or int64, rank 1 or more) that `rows` (int64 [k]) names, in that order. Throws ErrorException
/// (IndexRange).
[[nodiscard]] Tensor takeRows(const Tensor& values, const Tensor& rows);

}  // namespace glassnet
