#pragma once

#include <QRectF>

class QImage;
class QPainter;

namespace glassnet::ui {

/// How a cell looks that has no number to color: hatched where it is not finite, dashed with `?` where it is not there yet.
class CellMarks {
public:
    /// Slanted lines in the warning color over `rect`, which already has its ground.
    static void paintHatch(QPainter& painter, const QRectF& rect, double corner = 0);
    /// Hatches every place of `map` that the picture `odd` is opaque at; few of them get a mark that can be seen.
    static void paintHatchWhere(QPainter& painter, const QImage& odd, const QRectF& map);
    /// A dashed outline; with `words` a question mark in it, in the painter's font.
    static void paintUnknown(QPainter& painter, const QRectF& rect, bool words, double corner = 0);
};

}  // namespace glassnet::ui
