#include "ui/heatmap/MatrixLayout.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {
constexpr double kMatrixBetween = 2;  // between two cells
constexpr double kMatrixBesideNumber = 5;
constexpr double kMatrixAboveNumber = 7;
constexpr double kMatrixWidestCell = 118;
constexpr double kSmallestColor = 10;
constexpr double kTallestColor = 24;
constexpr double kMatrixUnderTitle = 8;
constexpr double kUnderHeads = 3;
constexpr double kBesideHead = 8;
constexpr double kMatrixMargin = 2;  // the selected cell's outline stands out this far
}  // namespace

MatrixLayout::MatrixLayout(int rows, int columns, const MatrixMetrics& metrics, double width) : m_rows(rows), m_columns(columns) {
    m_origin.setX(metrics.rowHead > 0 ? std::ceil(metrics.rowHead + kBesideHead) : kMatrixMargin);
    m_origin.setY((metrics.titleTall > 0 ? metrics.titleTall + kMatrixUnderTitle : kMatrixMargin) +
                  (metrics.headTall > 0 ? metrics.headTall + kUnderHeads : 0));
    const double room = std::floor(std::max(0.0, width - m_origin.x() - kMatrixMargin) / std::max(1, columns));
    const double number = std::ceil(metrics.number + 2 * kMatrixBesideNumber + kMatrixBetween);
    m_numbers = room >= number;
    if (m_numbers) {
        m_pitch = {std::clamp(room, number, std::max(number, kMatrixWidestCell)), std::ceil(metrics.numberTall + 2 * kMatrixAboveNumber)};
    } else {
        const double wide = std::clamp(room, kSmallestColor, kMatrixWidestCell);
        m_pitch = {wide, std::min(wide, kTallestColor)};
    }
}

QSizeF MatrixLayout::contents() const noexcept {
    return {m_origin.x() + m_columns * m_pitch.width() + kMatrixMargin, m_origin.y() + m_rows * m_pitch.height() + kMatrixMargin};
}

QRectF MatrixLayout::cellRect(MatrixCell cell, const QPointF& scroll) const noexcept {
    const QPointF corner(m_origin.x() + cell.column * m_pitch.width(), m_origin.y() + cell.row * m_pitch.height());
    return {corner - scroll, m_pitch - QSizeF(kMatrixBetween, kMatrixBetween)};
}

std::optional<MatrixCell> MatrixLayout::cellAt(const QPointF& position, const QPointF& scroll, const QSizeF& visible) const noexcept {
    const bool inside =
        position.x() >= m_origin.x() && position.y() >= m_origin.y() && position.x() < visible.width() && position.y() < visible.height();
    const QPointF at = position + scroll - m_origin;
    const MatrixCell cell{static_cast<int>(std::floor(at.y() / m_pitch.height())), static_cast<int>(std::floor(at.x() / m_pitch.width()))};
    return inside && cell.row < m_rows && cell.column < m_columns ? std::optional(cell) : std::nullopt;
}

std::pair<MatrixCell, MatrixCell> MatrixLayout::visibleCells(const QPointF& scroll, const QSizeF& visible) const noexcept {
    const auto first = [](double offset, double pitch) { return std::max(0, static_cast<int>(std::floor(offset / pitch))); };
    const auto last = [](double end, double pitch, int count) { return std::min(count - 1, static_cast<int>(std::floor(end / pitch))); };
    return {{first(scroll.y(), m_pitch.height()), first(scroll.x(), m_pitch.width())},
            {last(scroll.y() + visible.height() - m_origin.y(), m_pitch.height(), m_rows),
             last(scroll.x() + visible.width() - m_origin.x(), m_pitch.width(), m_columns)}};
}

}  // namespace glassnet::ui
