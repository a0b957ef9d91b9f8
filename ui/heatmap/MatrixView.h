#pragma once

#include <QAbstractScrollArea>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/random/Initializers.h"
#include "engine/tensor/Tensor.h"
#include "ui/heatmap/MatrixLayout.h"
#include "ui/heatmap/MatrixPainter.h"
#include "ui/heatmap/MatrixValues.h"
#include "ui/heatmap/NumberBlock.h"
#include "ui/support/NumberText.h"

class QMenu;

namespace glassnet::ui {

class MatrixEditing;

/// What kind of parameter the matrix is, which decides what it can be filled with.
enum class FillTarget : std::uint8_t { None, Weight, Bias };

/// A matrix as colored cells with their numbers, under its name and shape. Arrow keys move the selection, with Shift they choose a
/// block; typing, Enter, F2 or a double click edit the selected cell (Enter and leaving commit, Escape restores); Up and Down while
/// typing or with Alt, and the wheel over the selected cell, step it by 0.01, the wheel any cell with Ctrl or Alt. A block is copied and
/// pasted as a spreadsheet does it; Delete gives a cell its start value again. Where there is no room for the numbers the cells are
/// colors, and hovering tells the number. An edit is shown at once and told by a signal; the owner answers with setValues.
class MatrixView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    static constexpr double kStep = 0.01;

    explicit MatrixView(QWidget* parent = nullptr);

    /// The name of the matrix and a remark at the right edge ("randn · seed 7").
    void setTitle(const QString& title, const QString& note = {});
    /// Names beside the rows and above the columns; either may be empty.
    void setHeads(const QStringList& rows, const QStringList& columns);
    /// At least this much room for the row heads, in pixels: matrices one above the other stand in line.
    void setHeadRoom(double room);
    /// The room the row heads need.
    [[nodiscard]] double headRoomNeeded() const;
    /// Shows other numbers; keeps a view of them and copies none. A selection that no longer exists is dropped; an open edit stays as it is
    /// while its cell exists.
    void setValues(const MatrixValues& values);
    [[nodiscard]] const MatrixValues& values() const noexcept { return m_picture.values; }
    /// What one pass over the numbers told.
    [[nodiscard]] const NumberRange& range() const noexcept { return m_range; }
    /// The |value| of the full color; none: the largest there is.
    void setLimit(std::optional<double> limit);
    void setNumberText(const NumberText& text);
    /// Read only at first: cells can be selected but not edited.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const noexcept { return m_readOnly; }
    /// The values the cells started with, of the same shape: cells that differ are marked and can be reset. None: no cell is.
    void setReference(const std::optional<Tensor>& start);
    /// True for a cell that differs from its start value.
    [[nodiscard]] bool isEdited(MatrixCell cell) const { return m_picture.isEdited(cell); }
    /// Offers to fill the matrix in the context menu; at first it does not.
    void setFillTarget(FillTarget target) { m_fill = target; }
    [[nodiscard]] FillTarget fillTarget() const noexcept { return m_fill; }

    /// Offers a larger picture of the matrix in the context menu, which enlargeRequested asks for; at first it does not.
    void setEnlargeable(bool enlargeable) { m_enlargeable = enlargeable; }

    /// Lights a cell that is pointed at elsewhere; no signal. None: no cell is lit.
    void setHovered(std::optional<MatrixCell> cell);
    [[nodiscard]] std::optional<MatrixCell> hovered() const noexcept { return m_picture.hovered; }
    [[nodiscard]] std::optional<MatrixCell> selected() const noexcept { return m_picture.selected; }
    /// Selects without a signal; none clears.
    void setSelected(std::optional<MatrixCell> cell);
    /// The cells chosen, from the first to the last: a block, or the selected cell alone.
    [[nodiscard]] std::optional<std::pair<MatrixCell, MatrixCell>> selectedBlock() const;
    /// Opens the editor on the selected cell, with `text` in it or the exact number.
    void startEdit(const QString& text = {});
    [[nodiscard]] bool isEditing() const;
    /// The context menu: what can be done with the selected cell.
    void addActions(QMenu& menu);

    [[nodiscard]] const QString& title() const noexcept { return m_picture.title; }
    [[nodiscard]] const NumberText& numberText() const noexcept { return m_text; }
    /// The shortest text that reads back as the same number.
    [[nodiscard]] QString exactText(MatrixCell cell) const;

    [[nodiscard]] const MatrixLayout& layoutOfCells() const noexcept { return m_layout; }
    /// Where a cell is in the viewport.
    [[nodiscard]] QRectF cellRect(MatrixCell cell) const { return m_layout.cellRect(cell, scroll()); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    /// A person selected another cell.
    void cellSelected(int row, int column);
    /// The mouse is over another cell; -1, -1 when it left.
    void cellHovered(int row, int column);
    /// A person gave the cell a value.
    void valueEdited(int row, int column, double value);
    /// A person pasted a block, its first number at this cell.
    void blockPasted(int row, int column, const glassnet::ui::NumberBlock& block);
    /// A person wants the cell's start value back.
    void resetRequested(int row, int column);
    /// A person wants all cells filled.
    void fillRequested(const glassnet::Initializer& initializer);
    /// A person wants to see the matrix as a heatmap.
    void enlargeRequested();
    /// What was typed or pasted is no number: a sentence to show. Nothing has changed.
    void editRejected(const QString& sentence);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;

private:
    friend class MatrixEditing;

    [[nodiscard]] QPointF scroll() const;
    [[nodiscard]] std::optional<MatrixCell> cellAt(const QPointF& position) const;
    [[nodiscard]] double startValue(MatrixCell cell) const;
    [[nodiscard]] QString remark(MatrixCell cell) const;
    [[nodiscard]] std::optional<MatrixCell> moved(int key) const;
    /// After other numbers: one pass over them.
    void recount();
    /// After other texts or fonts: how wide they are.
    void remeasure();
    /// After anything that moves cells: where everything is.
    void relayout();
    /// Selects and tells; with `extends` the block from where it began to here is chosen.
    void select(MatrixCell cell, bool extends = false);
    void hover(std::optional<MatrixCell> cell);
    void reveal(MatrixCell cell);
    /// Shows a value without a signal.
    void setCell(MatrixCell cell, double value);
    void describe();

    MatrixPicture m_picture;
    MatrixLayout m_layout;
    NumberText m_text;
    NumberRange m_range;
    std::optional<double> m_limit;
    MatrixMetrics m_metrics;
    MatrixCell m_shown;
    MatrixEditing* m_editing;
    std::optional<MatrixCell> m_anchor;
    FillTarget m_fill = FillTarget::None;
    bool m_readOnly = true;
    bool m_enlargeable = false;
};

}  // namespace glassnet::ui
