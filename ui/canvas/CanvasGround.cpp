#include "ui/canvas/CanvasGround.h"

#include <QPainter>
#include <cmath>

#include "ui/canvas/CanvasStyle.h"
#include "ui/theme/Fonts.h"

namespace glassnet::ui {

void paintGround(QPainter& painter, const CanvasStyle& style, const QRectF& exposed, double zoom) {
    painter.fillRect(exposed, style.color(Token::Canvas));
    // Far out the dots would run together.
    double spacing = CanvasStyle::kDotSpacing;
    while (spacing * zoom < CanvasStyle::kDotSpacing / 2) {
        spacing *= 2;
    }
    QPolygonF dots;
    for (double x = std::floor(exposed.left() / spacing) * spacing; x <= exposed.right(); x += spacing) {
        for (double y = std::floor(exposed.top() / spacing) * spacing; y <= exposed.bottom(); y += spacing) {
            dots.append({x, y});
        }
    }
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(style.color(Token::Dots), 2, Qt::SolidLine, Qt::RoundCap);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawPoints(dots);
}

void paintHint(QPainter& painter, const CanvasStyle& style, const QRectF& window, const QString& sentence) {
    painter.setFont(Fonts::text(FontSize::Title));
    painter.setPen(style.color(Token::Mute));
    painter.drawText(window.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

}  // namespace glassnet::ui
