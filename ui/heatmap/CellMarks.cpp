#include "ui/heatmap/CellMarks.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr double kBetweenLines = 5;
}

void CellMarks::paintHatch(QPainter& painter, const QRectF& rect, double corner) {
    const Theme& theme = Theme::current();
    painter.save();
    QPainterPath shape;
    shape.addRoundedRect(rect, corner, corner);
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.setPen(QPen(theme.color(Token::Warning), 1));
    for (double x = rect.left() - rect.height() + kBetweenLines / 2; x < rect.right(); x += kBetweenLines) {
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
    painter.restore();
    painter.setPen(QPen(theme.color(Token::Warning), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
}

void CellMarks::paintUnknown(QPainter& painter, const QRectF& rect, bool words, double corner) {
    const Theme& theme = Theme::current();
    QPen dashed(theme.color(Token::Faint), 1);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    if (words) {
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("?"));
    }
}

}  // namespace glassnet::ui
