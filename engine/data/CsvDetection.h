#pragma once

#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/CsvOptions.h"
#include "engine/data/ReadControl.h"

namespace glassnet {

/// `options` with a separator, a decimal mark and whether there is a header, found in the first 128 KiB of `text`.
/// Separator: the one whose rows have like lengths and whose cells are numbers most often; a tab, semicolon, bar, comma and spaces are
/// looked at in this order. Decimal comma: more cells are numbers only with it than are only with a point. Header: no cell of the first
/// row is a number or missing by a word, and below it stands a column of numbers, or in each column other texts than in the first row.
/// When it is cancelled it says anything.
[[nodiscard]] CsvOptions detectCsv(std::string_view text, const CsvOptions& options, const ReadControl& control);

}  // namespace glassnet
