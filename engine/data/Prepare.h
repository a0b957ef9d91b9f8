#pragma once

#include <cstdint>

#include "engine/base/Error.h"
#include "engine/data/PreparedData.h"

namespace glassnet {

/// The most columns of features, labels of categories counted one by one.
inline constexpr std::int64_t kMostFeatures = 65'536;

/// Makes a table ready to learn from. A row is left out when its target is empty, or a feature where `missing` says so; the rows that are
/// left are split, empty cells are filled and scales are fitted on the training part, features are made, targets take the form of
/// tableTargets. A number column of features is one column, a category column one for each of its labels, 1 where a row has it, else 0.
/// Columns beyond `roles` are ignored.
/// Errors: NoTarget, NoFeature, MixedTargets, OneClass, TestShare, TooFewRows (rows, rows needed), CellNotFinite (column, row counted from
/// 1, value: none or too large for float32), TooManyFeatures (columns or features, most), UnknownFeature (index, columns), FeatureTwice
/// (its name), TooLarge.
[[nodiscard]] Result<PreparedData> prepare(const TableSpec& table, const DataPlan& plan);

/// The same for samples that are whole: its columns are the features of `set`. Errors: TestShare, TooFewRows, UnknownFeature, FeatureTwice,
/// TooManyFeatures, TooLarge.
[[nodiscard]] Result<PreparedData> prepare(const Dataset& set, const DataPlan& plan);

}  // namespace glassnet
