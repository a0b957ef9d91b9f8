#include "ui/canvas/LayerItem.h"

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/CanvasTexts.h"
#include "ui/canvas/DetailLevel.h"
#include "ui/theme/LaidText.h"

namespace glassnet::ui {

namespace {

constexpr double kTitleLine = 20;
constexpr double kCaptionLine = 16;
constexpr double kLabelInset = 8;
constexpr double kLabelHeight = 18;
constexpr double kCaptionGap = 3;
constexpr double kNumberInset = 5;
constexpr double kLayerMargin = 10;
constexpr double kPinWidth = 2.6;
/// Half the pin's length, in radii.
constexpr double kPinReach = 0.5;
constexpr double kFill = 0.84;  // of the room from unit to unit that a small circle takes
constexpr double kPointed = 9;  // radius of the mark at a unit without a circle
constexpr int kBlockRows = 512;

std::optional<double> valueAt(const LayerShown& shown, std::int64_t unit) {
    return shown.values ? std::optional(shown.values->tensor.at(shown.values->first + unit)) : std::nullopt;
}

/// The values of a layer from its first unit to its last, several in a row of pixels by their mean where there are many.
QImage blockImage(const CanvasStyle& style, const LayerGeometry& geometry, const LayerShown& shown) {
    const auto rows = std::min<std::int64_t>(kBlockRows, geometry.units);
    QImage image(1, static_cast<int>(rows), QImage::Format_RGB32);
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::int64_t first = row * geometry.units / rows;
        const std::int64_t last = (row + 1) * geometry.units / rows;
        double sum = 0;
        for (std::int64_t unit = first; unit < last; ++unit) {
            sum += *valueAt(shown, unit);
        }
        image.setPixel(0, static_cast<int>(row), style.fill(sum / static_cast<double>(last - first), shown.limit).rgb());
    }
    return image;
}

}  // namespace

LayerItem::LayerItem(const CanvasFrame& frame, LayerId layer) : m_frame(frame), m_layer(layer) {}

QRectF LayerItem::boundingRect() const {
    const auto& geometry = m_frame.geometry.layers.at(m_layer);
    return geometry.card.united(geometry.title).adjusted(-kLayerMargin, -kLayerMargin, kLayerMargin, kLayerMargin);
}

void LayerItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (!m_frame.hasBackdrop) {
        draw(*painter);
    }
}

void LayerItem::draw(QPainter& painter) const {
    const auto& geometry = m_frame.geometry.layers.at(m_layer);
    const auto& shown = m_frame.picture.layers.at(m_layer);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter, geometry, shown);
    const double zoom = painter.worldTransform().m11();
    const LayerDetail detail = layerDetail(geometry, zoom);
    if (!geometry.isSampled()) {
        for (std::size_t i = 0; i < geometry.shown.size(); ++i) {
            if (!shown.units[i].pictured && geometry.reach() > geometry.metrics.radius) {
                paintPins(painter, geometry, geometry.shown[i].center, geometry.metrics.radius);
            }
            paintUnit(painter, geometry, geometry.shown[i], shown.units[i], shown.limit);
        }
        return;
    }
    const auto faded = [&](double opacity, auto paintForm) {
        if (opacity > 0) {
            painter.setOpacity(opacity);
            (this->*paintForm)(painter, geometry, shown);
        }
    };
    faded(detail.block, &LayerItem::paintBlock);
    faded(detail.sampled, &LayerItem::paintSampled);
    faded(detail.units, &LayerItem::paintEveryUnit);
    painter.setOpacity(1);
    if (detail.units < 0.5) {
        paintPointed(painter, geometry, shown);
    }
}

void LayerItem::paintCard(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const {
    const auto& style = m_frame.style;
    const bool hovered = m_frame.hovered.thing == CanvasThing::Layer && m_frame.hovered.layer == m_layer;
    // Pictures stand on the ground by themselves; the card of a long column is where its connections end.
    const bool isBare = geometry.picture > 0 && !geometry.isSampled();
    painter.setPen(QPen(style.color(hovered ? Token::Faint : Token::Line), 1));
    painter.setBrush(isBare ? QBrush(Qt::NoBrush) : QBrush(style.color(Token::Panel)));
    if (!isBare || hovered) {
        painter.drawRoundedRect(geometry.card, CanvasStyle::kCorner, CanvasStyle::kCorner);
    }

    if (textDetail(painter.worldTransform().m11(), style.scale()) == 0) {
        return;
    }
    QRectF line(geometry.title.left(), geometry.title.top(), geometry.title.width(), style.scaled(kTitleLine));
    painter.setPen(style.color(Token::Ink));
    LaidText::draw(painter, style.titleFont(), line, Qt::AlignCenter, LaidText::elided(style.titleFont(), shown.title, line.width()));
    line = QRectF(line.left(), line.bottom() - 1, line.width(), style.scaled(kCaptionLine));
    painter.setPen(style.color(Token::Mute));
    LaidText::draw(painter, style.captionFont(), line, Qt::AlignCenter,
                   LaidText::elided(style.captionFont(), shown.subtitle, line.width()));
}

void LayerItem::paintSampled(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const {
    for (std::size_t i = 0; i < geometry.shown.size(); ++i) {
        paintPins(painter, geometry, geometry.shown[i].center, shown.units[i].pictured ? geometry.reach() : geometry.metrics.radius);
        paintUnit(painter, geometry, geometry.shown[i], shown.units[i], shown.limit);
    }
    const double height = m_frame.style.scaled(kLabelHeight);
    const QRectF note(geometry.card.left(), geometry.gap->y() - height / 2, geometry.card.width(), height);
    painter.setPen(m_frame.style.color(Token::Mute));
    LaidText::draw(painter, m_frame.style.captionFont(), note, Qt::AlignCenter,
                   CanvasTexts::leftOut(geometry.units, m_frame.numbers.locale()));
}

void LayerItem::paintEveryUnit(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const {
    const double part = std::min(1.0, kFill * geometry.column.step / (2 * geometry.metrics.radius));
    const QRectF seen = painter.worldTransform().inverted().mapRect(QRectF(painter.viewport()));
    const std::int64_t first = geometry.column.firstNotAbove(seen.top() - geometry.column.step);
    for (std::int64_t unit = first; unit < geometry.units && geometry.column.at(unit) < seen.bottom() + geometry.column.step; ++unit) {
        UnitShown one;
        one.unit = unit;
        one.value = valueAt(shown, unit);
        const auto known =
            std::find_if(shown.units.begin(), shown.units.end(), [unit](const UnitShown& each) { return each.unit == unit; });
        one.ring = known != shown.units.end() && known->ring;
        const UnitSlot slot{unit, geometry.center(unit)};
        paintPins(painter, geometry, slot.center, part * geometry.metrics.radius);
        painter.save();
        painter.translate(slot.center);
        painter.scale(part, part);
        painter.translate(-slot.center);
        paintUnit(painter, geometry, slot, one, shown.limit);
        painter.restore();
    }
}

void LayerItem::paintPins(QPainter& painter, const LayerGeometry& geometry, const QPointF& center, double radius) const {
    painter.setPen(QPen(m_frame.style.color(Token::Line), m_frame.style.scaled(1)));
    painter.drawLine(center + QPointF(radius, 0), QPointF(geometry.rightPort(), center.y()));
    painter.drawLine(center - QPointF(radius, 0), QPointF(geometry.leftPort(), center.y()));
}

void LayerItem::paintBlock(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const {
    const auto& style = m_frame.style;
    const double radius = geometry.metrics.radius;
    const QRectF block(geometry.column.x - radius, geometry.column.first, 2 * radius, geometry.column.last() - geometry.column.first);
    if (shown.values) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(block, blockImage(style, geometry, shown));
    }
    QPen pen(style.color(Token::Faint), 1, shown.values ? Qt::SolidLine : Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(shown.values ? QBrush(Qt::NoBrush) : QBrush(style.color(Token::Canvas)));
    painter.drawRect(block);
    // Seen from far: as large as the card is wide.
    const QString text = CanvasTexts::count(geometry.units, m_frame.numbers.locale());
    QFont font = style.captionFont();
    font.setPointSizeF(font.pointSizeF() * (geometry.card.width() - 2 * kLabelInset) / LaidText::width(font, text));
    const QRectF line(geometry.card.left(), block.bottom() + kLabelInset / 2, geometry.card.width(), LaidText::height(font));
    painter.setPen(style.color(Token::Mute));
    LaidText::draw(painter, font, line, Qt::AlignCenter, text);
}

void LayerItem::paintPointed(QPainter& painter, const LayerGeometry& geometry, const LayerShown& shown) const {
    const auto& hit = m_frame.hovered;
    const bool isHere = hit.thing == CanvasThing::Unit && hit.layer == m_layer && hit.to < geometry.units;
    if (!isHere || (geometry.slot(hit.to) != nullptr && layerDetail(geometry, painter.worldTransform().m11()).sampled > 0.5)) {
        return;
    }
    const auto value = valueAt(shown, hit.to);
    painter.setPen(QPen(m_frame.style.color(Token::Mute), 2));
    painter.setBrush(value ? m_frame.style.fill(*value, shown.limit) : m_frame.style.color(Token::Canvas));
    painter.drawEllipse(geometry.center(hit.to), kPointed, kPointed);
}

void LayerItem::paintCaption(QPainter& painter, const LayerGeometry& geometry, const UnitSlot& slot, const UnitShown& unit) const {
    const auto& font = m_frame.style.labelFont();
    const double height = m_frame.style.scaled(kLabelHeight);
    const double bottom = slot.center.y() - geometry.reach() - kCaptionGap;
    const QRectF line(slot.center.x() - geometry.reach(), bottom - height, 2 * geometry.reach(), height);
    painter.setPen(m_frame.style.color(Token::Mute));
    LaidText::draw(painter, font, line, Qt::AlignLeft | Qt::AlignVCenter, LaidText::elided(font, unit.label, line.width()));
}

void LayerItem::paintUnit(QPainter& painter, const LayerGeometry& geometry, const UnitSlot& slot, const UnitShown& unit,
                          double limit) const {
    const auto& style = m_frame.style;
    const double radius = geometry.metrics.radius;
    // What nobody can read is not drawn.
    const bool isReadable = textDetail(painter.worldTransform().m11(), style.scale()) > 0;
    if (unit.pictured) {
        // The picture itself lies above the links.
        if (isReadable) {
            paintCaption(painter, geometry, slot, unit);
        }
        return;
    }
    const bool hovered = isUnitLit(m_frame, m_layer, unit.unit);
    const QRectF circle(slot.center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));

    QFont font = style.valueFont();
    if (unit.value) {
        const QColor fill = style.fill(*unit.value, limit);
        painter.setPen(QPen(style.color(hovered ? Token::Mute : Token::Faint), style.scaled(hovered ? 2 : 1)));
        painter.setBrush(fill);
        painter.drawEllipse(circle);
        if (isReadable) {
            const QString text = fittedNumber(m_frame.numbers, *unit.value, 2 * (radius - kNumberInset), font);
            painter.setPen(style.textOn(fill));
            LaidText::draw(painter, font, circle, Qt::AlignCenter, text);
        }
    } else {
        QPen dashed(style.color(hovered ? Token::Mute : Token::Faint), style.scaled(hovered ? 1.8 : 1.3));
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.setBrush(style.color(Token::Canvas));
        painter.drawEllipse(circle);
        painter.setPen(style.color(Token::Mute));
        LaidText::draw(painter, font, circle, Qt::AlignCenter, QStringLiteral("?"));
    }
    if (unit.held) {
        painter.setPen(QPen(style.color(Token::Ink), style.scaled(kPinWidth), Qt::SolidLine, Qt::RoundCap));
        const QPointF reach(radius * kPinReach, 0);
        const QPointF top(slot.center.x(), circle.top());
        painter.drawLine(top - reach, top + reach);
    }
    if (unit.ring) {
        const double gap = style.ringGap();
        painter.setPen(QPen(style.color(Token::Accent), style.scaled(2.2)));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(circle.adjusted(-gap, -gap, gap, gap));
    }

    if (!isReadable) {
        return;
    }
    // The label stands in the corner that the circle leaves free; a long name takes what lies beside the circle's upper edge.
    const double labelHeight = style.scaled(kLabelHeight);
    const QRectF label(geometry.card.left() + kLabelInset, slot.center.y() - radius - labelHeight / 2 - 2, radius * 1.1, labelHeight);
    QFont labelFont = style.labelFont();
    if (geometry.isSampled()) {
        // Numbers of units are long here, and none may be cut.
        const double needed = LaidText::width(labelFont, unit.label);
        labelFont.setPointSizeF(labelFont.pointSizeF() * std::min(1.0, label.width() / std::max(1.0, needed)));
    }
    painter.setPen(style.color(Token::Mute));
    LaidText::draw(painter, labelFont, label, Qt::AlignLeft | Qt::AlignVCenter,
                   LaidText::elided(labelFont, unit.label, label.width() + (geometry.isSampled() ? 1 : 0)));

    for (std::size_t i = 0; i < unit.tags.size(); ++i) {
        const auto& tag = unit.tags[i];
        paintTag(painter, style, geometry.tag(slot, i, tagWidth(style, tag.text)), tag.text, tag.signedBy, tag.here,
                 m_frame.lights.isLit(tag.element));
    }
}

}  // namespace glassnet::ui
