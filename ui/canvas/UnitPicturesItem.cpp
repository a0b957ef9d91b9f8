#include "ui/canvas/UnitPicturesItem.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/DetailLevel.h"

namespace glassnet::ui {

namespace {

constexpr double kCorner = 0.14;  // of the side
constexpr double kUnitPicturesInset = 2;   // from the hairline to the map, canvas units
constexpr double kUnitPicturesReach = 24;  // a ring stands out over the square
constexpr double kUnitPicturesPinReach = 0.25;
constexpr double kUnitPicturesPinWidth = 2.6;
/// A map has no more to show: seen from nearer its picture is drawn larger.
constexpr int kMostPixels = 384;

/// How much is seen of a layer's pictures: of a long column they belong to its few units, not to the block or the small circles of all.
double picturesDetail(const LayerGeometry& layer, double zoom) { return layer.isSampled() ? layerDetail(layer, zoom).sampled : 1; }

void drawSquare(QPainter& painter, const QRectF& square, double corner, const QPen& pen) {
    const double half = pen.widthF() / 2;
    painter.setPen(pen);
    painter.drawRoundedRect(square.adjusted(half, half, -half, -half), corner - half, corner - half);
}

}  // namespace

UnitPicturesItem::UnitPicturesItem(const CanvasFrame& frame) : m_frame(frame) {}

QRectF UnitPicturesItem::boundingRect() const {
    return m_frame.geometry.bounds.adjusted(-kUnitPicturesReach, -kUnitPicturesReach, kUnitPicturesReach, kUnitPicturesReach);
}

void UnitPicturesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (!m_frame.pictures) {
        return;
    }
    const double ratio = painter->device()->devicePixelRatioF();
    const QTransform world = painter->worldTransform();
    const double zoom = world.m11();
    const QTransform toPixels = world * QTransform::fromScale(ratio, ratio);
    if (const Look look{zoom * ratio, m_frame.style.theme().isDark()}; look != m_look) {
        m_thumbnails = {};
        m_look = look;
    }
    const QRect window = QRectF(QPointF(), QSizeF(painter->device()->width(), painter->device()->height()) * ratio).toAlignedRect();
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter->setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
    for (const auto& [id, layer] : m_frame.geometry.layers) {
        const double opacity = layer.picture > 0 ? picturesDetail(layer, zoom) : 0;
        const auto& shown = m_frame.picture.layers.at(id);
        for (std::size_t i = 0; opacity > 0 && i < shown.units.size(); ++i) {
            const QPointF half(layer.picture / 2, layer.picture / 2);
            const QRectF place = toPixels.mapRect(QRectF(layer.shown[i].center - half, layer.shown[i].center + half));
            // Equal squares stay equal: only where they begin is rounded.
            const auto side = static_cast<int>(std::lround(place.width()));
            const QRect frame(place.topLeft().toPoint(), QSize(side, side));
            if (shown.units[i].pictured && frame.intersects(window)) {
                painter->setOpacity(opacity);
                paintUnit(*painter, id, shown.units[i], frame);
            }
        }
    }
    painter->restore();
}

void UnitPicturesItem::paintUnit(QPainter& painter, LayerId layer, const UnitShown& unit, const QRect& frame) {
    const auto& style = m_frame.style;
    const double pixels = m_look.pixels;
    const bool isPointedAt = isUnitLit(m_frame, layer, unit.unit);
    const double corner = kCorner * frame.width();
    const double line = std::max(1.0, std::round(style.scaled(isPointedAt ? 2 : 1) * pixels));
    painter.setBrush(style.color(Token::Panel));
    drawSquare(painter, frame, corner, QPen(style.color(isPointedAt ? Token::Mute : Token::Faint), line));
    const int inset = static_cast<int>(line) + std::max(1, static_cast<int>(std::lround((kUnitPicturesInset - 1) * pixels)));
    paintMap(painter, m_frame.pictures->of(layer, unit.unit), frame.adjusted(inset, inset, -inset, -inset));
    painter.setBrush(Qt::NoBrush);
    if (unit.held) {
        painter.setPen(QPen(style.color(Token::Ink), style.scaled(kUnitPicturesPinWidth) * pixels, Qt::SolidLine, Qt::RoundCap));
        const QPointF top(frame.x() + frame.width() / 2.0, frame.y());
        const QPointF reach(frame.width() * kUnitPicturesPinReach, 0);
        painter.drawLine(top - reach, top + reach);
    }
    if (unit.ring) {
        // Close around the square: the name stands right above.
        const double width = std::max(2.0, std::round(style.scaled(2.2) * pixels));
        drawSquare(painter, QRectF(frame).adjusted(-width, -width, width, width), corner + width, QPen(style.color(Token::Accent), width));
    }
}

void UnitPicturesItem::paintMap(QPainter& painter, const std::shared_ptr<const MapImage>& map, const QRect& inside) {
    if (inside.isEmpty()) {
        return;
    }
    const QImage image = m_thumbnails.picture(map, std::min(inside.width(), kMostPixels), 1, m_frame.style.theme());
    QBrush brush(image);
    QTransform place = QTransform::fromTranslate(inside.x(), inside.y());
    brush.setTransform(
        place.scale(inside.width() / static_cast<double>(image.width()), inside.height() / static_cast<double>(image.height())));
    const double corner = kCorner * inside.width();
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawRoundedRect(inside, corner, corner);
}

}  // namespace glassnet::ui
