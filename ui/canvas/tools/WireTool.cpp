#include "ui/canvas/tools/WireTool.h"

#include <algorithm>

#include "ui/canvas/CanvasView.h"
#include "ui/canvas/tools/ToolTexts.h"

namespace glassnet::ui {

std::pair<LayerId, LayerId> WireTool::endsWith(LayerId other) const {
    return m_forward ? std::pair(m_layer, other) : std::pair(other, m_layer);
}

void WireTool::begin(const Grab& grab, const ToolPoint& at) {
    m_layer = grab.layer;
    m_forward = grab.kind == GrabKind::OutEdge;
    const QRectF card = m_context.frame.geometry.layers.at(m_layer).card;
    m_anchor = QPointF(m_forward ? card.right() : card.left(), std::clamp(at.scene.y(), card.top(), card.bottom()));
    m_refused.clear();
    for (const auto& [id, layer] : m_context.frame.geometry.layers) {
        const auto [from, to] = endsWith(id);
        const auto reason = id != m_layer && m_context.connectRule ? m_context.connectRule(from, to) : std::nullopt;
        if (reason) {
            m_refused[id] = *reason;
        }
    }
}

void WireTool::move(const ToolPoint& at) {
    auto& preview = m_context.preview;
    preview.dimmed.clear();
    for (const auto& [id, reason] : m_refused) {
        preview.dimmed.insert(id);
    }
    preview.lit.clear();
    preview.words.reset();
    const LayerId other = layerAt(at.scene);
    const auto refused = m_refused.find(other);
    QPointF end = at.scene;
    if (refused != m_refused.end()) {
        preview.words = PointerWords{refused->second, true, at.scene};
    } else if (other.valid() && other != m_layer) {
        const QRectF card = m_context.frame.geometry.layers.at(other).card;
        end = QPointF(m_forward ? card.left() : card.right(), card.center().y());
        preview.lit.insert(other);
        const auto [from, to] = endsWith(other);
        preview.words = PointerWords{ToolTexts::link(nameOf(from), nameOf(to)), false, at.scene};
    }
    const bool allowed = refused == m_refused.end();
    preview.link = m_forward ? GhostLink{LinkCurve(m_anchor, end), allowed} : GhostLink{LinkCurve(end, m_anchor), allowed};
}

void WireTool::finish(const ToolPoint& at) {
    const LayerId other = layerAt(at.scene);
    if (other.valid() && other != m_layer && !m_refused.contains(other)) {
        const auto [from, to] = endsWith(other);
        emit m_context.view.linkDrawn(from, to);
    }
}

}  // namespace glassnet::ui
