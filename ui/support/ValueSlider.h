#pragma once

#include <QWidget>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// One number on a symmetric range: its name, its value, a groove with a bar from zero in the color of the sign, a round handle.
/// Dragging previews; release commits; Escape while dragging restores. The range doubles when the value lies beyond it.
class ValueSlider final : public QWidget {
    Q_OBJECT
public:
    static constexpr double kStep = 0.01;

    explicit ValueSlider(QWidget* parent = nullptr);

    /// What the number is called: W1[2, 0].
    void setLabel(const QString& label);
    /// Shows a value from outside without a signal; ignored while a person drags. What is not finite is shown at zero, in words.
    void setValue(double value);
    [[nodiscard]] double value() const noexcept { return m_value; }
    /// The range at first is -3 to 3. At least `range` is shown.
    void setRange(double range);
    /// The largest value shown at the moment.
    [[nodiscard]] double range() const noexcept { return m_range; }
    void setNumberText(const NumberText& text);
    [[nodiscard]] bool isDragging() const noexcept { return m_dragging; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// While the handle moves: a preview.
    void valueDragged(double value);
    /// At release, after a key or a turn of the wheel.
    void valueCommitted(double value);
    /// Escape while dragging: the value is again what it was.
    void dragCanceled(double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] double grooveY() const;
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double valueAt(double x) const;
    [[nodiscard]] bool onHandle(const QPointF& position) const;
    void drag(double value);
    void cancelDrag();
    void commit(double value);
    void fitRange();
    void describe();
    void paintWords(QPainter& painter) const;

    QString m_label;
    NumberText m_text;
    double m_value = 0;
    double m_base = 3;
    double m_range = 3;
    double m_before = 0;
    double m_grab = 0;
    int m_wheel = 0;
    bool m_dragging = false;
    bool m_hovered = false;
    bool m_keyboardFocus = false;
};

}  // namespace glassnet::ui
