#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/data/Table.h"

namespace glassnet {

/// What a table's column is used for.
enum class ColumnRole : std::uint8_t { Feature, Target, Ignore };

/// What happens to rows with an empty cell in a feature: left out, or filled with the mean of the training part (of a category column: its
/// most frequent label; at a tie the one that comes first in `labels`). A row whose target is empty is always left out.
enum class MissingRule : std::uint8_t { DropRow, Fill };

/// A table and what its columns are for: what the network learns from.
struct TableSpec {
    /// Shared and never written to; not null.
    std::shared_ptr<const Table> table = std::make_shared<const Table>();
    /// Where it came from: a file's name, or the key of a set that is part of the program.
    std::string source;
    /// One for each column.
    std::vector<ColumnRole> roles;
    MissingRule missing = MissingRule::DropRow;
};

/// How features are brought to a like size, fitted on the training part only: (x - mean) / standard deviation (of the population), or
/// (x - smallest) / (largest - smallest). A constant column becomes 0. The columns of a category's labels stay 0 and 1.
enum class Normalization : std::uint8_t { None, Standardize, MinMax };

/// An input made from the columns of features, after normalization: a column itself, its square, a product, sine or cosine.
enum class FeatureKind : std::uint8_t { Column, Square, Product, Sine, Cosine };
struct FeatureSpec {
    FeatureKind kind = FeatureKind::Column;
    int first = 0;   ///< a feature column, by its index in FeaturePipeline::columns
    int second = 0;  ///< the other one of a Product; otherwise 0
    friend bool operator==(const FeatureSpec&, const FeatureSpec&) = default;
};

/// Which rows are kept for the test: the last round(share * n) of them (a half is rounded up; at least one remains for training), of
/// torch.randperm(n) with the seed where `shuffled`, as torch.utils.data.random_split does it, else as they stand. Without a test part
/// nothing is drawn, and the rows stay as they stand.
struct SplitPlan {
    static constexpr double kLargestShare = 0.95;
    double testShare = 0.0;  ///< 0 to kLargestShare
    std::uint64_t seed = 0;
    bool shuffled = true;
    friend bool operator==(const SplitPlan&, const SplitPlan&) = default;
};

/// How rows become inputs and targets.
struct DataPlan {
    SplitPlan split;
    Normalization normalization = Normalization::None;
    /// Empty: each feature column as it is, in order.
    std::vector<FeatureSpec> features;
    friend bool operator==(const DataPlan&, const DataPlan&) = default;
};

}  // namespace glassnet
