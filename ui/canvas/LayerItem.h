#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"

namespace glassnet::ui {

/// One layer: its card, its title and all its units. Paints what the frame says of it, and nothing else.
class LayerItem final : public QGraphicsItem {
public:
    LayerItem(const CanvasFrame& frame, LayerId layer);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintCard(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const;
    void paintUnit(QPainter& painter, const LayerGeometry& geometry, const UnitSlot& slot, const UnitShown& unit, double limit) const;

    const CanvasFrame& m_frame;
    LayerId m_layer;
};

}  // namespace glassnet::ui
