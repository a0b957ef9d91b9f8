#include "ui/canvas/LayerItem.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

#include "ui/canvas/CanvasTexts.h"

namespace glassnet::ui {

namespace {

constexpr double kTitleLine = 20;
constexpr double kCaptionLine = 16;
constexpr double kLabelInset = 8;
constexpr double kLabelHeight = 18;
constexpr double kNumberInset = 5;
constexpr double kMargin = 10;
constexpr double kPinWidth = 2.6;
/// Half the pin's length, in radii.
constexpr double kPinReach = 0.5;

}  // namespace

LayerItem::LayerItem(const CanvasFrame& frame, LayerId layer) : m_frame(frame), m_layer(layer) {}

QRectF LayerItem::boundingRect() const {
    const auto& geometry = m_frame.geometry.layers.at(m_layer);
    return geometry.card.united(geometry.title).adjusted(-kMargin, -kMargin, kMargin, kMargin);
}

void LayerItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const auto& geometry = m_frame.geometry.layers.at(m_layer);
    const auto& shown = m_frame.picture.layers.at(m_layer);
    painter->setRenderHint(QPainter::Antialiasing);
    paintCard(*painter, geometry, shown);
    for (std::size_t i = 0; i < geometry.shown.size(); ++i) {
        paintUnit(*painter, geometry, geometry.shown[i], shown.units[i], shown.limit);
    }
}

void LayerItem::paintCard(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const {
    const auto& style = m_frame.style;
    const bool hovered = m_frame.hovered.thing == CanvasThing::Layer && m_frame.hovered.layer == m_layer;
    painter.setPen(QPen(style.color(hovered ? Token::Faint : Token::Line), 1));
    painter.setBrush(style.color(Token::Panel));
    painter.drawRoundedRect(geometry.card, CanvasStyle::kCorner, CanvasStyle::kCorner);

    QRectF line(geometry.title.left(), geometry.title.top(), geometry.title.width(), kTitleLine);
    painter.setFont(style.titleFont());
    painter.setPen(style.color(Token::Ink));
    painter.drawText(line, Qt::AlignCenter, QFontMetricsF(style.titleFont()).elidedText(shown.title, Qt::ElideRight, line.width()));
    line = QRectF(line.left(), line.bottom() - 1, line.width(), kCaptionLine);
    painter.setFont(style.captionFont());
    painter.setPen(style.color(Token::Mute));
    painter.drawText(line, Qt::AlignCenter, QFontMetricsF(style.captionFont()).elidedText(shown.subtitle, Qt::ElideRight, line.width()));

    if (geometry.gap) {
        const QRectF note(geometry.card.left(), geometry.gap->y() - kLabelHeight / 2, geometry.card.width(), kLabelHeight);
        painter.drawText(note, Qt::AlignCenter, CanvasTexts::leftOut(geometry.units, m_frame.numbers.locale()));
    }
}

void LayerItem::paintUnit(QPainter& painter, const LayerGeometry& geometry, const UnitSlot& slot, const UnitShown& unit,
                          double limit) const {
    const auto& style = m_frame.style;
    const double radius = geometry.metrics.radius;
    const bool hovered = m_frame.hovered == CanvasHit{CanvasThing::Unit, m_layer, {}, 0, unit.unit};
    const QRectF circle(slot.center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));

    QFont font = style.valueFont();
    if (unit.value) {
        const QColor fill = style.fill(*unit.value, limit);
        painter.setPen(QPen(style.color(hovered ? Token::Mute : Token::Faint), hovered ? 2 : 1));
        painter.setBrush(fill);
        painter.drawEllipse(circle);
        const QString text = fittedNumber(m_frame.numbers, *unit.value, 2 * (radius - kNumberInset), font);
        painter.setFont(font);
        painter.setPen(style.textOn(fill));
        painter.drawText(circle, Qt::AlignCenter, text);
    } else {
        QPen dashed(style.color(hovered ? Token::Mute : Token::Faint), hovered ? 1.8 : 1.3);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.setBrush(style.color(Token::Canvas));
        painter.drawEllipse(circle);
        painter.setFont(font);
        painter.setPen(style.color(Token::Mute));
        painter.drawText(circle, Qt::AlignCenter, QStringLiteral("?"));
    }
    if (unit.held) {
        painter.setPen(QPen(style.color(Token::Ink), kPinWidth, Qt::SolidLine, Qt::RoundCap));
        const QPointF reach(radius * kPinReach, 0);
        const QPointF top(slot.center.x(), circle.top());
        painter.drawLine(top - reach, top + reach);
    }
    if (unit.ring) {
        painter.setPen(QPen(style.color(Token::Accent), 2.2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(circle.adjusted(-CanvasStyle::kRingGap, -CanvasStyle::kRingGap, CanvasStyle::kRingGap, CanvasStyle::kRingGap));
    }

    // The label stands in the corner that the circle leaves free; a long name takes what lies beside the circle's upper edge.
    const QRectF label(geometry.card.left() + kLabelInset, slot.center.y() - radius - kLabelHeight / 2 - 2, radius * 1.1, kLabelHeight);
    painter.setFont(style.labelFont());
    painter.setPen(style.color(Token::Mute));
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(style.labelFont()).elidedText(unit.label, Qt::ElideRight, label.width()));

    for (std::size_t i = 0; i < unit.tags.size(); ++i) {
        const auto& tag = unit.tags[i];
        paintTag(painter, style, geometry.tag(slot, i, tagWidth(style, tag.text)), tag.text, tag.signedBy, tag.here);
    }
}

}  // namespace glassnet::ui
