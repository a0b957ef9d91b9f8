#include "ui/canvas/CanvasBackdrop.h"

#include <QPainter>
#include <cmath>
#include <utility>

#include "ui/canvas/CanvasGround.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 4;      // around what is painted, for pens and smoothing
constexpr double kBlockText = 64;  // below a block of values stands their count, as wide as the card
constexpr int kPixels = 2;

}  // namespace

bool CanvasBackdrop::isSharpOn(const QPaintDevice& device) { return device.devicePixelRatioF() == std::round(device.devicePixelRatioF()); }

void CanvasBackdrop::draw(QPainter& painter, const QSize& size, const QRectF& rect) {
    const QTransform world = painter.worldTransform();
    if (!isSharpOn(*painter.device())) {
        paintGround(painter, m_frame.style, rect, world.m11());
        return;
    }
    painter.resetTransform();
    painter.drawImage(QPointF(), picture(world, size, painter.device()->devicePixelRatioF(), m_frame.hasBackdrop));
    painter.setWorldTransform(world);
}

const QImage& CanvasBackdrop::picture(const QTransform& world, const QSize& size, double pixelRatio, bool withCards) {
    const View view{world, size, pixelRatio, withCards};
    const QRect all(QPoint(0, 0), size);
    if (m_picture.isNull() || view != m_view) {
        begin(view);
        paint(all);
        return m_picture;
    }
    for (const QRectF& changed : withCards ? changes() : std::vector<QRectF>()) {
        const QRect part = world.mapRect(changed).toAlignedRect().adjusted(-kPixels, -kPixels, kPixels, kPixels) & all;
        if (!part.isEmpty()) {
            paint(part);
        }
    }
    return m_picture;
}

void CanvasBackdrop::begin(const View& view) {
    const QSize pixels = (QSizeF(view.size) * view.pixelRatio).toSize();
    for (QImage* image : {&m_ground, &m_picture}) {
        if (image->size() != pixels) {
            *image = QImage(pixels, QImage::Format_RGB32);
        }
        image->setDevicePixelRatio(view.pixelRatio);
    }
    m_view = view;
    paintBareGround();
    m_layers.clear();
    m_loss.reset();
    if (view.withCards) {
        for (const auto& item : m_frame.geometry.layers) {
            m_layers[item.first].item = std::make_unique<LayerItem>(m_frame, item.first);
        }
        m_loss = m_frame.geometry.loss ? std::make_unique<LossItem>(m_frame) : nullptr;
        (void)changes();
    }
}

std::vector<QRectF> CanvasBackdrop::changes() {
    std::vector<QRectF> changed;
    for (auto& [id, painted] : m_layers) {
        LayerLook look = lookOf(id);
        if (look != painted.look) {
            const QRectF reach = reachOf(m_frame.geometry.layers.at(id), look.shown);
            changed.push_back(painted.reach.united(reach));
            painted.look = std::move(look);
            painted.reach = reach;
        }
    }
    LossLook loss{m_frame.picture.loss, m_frame.hovered.thing == CanvasThing::Loss || m_frame.lights.loss};
    if (m_loss && loss != m_lossLook) {
        changed.push_back(m_loss->boundingRect());
    }
    m_lossLook = std::move(loss);
    return changed;
}

CanvasBackdrop::LayerLook CanvasBackdrop::lookOf(LayerId id) const {
    LayerLook look;
    look.shown = m_frame.picture.layers.at(id);
    const auto& hit = m_frame.hovered;
    const bool isHere = (hit.thing == CanvasThing::Layer || hit.thing == CanvasThing::Unit) && hit.layer == id;
    look.hovered = isHere ? hit : CanvasHit{};
    look.isLit = m_frame.lights.layers.contains(id);
    for (const auto& unit : look.shown.units) {
        for (const auto& tag : unit.tags) {
            look.litTags.push_back(m_frame.lights.isLit(tag.element));
        }
    }
    return look;
}

QRectF CanvasBackdrop::reachOf(const LayerGeometry& geometry, const LayerShown& shown) const {
    QRectF reach = m_layers.at(geometry.id).item->boundingRect();
    for (std::size_t i = 0; i < shown.units.size(); ++i) {
        const auto& tags = shown.units[i].tags;
        for (std::size_t k = 0; k < tags.size(); ++k) {
            reach |= geometry.tag(geometry.shown[i], k, tagWidth(m_frame.style, tags[k].text));
        }
    }
    return reach.adjusted(-kMargin, -kMargin, kMargin, geometry.isSampled() ? kBlockText : kMargin);
}

void CanvasBackdrop::paintBareGround() {
    QPainter painter(&m_ground);
    painter.setWorldTransform(m_view.world);
    paintGround(painter, m_frame.style, m_view.world.inverted().mapRect(QRectF(QPointF(), m_view.size)), m_view.world.m11());
}

void CanvasBackdrop::paint(const QRect& part) {
    QPainter painter(&m_picture);
    painter.setClipRect(part);
    // The part is of whole units of the window, and so of whole pixels.
    painter.drawImage(part, m_ground, QRectF(QPointF(part.topLeft()) * m_view.pixelRatio, QSizeF(part.size()) * m_view.pixelRatio));
    painter.setWorldTransform(m_view.world);
    const QRectF seen = m_view.world.inverted().mapRect(QRectF(part));
    for (const auto& each : m_layers) {
        if (each.second.reach.intersects(seen)) {
            painter.save();
            each.second.item->draw(painter);
            painter.restore();
        }
    }
    if (m_loss && m_loss->boundingRect().intersects(seen)) {
        m_loss->draw(painter);
    }
}

}  // namespace glassnet::ui
