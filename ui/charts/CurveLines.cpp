#include "ui/charts/CurveLines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace glassnet::ui {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double middleOf(const CurveBucket& bucket, CurveAxis axis) { return (placeOf(bucket.first, axis) + placeOf(bucket.last, axis)) / 2; }

bool hasPlace(double value, const CurveView& view) { return std::isfinite(value) && (!view.logarithmic || value > 0); }

/// The column of a place; -1 and `columns` stand for all that is left and right of the view.
int columnOf(double place, const CurveView& view) {
    const double part = (place - view.left) / (view.right - view.left) * view.columns;
    return part < 0 ? -1 : part > view.columns ? view.columns : std::min(static_cast<int>(part), view.columns - 1);
}

/// Gathers the values of one column and writes them as one or two points.
class Column {
public:
    Column(const CurveView& view, QList<QPointF>& line) : m_view(view), m_line(line) {}

    void add(int column, double place, double low, double high) {
        if (column != m_column) {
            finish();
            m_column = column;
            m_low = kInfinity;
            m_high = -kInfinity;
            m_first = place;
        }
        m_low = std::min(m_low, low);
        m_high = std::max(m_high, high);
        m_last = place;
    }

    void finish() {
        if (m_low > m_high) {
            return;
        }
        const double low = m_view.height(m_low);
        const double high = m_view.height(m_high);
        const double place = (m_first + m_last) / 2;
        if (low == high) {
            m_line.append(QPointF(place, low));
            return;
        }
        const bool fromBelow = m_line.isEmpty() || std::abs(m_line.last().y() - low) <= std::abs(m_line.last().y() - high);
        m_line.append(QPointF(place, fromBelow ? low : high));
        m_line.append(QPointF(place, fromBelow ? high : low));
    }

private:
    const CurveView& m_view;
    QList<QPointF>& m_line;
    int m_column = -2;
    double m_low = kInfinity;
    double m_high = -kInfinity;
    double m_first = 0;
    double m_last = 0;
};

/// The buckets in view and one more on either side.
std::span<const CurveBucket> bucketsInView(const Curve& curve, const CurveView& view) {
    const auto all = curve.buckets();
    auto from = std::ranges::lower_bound(all, view.left, {}, [&](const CurveBucket& bucket) { return middleOf(bucket, view.axis); });
    auto to = std::upper_bound(from, all.end(), view.right,
                               [&](double right, const CurveBucket& bucket) { return right < middleOf(bucket, view.axis); });
    from = from == all.begin() ? from : std::prev(from);
    to = to == all.end() ? to : std::next(to);
    return {from, to};
}

}  // namespace

double CurveView::height(double value) const noexcept { return logarithmic ? std::log10(value) : value; }

QList<QPointF> curveLine(const Curve& curve, const CurveView& view) {
    QList<QPointF> line;
    Column column(view, line);
    for (const auto& bucket : bucketsInView(curve, view)) {
        if (hasPlace(bucket.high, view)) {
            const double place = middleOf(bucket, view.axis);
            column.add(columnOf(place, view), place, hasPlace(bucket.low, view) ? bucket.low : bucket.high, bucket.high);
        }
    }
    column.finish();
    return line;
}

QList<QPointF> smoothLine(const Curve& curve, const CurveView& view, double weight) {
    QList<QPointF> line;
    double sum = 0;
    double share = 0;
    int before = -2;
    for (const auto& bucket : curve.buckets()) {
        if (bucket.finite == 0) {
            continue;
        }
        const double kept = std::pow(weight, static_cast<double>(bucket.finite));
        sum = kept * sum + (1 - kept) * bucket.mean();
        share = kept * share + (1 - kept);
        const double value = sum / share;
        if (!hasPlace(value, view)) {
            continue;
        }
        const double place = middleOf(bucket, view.axis);
        const int column = columnOf(place, view);
        // The last of its column stays; left of the view too, and of those right of it the first.
        if (column == before && column < view.columns) {
            line.last() = QPointF(place, view.height(value));
        } else if (column != before) {
            line.append(QPointF(place, view.height(value)));
        }
        before = column;
    }
    return line;
}

std::pair<double, double> valuesInView(const Curve& curve, const CurveView& view) {
    double low = kInfinity;
    double high = -kInfinity;
    for (const auto& bucket : curve.buckets()) {
        if (placeOf(bucket.last, view.axis) < view.left || placeOf(bucket.first, view.axis) > view.right) {
            continue;
        }
        for (const double value : {bucket.low, bucket.high}) {
            if (hasPlace(value, view)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    return {low, high};
}

std::vector<double> oddPlaces(const Curve& curve, const CurveView& view) {
    std::vector<double> places;
    bool wasOdd = false;
    for (const auto& bucket : curve.buckets()) {
        const bool goesOn = std::exchange(wasOdd, bucket.odd > 0);
        if (bucket.odd == 0 || goesOn) {
            continue;
        }
        const double first = placeOf(bucket.first, view.axis);
        const auto steps = static_cast<double>(bucket.last.step - bucket.first.step);
        const double part = steps > 0 ? static_cast<double>(bucket.oddStep - bucket.first.step) / steps : 0;
        const double place = first + part * (placeOf(bucket.last, view.axis) - first);
        if (place >= view.left && place <= view.right) {
            places.push_back(place);
        }
    }
    return places;
}

const CurveBucket* bucketNear(const Curve& curve, CurveAxis axis, double place) {
    const auto all = curve.buckets();
    if (all.empty()) {
        return nullptr;
    }
    const auto above = std::ranges::lower_bound(all, place, {}, [axis](const CurveBucket& bucket) { return middleOf(bucket, axis); });
    if (above == all.begin() || (above != all.end() && middleOf(*above, axis) - place < place - middleOf(*std::prev(above), axis))) {
        return &*above;
    }
    return &*std::prev(above);
}

}  // namespace glassnet::ui
