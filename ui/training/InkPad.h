#pragma once

#include <QWidget>
#include <optional>

#include "ui/training/InkDrawing.h"

namespace glassnet::ui {

/// A square to draw on. With keys: the arrows move the pen, Space puts it down or lifts it, Delete clears.
class InkPad final : public QWidget {
    Q_OBJECT
public:
    explicit InkPad(QWidget* parent = nullptr);

    [[nodiscard]] const InkDrawing& drawing() const noexcept { return m_drawing; }
    void clear();

    [[nodiscard]] QSize sizeHint() const override { return {168, 168}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {96, 96}; }

signals:
    void drawn();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF square() const;
    [[nodiscard]] QPointF placeAt(const QPointF& position) const;
    void strokeTo(const QPointF& place);

    InkDrawing m_drawing;
    std::optional<QPointF> m_last;  ///< where the pen is down, by the mouse
    QPointF m_pen{0.5, 0.5};        ///< where the keys' pen is
    bool m_penDown = false;
    bool m_penShown = false;
};

}  // namespace glassnet::ui
