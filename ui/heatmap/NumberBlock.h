#pragma once

#include <QString>
#include <tl/expected.hpp>
#include <vector>

#include "ui/heatmap/MatrixLayout.h"
#include "ui/support/NumberParser.h"

namespace glassnet::ui {

/// Numbers in rows and columns, as a spreadsheet gives and takes them.
struct NumberBlock {
    int rows = 0;
    int columns = 0;
    std::vector<double> values;  ///< [rows, columns] in C order
};

/// Where a block is to go: the matrix it is pasted into and the cell of its first number.
struct BlockPlace {
    QString title;  ///< the matrix's name, for sentences
    int rows = 0;
    int columns = 0;
    MatrixCell first;
};

/// Reads a block: rows end with a line, cells with a tab, or with a semicolon where there is no tab. The error is a sentence that names
/// the cell: a cell is no number, the rows differ in length, or the block is larger than the room at its place.
[[nodiscard]] tl::expected<NumberBlock, QString> readBlock(const QString& text, const NumberParser& parser, const QLocale& locale,
                                                           const BlockPlace& place);

}  // namespace glassnet::ui
