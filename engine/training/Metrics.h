#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/training/Evaluator.h"

namespace glassnet {

/// How well one output does on some rows.
struct OutputMetrics {
    LayerId layer;
    /// The mean of its loss over all rows, without the output's weight.
    double loss = 0.0;
    /// Classes: 2 for one unit whose targets are two numbers (0 and 1, or -1 and 1), the units for targets of classes or one-hot rows; 0
    /// where the targets are no classes.
    std::int64_t classes = 0;
    /// counts[target * classes + predicted]; the largest unit is predicted (the first of equal ones), of one unit the nearer number, the
    /// larger one in the middle.
    std::vector<std::int64_t> confusion;
    /// The share of rows whose class is predicted; only with classes.
    std::optional<double> accuracy;
    /// 1 - sum (y - a)^2 / sum (y - mean y)^2, the mean over columns (scikit-learn's r2_score); only without classes, and none where a
    /// column of targets is constant.
    std::optional<double> r2;

    /// Accuracy or else R2.
    [[nodiscard]] std::optional<double> score() const { return accuracy.has_value() ? accuracy : r2; }
};

/// How well a network does on some rows.
struct Metrics {
    std::int64_t rows = 0;
    /// The total loss: the weighted sum over outputs.
    double loss = 0.0;
    /// In layer order.
    std::vector<OutputMetrics> outputs;

    /// Accuracy or else R2 of the first output that has one.
    [[nodiscard]] std::optional<double> score() const;
    [[nodiscard]] bool isAccuracy() const;
    /// Null where there is no such output.
    [[nodiscard]] const OutputMetrics* of(LayerId layer) const;
};

/// Measures on all rows of `data`, which has a target for each output; none when `control` ended it, or without rows or outputs.
[[nodiscard]] std::optional<Metrics> measure(Evaluator& evaluator, const NetworkSpec& network, const TrainingData& data,
                                             const LookControl& control = {});

}  // namespace glassnet
