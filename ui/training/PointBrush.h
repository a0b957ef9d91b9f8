#pragma once

#include <QPointF>
#include <QSizeF>
#include <optional>
#include <vector>

#include "engine/random/Generator.h"
#include "ui/training/MapImage.h"

namespace glassnet::ui {

/// Draws points on a map by hand: a press adds one, moving on sprays more around the way, in units of the map.
class PointBrush {
public:
    /// How far the pen moves between two points, and how far from its way they fall, in parts of the map's edge.
    static constexpr double kStep = 0.03;
    static constexpr double kSpread = 0.04;

    /// Starts at a place with these points there; the first new one is exactly there. `size`: of the map.
    void begin(std::vector<MapPoint> points, const QPointF& place, double target, const QSizeF& size);
    /// The pen is at another place; true when that added points. What would fall outside of `map` is left out.
    bool moveTo(const QPointF& place, const MapImage& map);
    [[nodiscard]] bool isDrawing() const noexcept { return m_before.has_value(); }
    /// The points with the new ones.
    [[nodiscard]] const std::vector<MapPoint>& points() const noexcept { return m_points; }
    /// Ends; the points as they are now.
    std::vector<MapPoint> finish();
    /// Ends; the points as they were before.
    std::vector<MapPoint> cancel();

    /// The point nearest to a place, if it is no farther than `reach` of the map's edge.
    [[nodiscard]] static std::optional<std::size_t> nearest(const std::vector<MapPoint>& points, const QPointF& place, const QSizeF& size,
                                                            double reach);

private:
    std::vector<MapPoint> m_points;
    std::optional<std::vector<MapPoint>> m_before;
    QPointF m_last;
    double m_target = 0;
    QSizeF m_size{1, 1};
    Generator m_spray{1};
};

}  // namespace glassnet::ui
