#pragma once

#include <QGraphicsItem>
#include <QVariantAnimation>

#include "ui/canvas/MotionPlan.h"

namespace glassnet::ui {

/// Numbers on their way along the connections while a step is taken; nothing at rest. A new motion takes the place of a running one.
class ValueMotion final : public QGraphicsItem {
public:
    explicit ValueMotion(const CanvasFrame& frame);

    /// Moves once, as long as Motion says, and then is gone; not at all when motion is reduced or there is nothing to move.
    void start(MotionPlan plan);
    /// Nothing moves any more.
    void stop();
    [[nodiscard]] const MotionPlan& plan() const noexcept { return m_plan; }
    /// How far the motion is; for tests, which pause it and set its time.
    [[nodiscard]] QVariantAnimation& animation() noexcept { return m_animation; }

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintPulse(QPainter& painter, const Pulse& pulse, double progress) const;
    void paintMover(QPainter& painter, const Mover& mover, double progress) const;

    const CanvasFrame& m_frame;
    MotionPlan m_plan;
    QVariantAnimation m_animation;
};

}  // namespace glassnet::ui
