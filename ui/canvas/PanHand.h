#pragma once

#include <QPoint>

class QGraphicsView;
class QMouseEvent;

namespace glassnet::ui {

/// The hand that pulls the canvas along: the middle button, or the left one while Space is held.
class PanHand {
public:
    /// The view must outlive it.
    explicit PanHand(QGraphicsView& view) : m_view(view) {}

    /// True when the event was the hand's.
    bool press(const QMouseEvent& event);
    bool move(const QMouseEvent& event);
    bool release(const QMouseEvent& event);
    void setSpace(bool held);
    [[nodiscard]] bool hasSpace() const noexcept { return m_space; }

private:
    QGraphicsView& m_view;
    QPoint m_last;
    bool m_space = false;
    bool m_panning = false;
};

}  // namespace glassnet::ui
