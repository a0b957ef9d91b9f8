#include "ui/canvas/tools/LinkMarks.h"

#include <QPainter>

#include "ui/canvas/tools/Bundles.h"

namespace glassnet::ui {

namespace {

constexpr double kLinkMargin = 12;
constexpr double kAround = 14;  // how far the ground reaches beyond the curves

}  // namespace

LinkMarks::LinkMarks(const CanvasFrame& frame, const BuildMarks& marks) : m_frame(frame), m_marks(marks) {}

QRectF LinkMarks::boundingRect() const { return m_frame.geometry.bounds.adjusted(-kLinkMargin, -kLinkMargin, kLinkMargin, kLinkMargin); }

void LinkMarks::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    for (const auto& link : m_frame.geometry.links) {
        const bool selected = m_marks.building && m_marks.links.contains(link.id);
        const bool hovered = m_marks.hovered.kind == GrabKind::Link && m_marks.hovered.link == link.id;
        if (!selected && !hovered) {
            continue;
        }
        const QColor ground = m_frame.style.color(selected ? Token::AccentSoft : Token::Line);
        const auto band = bundleBand(m_frame.geometry, link);
        // A wide pen of the same color rounds the band off and gives a lone curve a body.
        painter->setPen(QPen(ground, kAround, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(ground);
        painter->drawPath(band.outline);
        if (selected) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(m_frame.style.color(Token::Accent), 1.6));
            painter->drawPath(band.top.path().translated(0, -kAround / 2));
            painter->drawPath(band.bottom.path().translated(0, kAround / 2));
        }
    }
}

}  // namespace glassnet::ui
