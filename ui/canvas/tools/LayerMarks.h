#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/tools/BuildMarks.h"

namespace glassnet::ui {

/// Where the sign of a problem stands: above the layer's title.
[[nodiscard]] QRectF problemSign(const LayerGeometry& layer);

/// What is marked on the layers: selection, problems, colors, frozen, and the cut connections. Stands above the cards.
class LayerMarks final : public QGraphicsItem {
public:
    LayerMarks(const CanvasFrame& frame, const BuildMarks& marks);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintCuts(QPainter& painter) const;
    void paintFrozen(QPainter& painter, const LayerGeometry& layer) const;
    void paintProblem(QPainter& painter, const LayerGeometry& layer) const;

    const CanvasFrame& m_frame;
    const BuildMarks& m_marks;
};

}  // namespace glassnet::ui
