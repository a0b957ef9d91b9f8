#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace glassnet {

/// What a column of a table holds.
enum class ColumnKind : std::uint8_t { Number, Category };

/// A named column. A number column has `numbers`, NaN where a cell is empty; a category column has `labels`, different texts, and for each
/// row an index into them, -1 where a cell is empty.
struct TableColumn {
    std::string name;
    ColumnKind kind = ColumnKind::Number;
    std::vector<double> numbers;
    std::vector<std::int32_t> categories;
    std::vector<std::string> labels;
    /// By content: an empty cell equals an empty cell, and 0 differs from -0.
    friend bool operator==(const TableColumn& a, const TableColumn& b) {
        const auto same = [](double x, double y) { return x == y ? std::signbit(x) == std::signbit(y) : std::isnan(x) && std::isnan(y); };
        return a.name == b.name && a.kind == b.kind && a.categories == b.categories && a.labels == b.labels &&
               std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(), b.numbers.end(), same);
    }
};

/// Rows and columns as they were read, before anything is done with them. All columns have `rows` cells and names of their own.
struct Table {
    std::vector<TableColumn> columns;
    std::int64_t rows = 0;
    friend bool operator==(const Table&, const Table&) = default;
};

}  // namespace glassnet
