#pragma once

#include <QLineEdit>

namespace glassnet::ui {

/// The field in which one cell's number is typed, laid over the cell. It decides nothing: it says how it was left.
class CellEditor final : public QLineEdit {
    Q_OBJECT
public:
    /// Holds `offered`, selected as a whole when `select`, else with the cursor behind it.
    CellEditor(const QString& offered, bool select, QWidget* parent);

    /// Lays itself over `cell`, no smaller than a number needs, and within the parent.
    void placeOver(const QRectF& cell);
    /// Turns the border to the warning color and selects the text, to be typed again.
    void showRefusal();

signals:
    /// Enter.
    void entered();
    /// The keyboard went elsewhere.
    void left();
    /// Escape.
    void canceled();
    /// Up, Down or the wheel: so many steps up.
    void stepped(int notches);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int m_wheel = 0;
};

}  // namespace glassnet::ui
