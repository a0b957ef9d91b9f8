#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/data/DataPlan.h"
#include "engine/data/Dataset.h"

namespace glassnet {

/// A feature column's shift and scale: (x - shift) * scale in float64, rounded once to float32.
struct ColumnScale {
    double shift = 0.0;
    double scale = 1.0;
    friend bool operator==(const ColumnScale&, const ColumnScale&) = default;
};

/// From the columns of features as they were read to what an input layer reads.
struct FeaturePipeline {
    /// The columns before: their names ("petal length", or "color = red" for one label of a category).
    std::vector<std::string> columns;
    std::vector<ColumnScale> scales;
    std::vector<FeatureSpec> features;
    /// float32 [n, columns] -> float32 [n, features].
    [[nodiscard]] Tensor apply(const Tensor& raw) const;
};

/// Data ready to learn from: rows as they were read, what inputs read, targets, and which rows are for what.
struct PreparedData {
    FeaturePipeline pipeline;
    /// float32 [n, columns]: what a plane shows its points by.
    Tensor raw;
    /// All rows: features as inputs read them and targets in PyTorch's form.
    Dataset set;
    /// Rows for training and for the test, in the order they are used: int64 [t], int64 [n - t] (may have no elements).
    Tensor trainingRows;
    Tensor testRows;
};

}  // namespace glassnet
