#pragma once

#include <QAbstractButton>
#include <QPixmap>

#include "ui/palette/PaletteTable.h"

namespace glassnet::ui {

/// One entry of the palette: icon, title and a few words; its icon alone when collapsed. It is lit only while it is armed, that is pressed
/// or dragged. A click, Space and Enter emit clicked().
class PaletteEntry final : public QAbstractButton {
    Q_OBJECT
public:
    /// `row` must outlive the entry, as the rows of paletteTable() do.
    explicit PaletteEntry(const PaletteRow& row, QWidget* parent = nullptr);

    [[nodiscard]] const PaletteRow& row() const noexcept { return m_row; }
    /// True while it is pressed or dragged.
    [[nodiscard]] bool isArmed() const { return m_dragged || isDown(); }
    void setCollapsed(bool collapsed);
    /// The small card that is carried under the pointer while the entry is dragged; `dpr` real pixels a logical one.
    [[nodiscard]] QPixmap dragPicture(qreal dpr) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// It has the keyboard's attention now.
    void focused();
    /// An arrow key, Home or End was pressed: Qt::Key.
    void moveRequested(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drag();
    void paintIcon(QPainter& painter, const QRectF& place) const;

    const PaletteRow& m_row;
    bool m_collapsed = false;
    bool m_dragged = false;
    QPoint m_pressedAt;
};

}  // namespace glassnet::ui
