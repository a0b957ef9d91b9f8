#include "ui/canvas/tools/SelectTool.h"

#include <cmath>

#include "ui/canvas/CanvasView.h"
#include "ui/canvas/tools/Bundles.h"

namespace glassnet::ui {

namespace {

Position positionOf(const QPointF& point) { return {point.x(), point.y()}; }

}  // namespace

void SelectTool::begin(const Grab& grab, const ToolPoint& at) {
    m_start = at.scene;
    m_offset = {};
    m_moving.clear();
    m_still = {};
    m_still.layers = m_context.frame.geometry.layers;
    if (!grab.layer.valid()) {
        return;
    }
    if (!m_context.selection.layers.contains(grab.layer)) {
        CanvasSelection next;
        if (at.modifiers.testFlag(Qt::ShiftModifier)) {
            next = m_context.selection;
        }
        next.layers.insert(grab.layer);
        m_moving = next.layers;
        emit m_context.view.selectionRequested(next);
    } else {
        m_moving = m_context.selection.layers;
    }
    std::erase_if(m_moving, [this](LayerId id) { return !m_still.layers.contains(id); });
}

void SelectTool::move(const ToolPoint& at) {
    if (m_moving.empty()) {
        drawBand(at);
    } else {
        moveLayers(at);
    }
}

void SelectTool::moveLayers(const ToolPoint& at) {
    m_offset = at.scene - m_start;
    m_offset = {std::round(m_offset.x()), std::round(m_offset.y())};
    std::vector<QRectF> rects;
    for (const auto id : m_moving) {
        rects.push_back(m_still.layers.at(id).card.translated(m_offset));
    }
    const bool snaps = !at.modifiers.testFlag(Qt::AltModifier);
    auto snap = alignmentGuides(m_still, m_moving, rects, snaps ? canvasUnits(kSnap) : 0);
    m_offset += snap.offset;
    m_context.preview.guides = std::move(snap.guides);
    // Layers without a place of their own would step out of the way.
    std::map<LayerId, Position> places;
    for (const auto& [id, layer] : m_still.layers) {
        places[id] = positionOf(layer.card.center() + (m_moving.contains(id) ? m_offset : QPointF()));
    }
    m_context.view.previewLayers(std::move(places));
}

void SelectTool::drawBand(const ToolPoint& at) {
    const QRectF band = QRectF(m_start, at.scene).normalized();
    m_context.preview.band = band;
    m_context.preview.lit.clear();
    for (const auto& [id, layer] : m_context.frame.geometry.layers) {
        if (layer.card.intersects(band)) {
            m_context.preview.lit.insert(id);
        }
    }
}

void SelectTool::finish(const ToolPoint& at) {
    move(at);
    if (!m_moving.empty()) {
        std::map<LayerId, Position> places;
        for (const auto& [id, layer] : m_still.layers) {
            const bool moved = m_moving.contains(id);
            if (moved || !m_context.positions.contains(id)) {
                places[id] = positionOf(layer.card.center() + (moved ? m_offset : QPointF()));
            }
        }
        if (!m_offset.isNull()) {
            emit m_context.view.layersMoved(places);
        }
        m_context.view.previewLayers({});
        return;
    }
    CanvasSelection next;
    if (at.modifiers.testFlag(Qt::ShiftModifier) || at.modifiers.testFlag(Qt::ControlModifier)) {
        next = m_context.selection;
    }
    next.layers.insert(m_context.preview.lit.begin(), m_context.preview.lit.end());
    if (m_context.preview.lit.empty()) {
        QPainterPath band;
        band.addRect(*m_context.preview.band);
        for (const auto& link : m_context.frame.geometry.links) {
            if (bundleBand(m_context.frame.geometry, link).outline.intersects(band)) {
                next.links.insert(link.id);
            }
        }
    }
    emit m_context.view.selectionRequested(next);
}

void SelectTool::cancel() { m_context.view.previewLayers({}); }

Qt::CursorShape SelectTool::cursor() const { return m_moving.empty() ? Qt::CrossCursor : Qt::ClosedHandCursor; }

}  // namespace glassnet::ui
