#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// One column of a SampleTable: a number of each sample.
struct SampleColumn {
    enum class Kind : std::uint8_t {
        Whole,   ///< whole numbers: which sample, which row, which class
        Number,  ///< numbers, aligned on the point
        Bar,     ///< the same as a bar to the right (positive) or to the left (negative)
        Fold     ///< "…": there are more columns than a table shows
    };
    QString head;
    QString help;  ///< a sentence
    Kind kind = Kind::Number;
    /// May be left out where there is no room, if it is not the first such column.
    bool mayFold = false;
    /// The numbers are float32, so that their exact form is float32's.
    bool isSingle = true;
    /// Decimals of its own, where fewer than the table's tell all; none: the table's.
    std::optional<int> decimals = std::nullopt;
    /// A sample's number (from 0); none while it is not computed.
    std::function<std::optional<double>(std::int64_t)> value = {};
    /// The element that the number is; empty: none.
    std::function<std::optional<ElementRef>(std::int64_t)> element = {};
    /// The line at the end has a number in this column; none while it is not computed.
    bool hasTotal = false;
    std::optional<double> total = std::nullopt;
    std::optional<ElementRef> totalElement = std::nullopt;
};

/// What a SampleTable shows: one row for each sample, and a last line that holds their sum.
struct SampleRows {
    std::int64_t rows = 0;
    std::vector<SampleColumn> columns;
    /// What stands before the sum; empty: there is no such line.
    QString totalName;
};

}  // namespace glassnet::ui
