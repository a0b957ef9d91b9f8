#pragma once

#include <QWidget>
#include <optional>

#include "engine/program/StepPlace.h"

class QMenu;

namespace glassnet::ui {

/// How far one step goes: the present size with its two neighbors. A click on a neighbor, the wheel and the arrow keys go to the next size;
/// a click on the present one, Enter and Space open a menu with all six, each with a sentence of help.
class StepSizeControl final : public QWidget {
    Q_OBJECT
public:
    explicit StepSizeControl(QWidget* parent = nullptr);

    /// What to show; without a signal.
    void setStepSize(StepSize size);
    [[nodiscard]] StepSize stepSize() const noexcept { return m_size; }
    /// Where the word of a size is; none for a size that is not shown now.
    [[nodiscard]] std::optional<QRectF> wordRect(StepSize size) const;
    /// The menu with all sizes, made anew; the caller owns it.
    [[nodiscard]] QMenu* makeMenu();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// A person chose another size.
    void stepSizeChosen(glassnet::StepSize size);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void choose(int size);
    void describe();
    void openMenu();
    [[nodiscard]] std::optional<StepSize> sizeAt(QPointF position) const;

    StepSize m_size = StepSize::Layer;
    std::optional<StepSize> m_hovered;
    /// Eighths of a degree of the wheel that have not made a whole notch yet.
    int m_turned = 0;
    bool m_keyboardFocus = false;
};

}  // namespace glassnet::ui
