#pragma once

#include <cstdint>
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
    /// What is made of them; never empty.
    std::vector<FeatureSpec> features;
    /// float64 or float32 [n, columns] -> float32 [n, features]. A column is scaled in float64 and rounded once to float32; from that its
    /// square, product, sine or cosine is computed in float64 and rounded once. Throws ErrorException (TensorShape) for another number of
    /// columns.
    [[nodiscard]] Tensor apply(const Tensor& raw) const;
    friend bool operator==(const FeaturePipeline&, const FeaturePipeline&) = default;
};

/// What a person should know about prepared data though nothing is wrong with it.
struct PreparationNotes {
    /// Rows left out because a cell was empty.
    std::int64_t droppedRows = 0;
    /// Cells of features that were filled.
    std::int64_t filledCells = 0;
    /// Columns of features, by their index in the pipeline, with the same value in every row for training: nothing can be learned from
    /// them, and normalization makes them 0.
    std::vector<std::int64_t> constantColumns;
    friend bool operator==(const PreparationNotes&, const PreparationNotes&) = default;
};

/// Data ready to learn from: rows as they were read, what inputs read, targets, and which rows are for what.
struct PreparedData {
    FeaturePipeline pipeline;
    /// float32 [n, columns]: what a plane shows its points by. The features of a table are made from its own numbers, before this rounding.
    Tensor raw;
    /// All rows: features as inputs read them and targets in PyTorch's form.
    Dataset set;
    /// Rows for training and for the test, in the order they are used: int64 [t], int64 [n - t] (may have no elements).
    Tensor trainingRows;
    Tensor testRows;
    PreparationNotes notes = {};
};

/// The names of the features that a pipeline makes: "x", "x²", "x·y", "sin(x)", "cos(x)".
[[nodiscard]] std::vector<std::string> featureNames(const FeaturePipeline& pipeline);

/// How many samples of each class the parts have; without elements where the targets are no classes.
struct ClassBalance {
    std::vector<std::int64_t> training;
    std::vector<std::int64_t> test;
    friend bool operator==(const ClassBalance&, const ClassBalance&) = default;
};
[[nodiscard]] ClassBalance classBalance(const PreparedData& data);

/// The class of each sample, int64 [n]; -1 everywhere where the targets are no classes.
[[nodiscard]] Tensor classIndices(const Dataset& set);

}  // namespace glassnet
