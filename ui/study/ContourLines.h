#pragma once

#include <QLineF>
#include <span>
#include <vector>

namespace glassnet::ui {

/// The lines along which a grid of values [rows, columns] (C order) has the value `level`, in grid coordinates: x from 0 to columns - 1, y
/// from 0 to rows - 1. Marching squares with linear crossings (Lorensen and Cline 1987, in two dimensions); a cell with both diagonals
/// apart is split by its mean; cells with a value that is not finite have none.
[[nodiscard]] std::vector<QLineF> contourLines(std::span<const double> values, int columns, int rows, double level);

}  // namespace glassnet::ui
