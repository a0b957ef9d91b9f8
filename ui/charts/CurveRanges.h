#pragma once

#include <QPen>
#include <optional>
#include <utility>
#include <vector>

#include "ui/charts/AxisTicks.h"
#include "ui/charts/CurveLines.h"

namespace glassnet::ui {

/// The stretch of the axis that all curves cover: from 0 where a run started near it. Never empty.
[[nodiscard]] std::pair<double, double> wholeRange(const std::vector<ChartCurve>& curves, CurveAxis axis);

/// The vertical axis that fits the values in view, and holds zero on a linear one unless they are far from it (`holdsZero`).
[[nodiscard]] AxisTicks valueTicks(const std::vector<ChartCurve>& curves, const CurveView& view, bool holdsZero);

/// The vertical axis from `low` to `high` as they are.
[[nodiscard]] AxisTicks valueTicksWithin(double low, double high, bool logarithmic);

/// How a curve is drawn: the present run in the colors of the roles, another one in its color and dashes, its training curve thinner.
[[nodiscard]] QPen curvePen(const ChartCurve& curve);

}  // namespace glassnet::ui
