#pragma once

#include <QRectF>
#include <QStringList>

#include "ui/support/NumberText.h"
#include "ui/training/MapColors.h"

class QPainter;

namespace glassnet::ui {

/// What the colors of a map mean, as a column beside it: a bar with its numbers, or the classes with their shapes.
class MapLegend {
public:
    [[nodiscard]] static double width(const MapImage& map, const QStringList& classNames, const NumberText& numbers);
    static void paint(QPainter& painter, const QRectF& place, const MapImage& map, const MapColors& colors, const QStringList& classNames,
                      const NumberText& numbers);
};

}  // namespace glassnet::ui
