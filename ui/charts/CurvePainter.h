#pragma once

#include <QStringList>
#include <vector>

#include "ui/charts/CurveFrame.h"

class QPainter;

namespace glassnet::ui {

/// What is painted around and over the lines of a chart.
class CurvePainter {
public:
    explicit CurvePainter(const CurveFrame& frame) : m_frame(frame) {}

    /// The room that the numbers left of the plot and below it need.
    [[nodiscard]] static double gutter(const AxisTicks& y, const NumberText& numbers);
    [[nodiscard]] static double footer();

    /// Hairlines at the values' ticks, with their numbers; the places' numbers below.
    void axes(QPainter& painter) const;
    /// A line for each marker in view, with its text where there is room for it.
    void markers(QPainter& painter, const std::vector<ChartMarker>& markers) const;
    /// A sign at each place of values that are not finite; the first says so in words.
    void oddValues(QPainter& painter, const std::vector<double>& places) const;
    /// A line at a place of the axis, and lines of text beside it.
    void readout(QPainter& painter, double place, const QStringList& lines) const;
    /// What a person is drawing to zoom into.
    void rubberBand(QPainter& painter, const QRectF& band) const;

private:
    const CurveFrame& m_frame;
};

}  // namespace glassnet::ui
