#pragma once

#include <QList>
#include <QPointF>
#include <utility>
#include <vector>

#include "ui/charts/ChartCurve.h"

namespace glassnet::ui {

/// What of a curve is in view: a stretch of its axis that covers so many columns of pixels.
struct CurveView {
    CurveAxis axis = CurveAxis::Epoch;
    double left = 0;
    double right = 1;
    int columns = 1;
    bool logarithmic = false;  ///< values at or below zero have no place then

    /// The value as it is on the vertical axis: itself or its logarithm to base ten.
    [[nodiscard]] double height(double value) const noexcept;
};

/// The points of a line through a curve: in each column of pixels at most two, its smallest and its largest value, so that no spike is
/// lost; and one more point beyond each edge, so that the line goes on there.
[[nodiscard]] QList<QPointF> curveLine(const Curve& curve, const CurveView& view);

/// The same for the exponential moving average of the values: each new one counts 1 - `weight`, with `weight` from 0 to below 1, and the
/// start is not pulled toward zero (the bias correction of Kingma and Ba 2014). In a bucket all values count as its mean. At most one point
/// a column.
[[nodiscard]] QList<QPointF> smoothLine(const Curve& curve, const CurveView& view, double weight);

/// The smallest and the largest finite value in view; of a logarithmic view those above zero. The first is above the second if there is
/// none.
[[nodiscard]] std::pair<double, double> valuesInView(const Curve& curve, const CurveView& view);

/// Where in view values begin not to be finite: places on the axis. Buckets that follow each other have one.
[[nodiscard]] std::vector<double> oddPlaces(const Curve& curve, const CurveView& view);

/// The bucket nearest to a place on the axis; null for an empty curve.
[[nodiscard]] const CurveBucket* bucketNear(const Curve& curve, CurveAxis axis, double place);

}  // namespace glassnet::ui
