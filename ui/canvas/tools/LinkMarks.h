#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/tools/BuildMarks.h"

namespace glassnet::ui {

/// The bands of the links that are selected or pointed at. Stands below the cards.
class LinkMarks final : public QGraphicsItem {
public:
    LinkMarks(const CanvasFrame& frame, const BuildMarks& marks);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasFrame& m_frame;
    const BuildMarks& m_marks;
};

}  // namespace glassnet::ui
