#include "ui/canvas/LinkTagsItem.h"

#include <QPainter>

namespace glassnet::ui {

namespace {

constexpr double kReach = 160;  // a tag may stand out over the end of its curve

}  // namespace

LinkTagsItem::LinkTagsItem(const CanvasFrame& frame) : m_frame(frame) {}

QRectF LinkTagsItem::boundingRect() const { return m_frame.geometry.bounds.adjusted(-kReach, -kReach, kReach, kReach); }

void LinkTagsItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    for (const auto& tag : m_frame.tags) {
        const bool isHovered = m_frame.hovered == CanvasHit{CanvasThing::Connection, {}, tag.link, tag.from, tag.to};
        paintTag(*painter, m_frame.style, tag.rect, tag.text, tag.signedBy, tag.here, isHovered || m_frame.lights.links.contains(tag.link));
    }
}

}  // namespace glassnet::ui
