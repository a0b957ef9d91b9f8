#pragma once

#include <QStringList>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/heatmap/GradientRows.h"
#include "ui/heatmap/MatrixLayout.h"
#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The gradients of the parameters over the last steps: a row for each parameter element, a column for each step, the newest at the right,
/// on the signed map. Where not all rows have room the ones with the largest gradients are shown, and a sentence says so. Pointing at a
/// cell, or the arrow keys, tell its number in a line below.
class GradientHistory final : public QWidget {
    Q_OBJECT
public:
    explicit GradientHistory(QWidget* parent = nullptr);

    /// Names the rows: the program that their elements belong to. Rows of another program are not shown.
    void setSnapshot(const SnapshotPtr& snapshot);
    void setColumns(GradientColumns columns);
    void setNumberText(const NumberText& text);
    /// No more rows than this, however much room there is; 24 at first.
    void setMostRows(int rows);
    /// The element pointed at elsewhere, of a parameter or its gradient; without a signal.
    void setHovered(std::optional<ElementRef> element);

    /// The rows in view, as places in the columns' rows.
    [[nodiscard]] const std::vector<std::size_t>& shown() const noexcept { return m_shown; }
    /// "W1 00".
    [[nodiscard]] QString label(std::size_t row) const;
    /// "∂L/∂W1[1,0] at step 12: −0.0312".
    [[nodiscard]] QString words(std::size_t row, std::size_t step) const;
    /// Where the cell of the row-th shown row is.
    [[nodiscard]] QRectF cellRect(MatrixCell cell) const;
    [[nodiscard]] QString title() const;
    /// The line under the cells.
    [[nodiscard]] QString readout() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The element of the row pointed at, as it was given; none when no more.
    void hovered(std::optional<glassnet::ui::ElementRef> element);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] ElementRef parameterOf(const ElementRef& element) const;
    [[nodiscard]] double cellsTop() const;
    [[nodiscard]] double cellsBottom(double height) const;
    [[nodiscard]] QSizeF pitch() const;
    [[nodiscard]] std::optional<MatrixCell> cellAt(const QPointF& position) const;
    void choose();
    void point(std::optional<MatrixCell> cell);
    void paintCells(QPainter& painter) const;

    SnapshotPtr m_snapshot;
    GradientColumns m_columns;
    std::vector<std::size_t> m_shown;
    QStringList m_labels;    ///< of the shown rows
    double m_labelRoom = 0;  ///< in pixels
    double m_limit = 0;
    int m_most = 24;
    NumberText m_text;
    std::optional<MatrixCell> m_pointed;
    std::optional<ElementRef> m_hovered;
};

}  // namespace glassnet::ui
