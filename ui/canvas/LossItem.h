#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"

namespace glassnet::ui {

/// The loss: a card with its number and what it is of, and the lines that lead to it.
class LossItem final : public QGraphicsItem {
public:
    explicit LossItem(const CanvasFrame& frame);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// Paints the loss, whether or not it stands in the backdrop.
    void draw(QPainter& painter) const;

private:
    const CanvasFrame& m_frame;
};

}  // namespace glassnet::ui
