#pragma once

#include <QStringList>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/project/Project.h"

namespace glassnet::ui {

/// What a person wants to know about prepared data, as plain numbers.
struct DataSummary {
    std::int64_t trainingRows = 0;
    std::int64_t testRows = 0;
    /// What an input layer reads of a sample.
    std::int64_t inputs = 0;
    /// The columns that inputs can be made of: FeaturePipeline::columns. None of stored rows.
    std::vector<std::string> columns;
    /// Empty where the targets are no classes.
    std::vector<std::string> classNames;
    ClassBalance balance;
    std::int64_t droppedRows = 0;
    std::int64_t filledCells = 0;
    /// Names of columns with the same value in every row for training.
    std::vector<std::string> constantColumns;
    /// Empty cells of a table's columns that are not ignored.
    std::int64_t emptyCells = 0;
    friend bool operator==(const DataSummary&, const DataSummary&) = default;
};

/// The summary of data; `prepared` comes from preparedData, null for stored rows, of which only the rows are counted. Goes through all
/// rows: not for the window's thread where there may be many.
[[nodiscard]] DataSummary summarize(const DataSpec& data, const DataPlan& plan, const PreparedData* prepared);

/// The sentences a person should know though nothing is wrong: rows left out, cells filled, columns that never change. The first few
/// columns are named.
[[nodiscard]] QStringList summaryNotes(const DataSummary& summary);
/// "140 samples for training, 60 for the test, 2 features, 3 classes".
[[nodiscard]] QString summaryLine(const DataSummary& summary);

}  // namespace glassnet::ui
