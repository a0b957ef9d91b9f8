#pragma once

#include <string_view>

#include "engine/data/CsvReader.h"

namespace glassnet {

/// Reads a table from text in UTF-8 that was copied elsewhere: cells of a spreadsheet, which come with tabs between them, or a piece of a
/// CSV file. A first line of names is detected as in a file. Errors: those of readCsv, with `name` for the file.
[[nodiscard]] Result<CsvTable> readPastedTable(std::string_view text, std::string_view name, const CsvOptions& options = {},
                                               const ReadControl& control = {});

}  // namespace glassnet
