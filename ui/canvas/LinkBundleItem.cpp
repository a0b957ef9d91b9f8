#include "ui/canvas/LinkBundleItem.h"

#include <QPainter>

namespace glassnet::ui {

namespace {

constexpr double kMargin = 12;
constexpr double kArrowLength = 8;
constexpr double kArrowSpread = 6;

}  // namespace

LinkBundleItem::LinkBundleItem(const CanvasFrame& frame, std::size_t index) : m_frame(frame), m_index(index) {
    for (const auto& connection : frame.geometry.links[index].connections) {
        // A level curve's rectangle has no height of its own.
        m_bounds = m_bounds.united(connection.curve.bounds().adjusted(-kMargin, -kMargin, kMargin, kMargin));
    }
}

void LinkBundleItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const auto& link = m_frame.geometry.links[m_index];
    const auto& shown = m_frame.picture.links.at(link.id);
    painter->setRenderHint(QPainter::Antialiasing);
    const auto isHovered = [&](const ConnectionGeometry& connection) {
        return m_frame.hovered == CanvasHit{CanvasThing::Connection, {}, link.id, connection.from, connection.to};
    };
    for (const auto emphasis : {Emphasis::Faint, Emphasis::Plain, Emphasis::Strong}) {
        for (std::size_t i = 0; i < link.connections.size(); ++i) {
            if (shown.connections[i].emphasis == emphasis) {
                paintConnection(*painter, link.connections[i], shown.connections[i], isHovered(link.connections[i]));
            }
        }
    }
}

void LinkBundleItem::paintConnection(QPainter& painter, const ConnectionGeometry& geometry, const ConnectionShown& shown,
                                     bool hovered) const {
    painter.setPen(m_frame.style.pen(shown, hovered));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(geometry.curve.path());
    if (shown.gradient && shown.emphasis == Emphasis::Strong) {
        const QPointF tip = geometry.curve.at(kArrowPlace);
        const QPointF along = geometry.curve.directionAt(kArrowPlace);
        const QPointF across(-along.y(), along.x());
        const QPointF back = tip + along * kArrowLength;
        painter.setPen(QPen(m_frame.style.color(Token::Ink), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({back + across * kArrowSpread, tip, back - across * kArrowSpread}));
    }
}

}  // namespace glassnet::ui
