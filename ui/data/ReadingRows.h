#pragma once

#include <string>
#include <vector>

#include "ui/data/TableForm.h"
#include "ui/inspector/PropertyRow.h"

namespace glassnet::ui {

/// The choices by which a table can be read again: of text its separator, decimals and first row; of several arrays which of them.
[[nodiscard]] std::vector<PropertyRow> readingRows(const TableReading& reading);

/// The options to read it with after one of these choices; what was detected before and depends on it is detected anew.
[[nodiscard]] TableOptions chosenReading(const TableReading& reading, const std::string& key, int choice);

}  // namespace glassnet::ui
