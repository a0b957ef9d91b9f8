#include "ui/training/MapPoints.h"

#include <QPainter>
#include <algorithm>

#include "ui/theme/ClassPalette.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

void MapPoints::paintOne(QPainter& painter, const MapPoint& point, const MapColors& colors, bool hasClasses, const QPointF& place,
                         double radius) {
    const Theme& theme = Theme::current();
    const ClassShape shape = ClassPalette::shape(std::max(0, static_cast<int>(point.target)));
    const QColor color = colors.pointColor(point.target);
    const QColor ground = theme.color(Token::Panel);
    if (!hasClasses) {
        // A number near the neutral one has the color of its surroundings: ink tells its edge.
        painter.setPen(QPen(theme.color(Token::Ink, 0.7), 1));
        painter.setBrush(color);
        painter.drawEllipse(place, radius, radius);
        if (point.isTest) {
            painter.setBrush(ground);
            painter.drawEllipse(place, radius * 0.45, radius * 0.45);
        }
        return;
    }
    if (point.isTest) {
        // The ring's own ground, so that it reads on a map of its color.
        painter.setPen(QPen(ground, 3));
        painter.setBrush(ground);
        painter.drawPath(ClassPalette::path(shape, place, radius));
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(Qt::NoBrush);
    } else {
        painter.setPen(QPen(ground, 1));
        painter.setBrush(color);
    }
    painter.drawPath(ClassPalette::path(shape, place, radius));
}

void MapPoints::paint(QPainter& painter, std::span<const MapPoint> points, const MapColors& colors, bool hasClasses,
                      const std::function<QPointF(double, double)>& at, double radius) {
    painter.setRenderHint(QPainter::Antialiasing);
    for (const MapPoint& point : points) {
        paintOne(painter, point, colors, hasClasses, at(point.x, point.y), radius);
    }
}

}  // namespace glassnet::ui
