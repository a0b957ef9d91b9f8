#pragma once

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
    friend bool operator==(const TableColumn&, const TableColumn&) = default;
};

/// Rows and columns as they were read, before anything is done with them. All columns have `rows` cells and names of their own.
struct Table {
    std::vector<TableColumn> columns;
    std::int64_t rows = 0;
    friend bool operator==(const Table&, const Table&) = default;
};

}  // namespace glassnet
