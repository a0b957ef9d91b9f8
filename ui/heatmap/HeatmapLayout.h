#pragma once

#include <QRectF>
#include <optional>

#include "ui/heatmap/MatrixLayout.h"

namespace glassnet::ui {

/// Where the cells of a heatmap are: all of them at once, stretched over the room there is and no larger than a cell needs. A pure function
/// of sizes.
class HeatmapLayout {
public:
    HeatmapLayout() = default;
    /// `room`: for the cells alone. `most`: how large a cell gets.
    HeatmapLayout(MatrixCell size, const QRectF& room, const QSizeF& most);

    /// The rectangle of all cells, on whole pixels.
    [[nodiscard]] QRectF map() const noexcept { return m_map; }
    [[nodiscard]] QSizeF cellSize() const noexcept;
    [[nodiscard]] QRectF cellRect(MatrixCell cell) const noexcept;
    [[nodiscard]] std::optional<MatrixCell> cellAt(const QPointF& position) const noexcept;
    /// A cell is narrower or lower than a pixel of a screen with `ratio` pixels to a unit: not every cell is seen.
    [[nodiscard]] bool isFinerThanPixels(double ratio) const noexcept;

private:
    MatrixCell m_size;
    QRectF m_map;
};

}  // namespace glassnet::ui
