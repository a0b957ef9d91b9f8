#include "ui/training/PointBrush.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace glassnet::ui {

void PointBrush::begin(std::vector<MapPoint> points, const QPointF& place, double target, const QSizeF& size) {
    m_before = points;
    m_points = std::move(points);
    m_points.push_back({place.x(), place.y(), target, false});
    m_last = place;
    m_target = target;
    m_size = size;
}

bool PointBrush::moveTo(const QPointF& place, const MapImage& map) {
    bool added = false;
    while (m_before) {
        const QPointF way = place - m_last;
        const double length = std::hypot(way.x() / m_size.width(), way.y() / m_size.height());
        if (length < kStep) {
            break;
        }
        m_last += way * (kStep / length);
        // Evenly over a disk.
        const double reach = kSpread * std::sqrt(static_cast<double>(m_spray.nextFloat()));
        const double angle = 2 * std::numbers::pi * static_cast<double>(m_spray.nextFloat());
        const MapPoint point{m_last.x() + reach * std::cos(angle) * m_size.width(), m_last.y() + reach * std::sin(angle) * m_size.height(),
                             m_target, false};
        if (point.x >= map.left && point.x <= map.right && point.y >= map.bottom && point.y <= map.top) {
            m_points.push_back(point);
            added = true;
        }
    }
    return added;
}

std::vector<MapPoint> PointBrush::finish() {
    m_before.reset();
    return std::exchange(m_points, {});
}

std::vector<MapPoint> PointBrush::cancel() {
    m_points.clear();
    auto before = std::move(m_before).value_or(std::vector<MapPoint>());
    m_before.reset();
    return before;
}

std::optional<std::size_t> PointBrush::nearest(const std::vector<MapPoint>& points, const QPointF& place, const QSizeF& size,
                                               double reach) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double away = std::hypot((points[i].x - place.x()) / size.width(), (points[i].y - place.y()) / size.height());
        if (away <= reach) {
            reach = away;
            found = i;
        }
    }
    return found;
}

}  // namespace glassnet::ui
