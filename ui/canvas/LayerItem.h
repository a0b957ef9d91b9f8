#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"

namespace glassnet::ui {

/// One layer: its card, its title and its units: all of them, a few with the count, or one block, as large as they are seen.
/// Paints what the frame says of it, and nothing else.
class LayerItem final : public QGraphicsItem {
public:
    LayerItem(const CanvasFrame& frame, LayerId layer);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// Paints the layer, whether or not it stands in the backdrop.
    void draw(QPainter& painter) const;

private:
    void paintCard(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const;
    void paintSampled(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const;
    void paintEveryUnit(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const;
    /// From a circle to where its connections end.
    void paintPins(QPainter& painter, const LayerGeometry& geometry, const QPointF& center, double radius) const;
    void paintBlock(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const;
    /// A mark at the unit that is pointed at where it has no circle.
    void paintPointed(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const;
    /// The name of a unit above its picture.
    void paintCaption(QPainter& painter, const LayerGeometry& geometry, const UnitSlot& slot, const UnitShown& unit) const;
    void paintUnit(QPainter& painter, const LayerGeometry& geometry, const UnitSlot& slot, const UnitShown& unit, double limit) const;

    const CanvasFrame& m_frame;
    LayerId m_layer;
};

}  // namespace glassnet::ui
