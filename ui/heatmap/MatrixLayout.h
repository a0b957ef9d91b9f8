#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <optional>
#include <utility>

namespace glassnet::ui {

/// A cell of a matrix.
struct MatrixCell {
    int row = 0;
    int column = 0;
    friend bool operator==(const MatrixCell&, const MatrixCell&) = default;
};

/// How much room the texts of a matrix take, in pixels.
struct MatrixMetrics {
    double number = 0;      ///< the widest number
    double numberTall = 0;  ///< a line of numbers
    double titleTall = 0;   ///< a line of the title; 0 when there is none
    double headTall = 0;    ///< a line of column heads; 0 when there are none
    double rowHead = 0;     ///< the widest row head; 0 when there are none
    friend bool operator==(const MatrixMetrics&, const MatrixMetrics&) = default;
};

/// Where everything of a MatrixView is, without painting: a pure function of sizes. Positions are the view's, scrolled by `scroll`.
class MatrixLayout {
public:
    MatrixLayout() = default;
    /// `width`: the room for everything. Cells hold numbers where all columns fit with them, else they are colors only.
    MatrixLayout(int rows, int columns, const MatrixMetrics& metrics, double width);

    [[nodiscard]] bool showsNumbers() const noexcept { return m_numbers; }
    /// From one cell to the next.
    [[nodiscard]] QSizeF pitch() const noexcept { return m_pitch; }
    /// Where the first cell begins when nothing is scrolled.
    [[nodiscard]] QPointF origin() const noexcept { return m_origin; }
    /// The size of everything when nothing is cut off.
    [[nodiscard]] QSizeF contents() const noexcept;
    [[nodiscard]] QRectF cellRect(MatrixCell cell, const QPointF& scroll = {}) const noexcept;
    /// The cell under a position, if any; `visible` is the size of the view.
    [[nodiscard]] std::optional<MatrixCell> cellAt(const QPointF& position, const QPointF& scroll, const QSizeF& visible) const noexcept;
    /// The first and the last cell that a view of size `visible` shows any part of.
    [[nodiscard]] std::pair<MatrixCell, MatrixCell> visibleCells(const QPointF& scroll, const QSizeF& visible) const noexcept;

private:
    int m_rows = 0;
    int m_columns = 0;
    bool m_numbers = true;
    QPointF m_origin;
    QSizeF m_pitch{1, 1};
};

}  // namespace glassnet::ui
