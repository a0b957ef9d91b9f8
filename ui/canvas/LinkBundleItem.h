#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"

namespace glassnet::ui {

/// All connections of one link, those that matter now on top.
class LinkBundleItem final : public QGraphicsItem {
public:
    /// `index`: the link's place in the geometry.
    LinkBundleItem(const CanvasFrame& frame, std::size_t index);

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintConnection(QPainter& painter, const ConnectionGeometry& geometry, const ConnectionShown& shown, bool hovered) const;

    const CanvasFrame& m_frame;
    std::size_t m_index;
    QRectF m_bounds;
};

}  // namespace glassnet::ui
