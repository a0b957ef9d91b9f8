#include "ui/heatmap/HeatmapLayout.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {
constexpr double kEven = 6;
}

HeatmapLayout::HeatmapLayout(MatrixCell size, const QRectF& room, const QSizeF& most) : m_size(size) {
    if (size.row > 0 && size.column > 0 && room.width() >= 1 && room.height() >= 1) {
        // Cells that are large enough to see it are all of one size.
        const auto length = [](double wide, int count, double widest) {
            const double each = std::min(wide / count, widest);
            return each >= kEven ? std::floor(each) * count : std::floor(wide);
        };
        m_map = {std::round(room.left()), std::round(room.top()), length(room.width(), size.column, most.width()),
                 length(room.height(), size.row, most.height())};
    }
}

QSizeF HeatmapLayout::cellSize() const noexcept {
    return m_map.isEmpty() ? QSizeF() : QSizeF(m_map.width() / m_size.column, m_map.height() / m_size.row);
}

QRectF HeatmapLayout::cellRect(MatrixCell cell) const noexcept {
    const QSizeF each = cellSize();
    return {m_map.left() + cell.column * each.width(), m_map.top() + cell.row * each.height(), each.width(), each.height()};
}

std::optional<MatrixCell> HeatmapLayout::cellAt(const QPointF& position) const noexcept {
    if (m_map.isEmpty() || position.x() < m_map.left() || position.y() < m_map.top() || position.x() >= m_map.right() ||
        position.y() >= m_map.bottom()) {
        return std::nullopt;
    }
    const QSizeF each = cellSize();
    return MatrixCell{std::min(m_size.row - 1, static_cast<int>((position.y() - m_map.top()) / each.height())),
                      std::min(m_size.column - 1, static_cast<int>((position.x() - m_map.left()) / each.width()))};
}

bool HeatmapLayout::isFinerThanPixels(double ratio) const noexcept {
    const QSizeF each = cellSize() * ratio;
    return !m_map.isEmpty() && (each.width() < 1 || each.height() < 1);
}

}  // namespace glassnet::ui
