#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/CsvOptions.h"
#include "engine/data/ReadControl.h"
#include "engine/data/Table.h"

namespace glassnet {

/// A table and how its text was read: with nothing left to detect.
struct CsvTable {
    Table table;
    CsvOptions options;
};

/// Reads a table from text (RFC 4180 and its relatives: see CsvScanner, CsvDetection, and CsvCells for what a cell may be).
///
/// A column is of numbers when more of its cells are numbers than texts, and then a text in it is an error. Otherwise it is of categories:
/// its labels in the order of their bytes, or of their numbers where all are numbers; "true" and "false" are categories in small letters.
/// A column of dates is an error. CsvOptions::columns overrules both. Numbers are the nearest double.
///
/// Names: what the header says, in UTF-8; an empty one, and all of a text without a header, become "x1", "x2", ... by their column; one
/// that was there before gets "_2", "_3", ... . Columns that have neither a name nor a value are dropped, such as the one behind a
/// separator at each line's end; so are those that are left out.
///
/// `name` names the text in errors. Errors: TextBytes, CsvQuoteOpen, CsvAfterQuote, CsvCellLong, CsvManyColumns, CsvRowLength,
/// CsvCellNumber, CsvDate, TableEmpty, TableTooLarge, ReadStopped. The progress begins again where a column turns out to be text late.
[[nodiscard]] Result<CsvTable> readCsv(std::span<const std::byte> bytes, std::string_view name, const CsvOptions& options = {},
                                       const ReadControl& control = {});

}  // namespace glassnet
