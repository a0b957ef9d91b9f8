#pragma once

#include <QWidget>
#include <optional>

#include "engine/training/LossScan.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// The loss over one weight: the curve, the point where the weight stands, the tangent that its gradient promises. The point can be taken
/// and moved along the curve, by the mouse or the arrow keys.
class LossCurveView final : public QWidget {
    Q_OBJECT
public:
    /// What an arrow key moves the weight by; with Shift ten times as much.
    static constexpr double kStep = 0.01;

    explicit LossCurveView(QWidget* parent = nullptr);

    /// `name` is the weight's (W1[2,0]).
    void setCurve(const LossCurve& curve, const QString& name);
    void setNumberText(const NumberText& text);
    [[nodiscard]] bool isDragging() const noexcept { return m_dragging; }
    /// Where the point is: the weight's value, or where it is dragged to.
    [[nodiscard]] double value() const noexcept { return m_value; }
    /// The loss and its slope at a value within the range, between measured points by the cubic that has their losses and slopes (Hermite).
    [[nodiscard]] double lossAt(double value) const;
    [[nodiscard]] double slopeAt(double value) const;
    /// Where the point is drawn.
    [[nodiscard]] QPointF pointPlace() const { return at(m_value, lossAt(m_value)); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// While the point is moved: a preview.
    void valueDragged(double value);
    /// At release, and after a key.
    void valueCommitted(double value);
    /// Escape while dragging: the value is again what it was.
    void dragCanceled(double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] double gutter() const;
    [[nodiscard]] QPointF at(double value, double loss) const;
    [[nodiscard]] double valueAt(double x) const;
    [[nodiscard]] bool isOnPoint(const QPointF& position) const;
    [[nodiscard]] std::size_t spanOf(double value) const;
    void move(double value);
    void cancelDrag();
    void describe();
    void paintAxes(QPainter& painter) const;
    void paintCurve(QPainter& painter) const;
    void paintPoint(QPainter& painter) const;

    LossCurve m_curve;
    QString m_name;
    NumberText m_text;
    double m_value = 0;
    double m_before = 0;
    double m_grab = 0;
    double m_low = 0;
    double m_high = 1;
    bool m_dragging = false;
};

}  // namespace glassnet::ui
