#pragma once

#include <optional>
#include <string_view>

namespace glassnet {

/// True for a cell that says that nothing is there: empty, NA, N/A, NaN, null, None, nil or "?", in small or capital letters.
[[nodiscard]] bool isMissingCell(std::string_view cell);

/// The number that is all of the cell: digits with an optional sign, one decimal point (or comma, if `decimalComma`: never the other mark)
/// and an optional exponent; the nearest double, 0 where it is smaller than any. None for infinities and what is larger than any double.
[[nodiscard]] std::optional<double> cellNumber(std::string_view cell, bool decimalComma);

/// True for a day, alone or with a time behind it: 2026-11-28, 28.11.2026, 11/28/26, 2026/11/28 12:30.
[[nodiscard]] bool isDateCell(std::string_view cell);

/// True for "true" and "false", in small or capital letters.
[[nodiscard]] bool isBooleanCell(std::string_view cell);

}  // namespace glassnet
