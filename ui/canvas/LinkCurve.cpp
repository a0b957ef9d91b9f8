#include "ui/canvas/LinkCurve.h"

#include <QLineF>
#include <algorithm>
#include <cmath>
#include <limits>

namespace glassnet::ui {

namespace {

constexpr double kShortestReach = 36;  // a curve that runs back to the left still leaves to the right
constexpr int kSamplesPerCubic = 24;

QPointF cubic(const QPointF* p, double t) {
    const double s = 1 - t;
    return p[0] * (s * s * s) + p[1] * (3 * s * s * t) + p[2] * (3 * s * t * t) + p[3] * (t * t * t);
}

}  // namespace

LinkCurve::LinkCurve(const QPointF& from, const QPointF& to) {
    m_points.reserve(4);
    m_points.push_back(from);
    append(to);
    finish();
}

LinkCurve::LinkCurve(const QPointF& from, const QPointF& to, const QRectF& around, double height) : m_points{from} {
    append({around.left(), height});
    append({around.right(), height});
    append(to);
    finish();
}

void LinkCurve::append(const QPointF& to) {
    const QPointF from = m_points.back();
    const double reach = std::max(kShortestReach, (to.x() - from.x()) / 2);
    m_points.push_back(from + QPointF(reach, 0));
    m_points.push_back(to - QPointF(reach, 0));
    m_points.push_back(to);
}

void LinkCurve::finish() {
    if (m_points.size() == 4 && m_points[3].x() - m_points[0].x() >= kShortestReach) {
        m_bounds = QRectF(m_points[0], m_points[3]).normalized();  // it never turns back
    } else {
        m_bounds = path().boundingRect();
    }
}

QPainterPath LinkCurve::path() const {
    QPainterPath path(m_points.front());
    for (std::size_t i = 1; i + 2 < m_points.size(); i += 3) {
        path.cubicTo(m_points[i], m_points[i + 1], m_points[i + 2]);
    }
    return path;
}

std::vector<QPointF> LinkCurve::points() const {
    std::vector<QPointF> points;
    points.reserve(static_cast<std::size_t>(samples()) + 1);
    for (int i = 0; i <= samples(); ++i) {
        points.push_back(sample(i));
    }
    return points;
}

int LinkCurve::samples() const { return kSamplesPerCubic * static_cast<int>(m_points.size() / 3); }

QPointF LinkCurve::sample(int index) const { return at(static_cast<double>(index) / samples()); }

QPointF LinkCurve::at(double t) const {
    const double cubics = static_cast<double>(m_points.size() / 3);
    const double place = std::clamp(t, 0.0, 1.0) * cubics;
    const double index = std::min(std::floor(place), cubics - 1);
    return cubic(&m_points[static_cast<std::size_t>(index) * 3], place - index);
}

QPointF LinkCurve::directionAt(double t) const {
    const QLineF line(at(t - 0.01), at(t + 0.01));
    return line.length() > 0 ? QPointF(line.dx(), line.dy()) / line.length() : QPointF(1, 0);
}

double LinkCurve::distanceTo(const QPointF& point) const {
    double nearest = std::numeric_limits<double>::infinity();
    QPointF next = sample(0);
    for (int i = 1; i <= samples(); ++i) {
        const QPointF a = next;
        next = sample(i);
        const QPointF ab = next - a;
        const double square = QPointF::dotProduct(ab, ab);
        const double t = square > 0 ? std::clamp(QPointF::dotProduct(point - a, ab) / square, 0.0, 1.0) : 0.0;
        nearest = std::min(nearest, QLineF(point, a + ab * t).length());
    }
    return nearest;
}

bool LinkCurve::crosses(const QRectF& rect) const {
    // A curve may stand on a line, and Qt calls a rectangle without height empty.
    if (!m_bounds.adjusted(-1, -1, 1, 1).intersects(rect)) {
        return false;
    }
    for (int i = 0; i <= samples(); ++i) {
        if (rect.contains(sample(i))) {
            return true;
        }
    }
    return false;
}

}  // namespace glassnet::ui
