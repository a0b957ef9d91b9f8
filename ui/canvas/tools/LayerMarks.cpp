#include "ui/canvas/tools/LayerMarks.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "ui/canvas/tools/ToolPainting.h"
#include "ui/canvas/tools/ToolTexts.h"

namespace glassnet::ui {

namespace {

constexpr double kLayerMarksMargin = 40;
constexpr double kSignHeight = 18;
constexpr double kSignGap = 3;
constexpr double kSignWidth = 150;
constexpr double kStripeWidth = 52;
constexpr double kStripeHeight = 4;
constexpr double kCutGap = 9;   // canvas units on each side of the cut
constexpr double kCutTick = 4;  // half the height of the strokes that end a cut line

void paintLock(QPainter& painter, const QRectF& place, const QColor& color) {
    const QRectF body(place.left(), place.top() + place.height() * 0.45, place.width(), place.height() * 0.55);
    painter.setPen(QPen(color, 1.3));
    painter.setBrush(Qt::NoBrush);
    const QRectF bow(place.left() + place.width() * 0.2, place.top(), place.width() * 0.6, place.height() * 0.9);
    painter.drawArc(bow, 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(body, 1.5, 1.5);
}

}  // namespace

QRectF problemSign(const LayerGeometry& layer) {
    return {layer.title.center().x() - kSignWidth / 2, layer.title.top() - kSignHeight - kSignGap, kSignWidth, kSignHeight};
}

LayerMarks::LayerMarks(const CanvasFrame& frame, const BuildMarks& marks) : m_frame(frame), m_marks(marks) {}

QRectF LayerMarks::boundingRect() const {
    return m_frame.geometry.bounds.adjusted(-kLayerMarksMargin, -kLayerMarksMargin, kLayerMarksMargin, kLayerMarksMargin);
}

void LayerMarks::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    paintCuts(*painter);
    for (const auto& [id, layer] : m_frame.geometry.layers) {
        if (const auto color = m_marks.colors.find(id); color != m_marks.colors.end()) {
            const QRectF stripe(layer.card.center().x() - kStripeWidth / 2, layer.card.top() - kStripeHeight - 3, kStripeWidth,
                                kStripeHeight);
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_frame.style.color(markToken(color->second)));
            painter->drawRoundedRect(stripe, kStripeHeight / 2, kStripeHeight / 2);
        }
        if (m_marks.frozen.contains(id)) {
            paintFrozen(*painter, layer);
        }
        if (m_marks.problems.contains(id)) {
            paintProblem(*painter, layer);
        }
        if (m_marks.building && m_marks.layers.contains(id)) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(m_frame.style.color(Token::Accent), 2.2));
            painter->drawRoundedRect(layer.card, CanvasStyle::kCorner, CanvasStyle::kCorner);
        }
    }
}

void LayerMarks::paintCuts(QPainter& painter) const {
    for (const auto& link : m_marks.cuts) {
        for (const auto& connection : link.connections) {
            const CanvasHit self{CanvasThing::Connection, {}, link.id, connection.from, connection.to};
            const bool hovered = m_frame.hovered == self;
            QPen pen(m_frame.style.color(hovered ? Token::Mute : Token::Faint), hovered ? 2 : 1.3, Qt::SolidLine, Qt::FlatCap);
            const QPointF middle = connection.curve.at(0.5);
            const QPointF along = connection.curve.directionAt(0.5);
            const QPointF across(-along.y(), along.x());
            for (const double side : {-1.0, 1.0}) {
                const QPointF end = middle + along * side * kCutGap;
                painter.setPen(pen);
                painter.drawLine(end - across * kCutTick, end + across * kCutTick);
            }
            QPainterPath open;
            open.addRect(connection.curve.bounds().adjusted(-4, -4, 4, 4));
            QPainterPath gap;
            gap.addEllipse(middle, kCutGap, kCutGap);
            painter.save();
            painter.setClipPath(open.subtracted(gap), Qt::IntersectClip);
            pen.setDashPattern({4, 4});
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(connection.curve.path());
            painter.restore();
        }
    }
}

void LayerMarks::paintFrozen(QPainter& painter, const LayerGeometry& layer) const {
    const auto& style = m_frame.style;
    const QString word = ToolTexts::frozen();
    const double width = QFontMetricsF(style.captionFont()).horizontalAdvance(word);
    const QRectF text(layer.card.right() - 10 - width, layer.card.top() + 4, width + 2, 16);
    painter.setFont(style.captionFont());
    painter.setPen(style.color(Token::Mute));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, word);
    paintLock(painter, QRectF(text.left() - 14, text.top() + 2.5, 9, 11), style.color(Token::Mute));
}

void LayerMarks::paintProblem(QPainter& painter, const LayerGeometry& layer) const {
    const auto& style = m_frame.style;
    const QColor color = style.color(Token::Warning);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2));
    painter.drawRoundedRect(layer.card, CanvasStyle::kCorner, CanvasStyle::kCorner);
    const QString word = ToolTexts::problem();
    const double width = QFontMetricsF(style.captionFont()).horizontalAdvance(word);
    const QRectF sign = problemSign(layer);
    constexpr double kIcon = 14;
    const QRectF icon(sign.center().x() - (width + kIcon + 5) / 2, sign.center().y() - kIcon / 2, kIcon, kIcon);
    paintWarning(painter, style, icon);
    painter.setFont(style.captionFont());
    painter.setPen(color);
    painter.drawText(QRectF(icon.right() + 5, sign.top(), width + 2, sign.height()), Qt::AlignLeft | Qt::AlignVCenter, word);
}

}  // namespace glassnet::ui
