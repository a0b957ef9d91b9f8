#pragma once

#include <QPointF>
#include <functional>
#include <span>

#include "ui/training/MapColors.h"

class QPainter;

namespace glassnet::ui {

/// Samples on a map: a shape for each class, filled where they train, a ring where they test. Numbers to be met are circles.
class MapPoints {
public:
    /// `at` says where a point of the map is on the screen; `radius` in pixels.
    static void paint(QPainter& painter, std::span<const MapPoint> points, const MapColors& colors, bool hasClasses,
                      const std::function<QPointF(double, double)>& at, double radius);
    static void paintOne(QPainter& painter, const MapPoint& point, const MapColors& colors, bool hasClasses, const QPointF& place,
                         double radius);
};

}  // namespace glassnet::ui
