#include "ui/canvas/CanvasGround.h"

#include <QList>
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
    // Squares of whole pixels: thousands of round, smoothed dots would cost more than all layers.
    const auto toWindow = painter.worldTransform();
    QList<QRectF> dots;
    for (double x = std::floor(exposed.left() / spacing) * spacing; x <= exposed.right(); x += spacing) {
        for (double y = std::floor(exposed.top() / spacing) * spacing; y <= exposed.bottom(); y += spacing) {
            const QPointF place = toWindow.map(QPointF(x, y));
            dots.append(QRectF(std::round(place.x()) - 1, std::round(place.y()) - 1, 2, 2));
        }
    }
    painter.save();
    painter.resetTransform();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.color(Token::Dots));
    painter.drawRects(dots);
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing);
}

void paintForeground(QPainter& painter, const CanvasStyle& style, const QRectF& window, const QString& sentence, bool hasKeyboard) {
    painter.save();
    painter.resetTransform();
    if (!sentence.isEmpty()) {
        painter.setFont(Fonts::text(FontSize::Title));
        painter.setPen(style.color(Token::Mute));
        painter.drawText(window.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, sentence);
    }
    if (hasKeyboard) {
        painter.setPen(QPen(style.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(window.adjusted(1, 1, -1, -1));
    }
    painter.restore();
}

}  // namespace glassnet::ui
