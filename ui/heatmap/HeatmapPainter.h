#pragma once

#include "ui/heatmap/Heatmap.h"
#include "ui/heatmap/HeatmapLayout.h"

class QPainter;

namespace glassnet::ui {

/// Paints a heatmap in the current theme: heads at the sides, the map as one scaled image, numbers where cells are large enough, hatches
/// and dashes where there is no number to color.
class HeatmapPainter {
public:
    /// Measures the heads in the current font: after other heads or another font, since measuring many takes longer than painting.
    static void measure(Heatmap& heatmap);
    /// Where the cells are when everything has to fit into `room`.
    [[nodiscard]] static HeatmapLayout layout(const Heatmap& heatmap, const QRectF& room);
    static void paint(QPainter& painter, const Heatmap& heatmap, const QRectF& room);
    /// A ring around a cell, of a size that can be seen; `here` in the accent.
    static void paintRing(QPainter& painter, const HeatmapLayout& layout, MatrixCell cell, bool here);
};

}  // namespace glassnet::ui
