#pragma once

#include <QString>

#include "ui/heatmap/MatrixValues.h"

namespace glassnet::ui {

/// A matrix as text for spreadsheets: tabs between the numbers of a row, a line for each row. Each number is the shortest text that reads
/// back as the same one in the C locale, nan, inf or -inf; what is not known is left empty.
[[nodiscard]] QString tableText(const MatrixValues& values);

}  // namespace glassnet::ui
