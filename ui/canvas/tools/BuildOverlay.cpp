#include "ui/canvas/tools/BuildOverlay.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>
#include <algorithm>

#include "ui/canvas/tools/Bundles.h"
#include "ui/canvas/tools/ToolPainting.h"

namespace glassnet::ui {

namespace {

constexpr double kFar = 1e6;
constexpr double kDim = 0.66;
constexpr double kFade = 0.82;
constexpr double kBandEdge = 10;  // wider than the thickest curve
constexpr float kGhostOpacity = 0.9F;
constexpr double kBuildOverlayTitleLine = 20;
constexpr double kBuildOverlayCaptionLine = 16;

// Pixels on the screen.
constexpr double kPort = 5;
constexpr double kWordsAway = 18;
constexpr double kWordsWidth = 280;
constexpr double kWordsPadding = 10;
constexpr double kGapTick = 5;

QPen cosmetic(const QColor& color, double width, Qt::PenStyle style = Qt::SolidLine) {
    QPen pen(color, width, style);
    pen.setCosmetic(true);
    return pen;
}

}  // namespace

BuildOverlay::BuildOverlay(const CanvasFrame& frame, const BuildPreview& preview, const BuildMarks& marks)
    : m_frame(frame), m_preview(preview), m_marks(marks) {}

QRectF BuildOverlay::boundingRect() const { return {-kFar, -kFar, 2 * kFar, 2 * kFar}; }

void BuildOverlay::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    const double pixel = 1 / QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    paintTargets(*painter);
    paintReplaced(*painter);
    paintGhost(*painter);
    paintGuides(*painter, pixel);
    paintBand(*painter);
    paintPorts(*painter, pixel);
    paintSteppers(*painter, pixel);
    paintLink(*painter, pixel);
    paintUnit(*painter, pixel);
    paintWords(*painter, pixel);
}

void BuildOverlay::paintTargets(QPainter& painter) const {
    const auto& layers = m_frame.geometry.layers;
    QColor ground = m_frame.style.color(Token::Canvas);
    ground.setAlphaF(static_cast<float>(kDim));
    for (const auto id : m_preview.dimmed) {
        if (const auto layer = layers.find(id); layer != layers.end()) {
            painter.fillRect(layer->second.card.adjusted(-1, -1, 1, 1), ground);
            painter.fillRect(layer->second.title.adjusted(0, 0, 0, -1), ground);
        }
    }
    for (const auto id : m_preview.lit) {
        if (const auto layer = layers.find(id); layer != layers.end()) {
            painter.setPen(QPen(m_frame.style.color(Token::Accent), 2.2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(layer->second.card, CanvasStyle::kCorner, CanvasStyle::kCorner);
        }
    }
}

void BuildOverlay::paintReplaced(QPainter& painter) const {
    if (!m_preview.replaced) {
        return;
    }
    for (const auto& link : m_frame.geometry.links) {
        if (link.id == *m_preview.replaced) {
            const QRectF source = m_frame.geometry.layers.at(link.from).card;
            const QRectF target = m_frame.geometry.layers.at(link.to).card;
            QColor ground = m_frame.style.color(Token::Canvas);
            ground.setAlphaF(static_cast<float>(kFade));
            painter.save();
            // Inside the cards the curves stay: there the new links begin and end too.
            painter.setClipRect(QRectF(source.right() + 1, -kFar, target.left() - source.right() - 2, 2 * kFar), Qt::IntersectClip);
            const QPainterPath band = bundleBand(m_frame.geometry, link).outline;
            QPainterPathStroker edge;
            edge.setWidth(kBandEdge);
            edge.setJoinStyle(Qt::RoundJoin);
            painter.fillPath(band.united(edge.createStroke(band)), ground);
            painter.restore();
        }
    }
}

void BuildOverlay::paintGhost(QPainter& painter) const {
    const auto& style = m_frame.style;
    const QColor accent = style.color(Token::Accent);
    QColor faint = accent;
    faint.setAlphaF(0.65F);
    QPen dotted(faint, 1.3, Qt::CustomDashLine, Qt::RoundCap);
    dotted.setDashPattern({0.2, 4});
    painter.setPen(dotted);
    painter.setBrush(Qt::NoBrush);
    for (const auto& wire : m_preview.wires) {
        painter.drawPath(wire.path());
    }
    if (!m_preview.ghost) {
        return;
    }
    const auto& ghost = *m_preview.ghost;
    QColor ground = style.color(Token::AccentSoft);
    ground.setAlphaF(kGhostOpacity);
    QPen dashed(accent, 1.6);
    dashed.setDashPattern({4, 3});
    painter.setPen(dashed);
    painter.setBrush(ground);
    painter.drawRoundedRect(ghost.layer.card, CanvasStyle::kCorner, CanvasStyle::kCorner);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    for (const auto& slot : ghost.layer.shown) {
        painter.drawEllipse(slot.center, ghost.layer.metrics.radius, ghost.layer.metrics.radius);
    }
    const QRectF& title = ghost.layer.title;
    const double words = std::max(QFontMetricsF(style.titleFont()).horizontalAdvance(ghost.title),
                                  QFontMetricsF(style.captionFont()).horizontalAdvance(ghost.caption));
    QColor behind = style.color(Token::Canvas);
    behind.setAlphaF(kGhostOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(behind);
    painter.drawRoundedRect(
        QRectF(title.center().x() - words / 2 - 8, title.top() - 3, words + 16, kBuildOverlayTitleLine + kBuildOverlayCaptionLine + 4), 8,
        8);
    QRectF line(title.left(), title.top(), title.width(), kBuildOverlayTitleLine);
    painter.setPen(accent);
    painter.setFont(style.titleFont());
    painter.drawText(line, Qt::AlignCenter, ghost.title);
    line = QRectF(line.left(), line.bottom() - 1, line.width(), kBuildOverlayCaptionLine);
    painter.setFont(style.captionFont());
    painter.drawText(line, Qt::AlignCenter, ghost.caption);
}

void BuildOverlay::paintGuides(QPainter& painter, double pixel) const {
    const QColor accent = m_frame.style.color(Token::Accent);
    for (const auto& guide : m_preview.guides) {
        if (guide.kind == GuideKind::Line) {
            QPen dotted = cosmetic(accent, 1.4, Qt::CustomDashLine);
            dotted.setCapStyle(Qt::RoundCap);
            dotted.setDashPattern({0.2, 3.5});
            painter.setPen(dotted);
            painter.drawLine(guide.line);
            continue;
        }
        painter.setPen(cosmetic(accent, 1.2));
        painter.drawLine(guide.line);
        const double tick = kGapTick * pixel;
        const bool level = guide.line.dy() == 0;
        const QPointF across = level ? QPointF(0, tick) : QPointF(tick, 0);
        for (const QPointF& end : {guide.line.p1(), guide.line.p2()}) {
            painter.drawLine(end - across, end + across);
        }
    }
}

void BuildOverlay::paintBand(QPainter& painter) const {
    if (!m_preview.band) {
        return;
    }
    QColor ground = m_frame.style.color(Token::AccentSoft);
    ground.setAlphaF(0.4F);
    painter.setPen(cosmetic(m_frame.style.color(Token::Accent), 1));
    painter.setBrush(ground);
    painter.drawRect(*m_preview.band);
}

void BuildOverlay::paintLink(QPainter& painter, double pixel) const {
    if (!m_preview.link) {
        return;
    }
    const auto& link = *m_preview.link;
    const QColor color = m_frame.style.color(link.allowed ? Token::Accent : Token::Faint);
    QPen pen = cosmetic(color, 2.2, link.allowed ? Qt::SolidLine : Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(link.curve.path());
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const QPointF& end : {link.curve.from(), link.curve.to()}) {
        painter.drawEllipse(end, kPort * pixel, kPort * pixel);
    }
}

void BuildOverlay::paintUnit(QPainter& painter, double pixel) const {
    const auto& style = m_frame.style;
    const QColor accent = style.color(Token::Accent);
    if (m_preview.mark) {
        painter.setPen(QPen(accent, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(*m_preview.mark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawEllipse(m_preview.mark->p1(), kPort * pixel, kPort * pixel);
        painter.drawEllipse(m_preview.mark->p2(), kPort * pixel, kPort * pixel);
    }
    if (m_preview.unit) {
        QColor ground = style.color(Token::AccentSoft);
        ground.setAlphaF(0.85F);
        QPen dashed(accent, 1.6);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.setBrush(ground);
        const double radius = m_preview.unit->radius;
        painter.drawEllipse(m_preview.unit->center, radius, radius);
        painter.setPen(accent);
        painter.setFont(style.labelFont());
        const QRectF circle(m_preview.unit->center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
        painter.drawText(circle, Qt::AlignCenter, m_preview.unit->label);
    }
}

void BuildOverlay::paintPorts(QPainter& painter, double pixel) const {
    const auto& grab = m_marks.hovered;
    const auto layer = m_frame.geometry.layers.find(grab.layer);
    if (layer == m_frame.geometry.layers.end()) {
        return;
    }
    const QRectF& card = layer->second.card;
    const QColor accent = m_frame.style.color(Token::Accent);
    if (grab.kind == GrabKind::OutEdge || grab.kind == GrabKind::InEdge) {
        const double x = grab.kind == GrabKind::OutEdge ? card.right() : card.left();
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawEllipse(QPointF(x, card.center().y()), 1.3 * kPort * pixel, 1.3 * kPort * pixel);
        painter.setPen(cosmetic(accent, 2.5));
        painter.drawLine(QPointF(x, card.top() + CanvasStyle::kCorner), QPointF(x, card.bottom() - CanvasStyle::kCorner));
    } else if (grab.kind == GrabKind::LowerEdge) {
        painter.setPen(cosmetic(accent, 2.5));
        painter.drawLine(QPointF(card.left() + CanvasStyle::kCorner, card.bottom()),
                         QPointF(card.right() - CanvasStyle::kCorner, card.bottom()));
    }
}

void BuildOverlay::paintSteppers(QPainter& painter, double pixel) const {
    const auto layer = m_frame.geometry.layers.find(m_marks.stepped);
    const bool busy = m_preview.ghost || m_preview.link || m_preview.unit || m_preview.band || !m_preview.guides.empty();
    if (layer == m_frame.geometry.layers.end() || busy) {
        return;
    }
    const auto steppers = steppersOf(layer->second, 1 / pixel);
    if (!steppers) {
        return;
    }
    const auto& style = m_frame.style;
    const double corner = steppers->pill.height() / 2;
    painter.setPen(cosmetic(style.color(Token::Line), 1));
    painter.setBrush(style.color(Token::Panel));
    painter.drawRoundedRect(steppers->pill, corner, corner);
    for (const bool more : {false, true}) {
        const QRectF& button = more ? steppers->more : steppers->fewer;
        const bool hovered = m_marks.hovered.kind == (more ? GrabKind::More : GrabKind::Fewer);
        if (hovered) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(style.color(Token::AccentSoft));
            painter.drawRoundedRect(button, corner, corner);
        }
        const bool possible = more || layer->second.units > 1;
        QPen pen = cosmetic(style.color(!possible ? Token::Faint : hovered ? Token::Accent : Token::Ink), 1.6);
        pen.setCapStyle(Qt::RoundCap);
        painter.setPen(pen);
        paintStep(painter, button, 5 * pixel, more);
    }
    painter.save();
    painter.translate(steppers->pill.center());
    painter.scale(pixel, pixel);
    painter.setFont(style.tagFont());
    painter.setPen(style.color(Token::Ink));
    painter.drawText(QRectF(-28, -12, 56, 24), Qt::AlignCenter, m_frame.numbers.locale().toString(qlonglong{layer->second.units}));
    painter.restore();
}

void BuildOverlay::paintWords(QPainter& painter, double pixel) const {
    if (!m_preview.words) {
        return;
    }
    const auto& words = *m_preview.words;
    const auto& style = m_frame.style;
    const double icon = words.warning ? 22 : 0;
    const QFontMetricsF metrics(style.labelFont());
    const QRectF text = metrics.boundingRect(QRectF(0, 0, kWordsWidth, 1000), Qt::AlignLeft | Qt::TextWordWrap, words.text);
    const QSizeF size(text.width() + icon + 2 * kWordsPadding + 1, text.height() + 1.4 * kWordsPadding);
    painter.save();
    painter.translate(words.place);
    painter.scale(pixel, pixel);
    // In pixels about the pointer; words never leave the window.
    const QRectF room((m_preview.visible.topLeft() - words.place) / pixel, m_preview.visible.size() / pixel);
    QPointF corner(kWordsAway, kWordsAway);
    if (!m_preview.visible.isEmpty()) {
        corner.setX(corner.x() + size.width() > room.right() ? -kWordsAway - size.width() : corner.x());
        corner.setY(corner.y() + size.height() > room.bottom() ? -kWordsAway - size.height() : corner.y());
        corner.setX(std::max(corner.x(), room.left() + 4));
    }
    const QRectF bubble(corner, size);
    painter.setPen(QPen(style.color(words.warning ? Token::Warning : Token::Line), 1));
    painter.setBrush(style.color(Token::Panel));
    painter.drawRoundedRect(bubble, 8, 8);
    if (words.warning) {
        paintWarning(painter, style, QRectF(bubble.left() + kWordsPadding, bubble.center().y() - 7, 14, 14));
    }
    painter.setFont(style.labelFont());
    painter.setPen(style.color(Token::Ink));
    painter.drawText(bubble.adjusted(kWordsPadding + icon, 0, -kWordsPadding + 1, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                     words.text);
    painter.restore();
}

}  // namespace glassnet::ui
