#pragma once

#include <QAbstractScrollArea>
#include <optional>

#include "ui/heatmap/MatrixLayout.h"
#include "ui/heatmap/MatrixPainter.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

class CellEditor;

/// A matrix as colored cells with their numbers, under its name and shape. Arrow keys move the selection; typing, Enter, F2 or a
/// double click edit the selected cell (Enter and leaving commit, Escape restores); the wheel steps it by 0.01 when the view has
/// focus, or any cell with Ctrl. Where there is no room for the numbers the cells are colors, and hovering tells the number.
/// An edit is shown at once and told by valueEdited; the owner answers with setValues.
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
    /// Shows other numbers. A selection that no longer exists is dropped; an open edit stays as it is while its cell exists.
    void setValues(const MatrixValues& values);
    [[nodiscard]] const MatrixValues& values() const noexcept { return m_picture.values; }
    /// The |value| of the full color; none: the largest there is.
    void setLimit(std::optional<double> limit);
    void setNumberText(const NumberText& text);
    /// Read only at first: cells can be selected but not edited.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const noexcept { return m_readOnly; }

    [[nodiscard]] std::optional<MatrixCell> selected() const noexcept { return m_picture.selected; }
    /// Selects without a signal; none clears.
    void setSelected(std::optional<MatrixCell> cell);
    /// Opens the editor on the selected cell, with `text` in it or the exact number.
    void startEdit(const QString& text = {});
    [[nodiscard]] bool isEditing() const { return m_editor != nullptr; }

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
    /// What was typed is no number: a sentence to show. Nothing has changed.
    void editRejected(const QString& sentence);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QPointF scroll() const;
    [[nodiscard]] std::optional<MatrixCell> cellAt(const QPointF& position) const;
    [[nodiscard]] QString exactText(MatrixCell cell) const;
    [[nodiscard]] bool editable(std::optional<MatrixCell> cell) const;
    [[nodiscard]] std::optional<MatrixCell> moved(int key) const;
    void refresh();
    void relayout();
    void select(MatrixCell cell);
    void hover(std::optional<MatrixCell> cell);
    void reveal(MatrixCell cell);
    void edit(MatrixCell cell, double value);
    /// Takes what was typed; what is no number is refused, and the editor stays open when `stay`.
    void finishEdit(bool stay);
    void closeEditor();
    void placeEditor();
    void describe();

    MatrixPicture m_picture;
    MatrixLayout m_layout;
    NumberText m_text;
    std::optional<double> m_limit;
    CellEditor* m_editor = nullptr;
    QString m_offered;
    int m_wheel = 0;
    bool m_readOnly = true;
};

}  // namespace glassnet::ui
