#include "ui/canvas/tools/ToolPainting.h"

#include <QPainter>

#include "ui/canvas/CanvasStyle.h"

namespace glassnet::ui {

void paintWarning(QPainter& painter, const CanvasStyle& style, const QRectF& disk) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.color(Token::Warning));
    painter.drawEllipse(disk);
    const QPointF middle = disk.center();
    const double unit = disk.height() / 14;
    painter.setPen(QPen(style.color(Token::Panel), 1.8 * unit, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(middle + QPointF(0, -3.6 * unit), middle + QPointF(0, 0.6 * unit));
    painter.drawPoint(middle + QPointF(0, 3.4 * unit));
}

void paintStep(QPainter& painter, const QRectF& button, double reach, bool more) {
    const QPointF middle = button.center();
    painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0));
    if (more) {
        painter.drawLine(middle - QPointF(0, reach), middle + QPointF(0, reach));
    }
}

}  // namespace glassnet::ui
