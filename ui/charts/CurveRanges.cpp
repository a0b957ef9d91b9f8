#include "ui/charts/CurveRanges.h"

#include <QList>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/theme/ClassPalette.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kTicks = 5;
constexpr double kFarFromZero = 0.6;  // the smallest value, of the largest
constexpr double kNearStart = 0.1;    // where a run starts, of its end
constexpr float kCurveRangesFaint = 0.3F;  // of the line of batches
constexpr double kCurveRangesInfinity = std::numeric_limits<double>::infinity();

/// Of one of several outputs.
const QList<qreal> kOutputDashes{4, 2.5};

/// Dash patterns of runs, in widths of the pen; the first is solid.
const std::array<QList<qreal>, 4>& dashes() {
    static const std::array<QList<qreal>, 4> all = {QList<qreal>{}, {5, 3}, {1.5, 2.5}, {6, 2.5, 1.5, 2.5}};
    return all;
}

}  // namespace

std::pair<double, double> wholeRange(const std::vector<ChartCurve>& curves, CurveAxis axis) {
    double left = kCurveRangesInfinity;
    double right = -kCurveRangesInfinity;
    for (const ChartCurve& curve : curves) {
        if (!curve.points->isEmpty()) {
            left = std::min(left, placeOf(curve.points->buckets().front().first, axis));
            right = std::max(right, placeOf(curve.points->buckets().back().last, axis));
        }
    }
    if (left > right) {
        return {0, 1};
    }
    left = left < kNearStart * right ? std::min(0.0, left) : left;
    return {left, right > left ? right : left + 1};
}

AxisTicks valueTicks(const std::vector<ChartCurve>& curves, const CurveView& view, bool holdsZero) {
    double low = kCurveRangesInfinity;
    double high = -kCurveRangesInfinity;
    for (const ChartCurve& curve : curves) {
        const auto [least, most] = valuesInView(*curve.points, view);
        low = std::min(low, least);
        high = std::max(high, most);
    }
    if (view.logarithmic) {
        AxisTicks ticks = low <= high ? AxisTicks::logarithmic(low, high, kTicks) : AxisTicks::logarithmic(0.1, 1, kTicks);
        ticks.high = ticks.high > ticks.low ? ticks.high : ticks.low * 10;
        return ticks;
    }
    if (low > high) {
        return AxisTicks::linear(0, 1, kTicks);
    }
    return AxisTicks::linear(holdsZero && low > 0 && low < kFarFromZero * high ? 0 : low, high, kTicks + 1);
}

AxisTicks valueTicksWithin(double low, double high, bool logarithmic) {
    AxisTicks ticks = logarithmic ? AxisTicks::logarithmic(low, high, kTicks) : AxisTicks::within(low, high, kTicks + 1);
    std::erase_if(ticks.values, [low, high](double value) { return value < low || value > high; });
    ticks.low = low;
    ticks.high = high;
    return ticks;
}

QPen curvePen(const ChartCurve& curve) {
    const Theme& theme = Theme::current();
    const bool isTrain = curve.role == CurveRole::Train;
    if (curve.of == CurveOf::Batches) {
        QColor color = theme.color(Token::Ink);
        color.setAlphaF(kCurveRangesFaint);
        return {color, 1.0};
    }
    if (!curve.run) {
        QPen pen(theme.color(isTrain ? Token::Ink : Token::Accent), curve.of == CurveOf::Output ? 1.25 : 1.5);
        if (curve.of == CurveOf::Output) {
            pen.setDashPattern(kOutputDashes);
        }
        return pen;
    }
    QPen pen(ClassPalette::color(*curve.run, ClassPalette::kColors, theme), isTrain ? 1.0 : 1.5);
    const auto& pattern = dashes()[static_cast<std::size_t>(*curve.run) % dashes().size()];
    if (!pattern.isEmpty()) {
        pen.setDashPattern(pattern);
    }
    return pen;
}

}  // namespace glassnet::ui
