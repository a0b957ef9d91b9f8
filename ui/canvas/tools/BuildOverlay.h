#pragma once

#include <QGraphicsItem>

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/tools/BuildMarks.h"
#include "ui/canvas/tools/BuildPreview.h"

namespace glassnet::ui {

/// Ghosts, guides, wires, the rubber band, the handles under the pointer and the words beside it; on top of everything.
class BuildOverlay final : public QGraphicsItem {
public:
    BuildOverlay(const CanvasFrame& frame, const BuildPreview& preview, const BuildMarks& marks);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintTargets(QPainter& painter) const;
    void paintReplaced(QPainter& painter) const;
    void paintGhost(QPainter& painter) const;
    void paintGuides(QPainter& painter, double pixel) const;
    void paintBand(QPainter& painter) const;
    void paintLink(QPainter& painter, double pixel) const;
    void paintUnit(QPainter& painter, double pixel) const;
    void paintPorts(QPainter& painter, double pixel) const;
    void paintSteppers(QPainter& painter, double pixel) const;
    void paintWords(QPainter& painter, double pixel) const;

    const CanvasFrame& m_frame;
    const BuildPreview& m_preview;
    const BuildMarks& m_marks;
};

}  // namespace glassnet::ui
