#pragma once

#include <QImage>
#include <QSize>

#include "ui/heatmap/Heatmap.h"

namespace glassnet::ui {

/// A matrix as an image of format RGB32 through the 256-entry table: a pixel for each cell, or, where there are more cells than pixels, a
/// pixel for each place of the screen with the nearest cell's color. A number that is not finite always gets its pixel.
class HeatmapImage {
public:
    HeatmapImage() = default;
    /// `most`: pixels of the screen that the map will cover. Cells that are not known keep `ground`.
    HeatmapImage(const Heatmap& heatmap, const ColorMap& map, QSize most, QRgb ground);

    [[nodiscard]] const QImage& image() const noexcept { return m_image; }
    /// Where the numbers are not finite, as an image of the same size, opaque there; null when they all are.
    [[nodiscard]] const QImage& odd() const noexcept { return m_odd; }

private:
    QImage m_image;
    QImage m_odd;
};

}  // namespace glassnet::ui
