#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"

namespace glassnet::ui {

/// The tags of all connections, above every curve.
class LinkTagsItem final : public QGraphicsItem {
public:
    explicit LinkTagsItem(const CanvasFrame& frame);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasFrame& m_frame;
};

}  // namespace glassnet::ui
