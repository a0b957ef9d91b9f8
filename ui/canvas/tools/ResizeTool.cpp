#include "ui/canvas/tools/ResizeTool.h"

#include "engine/network/LayerProperties.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/tools/Bundles.h"
#include "ui/canvas/tools/ToolTexts.h"
#include "ui/canvas/tools/UnitPlaces.h"

namespace glassnet::ui {

void ResizeTool::begin(const Grab& grab, const ToolPoint& at) {
    m_layer = grab.layer;
    const auto& spec = m_context.network->layer(m_layer);
    m_kind = spec.kind();
    const auto* units = findProperty(m_kind, "units");
    m_before = std::get<std::int64_t>(units->get(spec.settings));
    m_most = static_cast<std::int64_t>(units->largest);
    m_told = m_before;
    m_middle = m_context.frame.geometry.layers.at(m_layer).card.center();
    m_start = at.viewport.y();
}

void ResizeTool::move(const ToolPoint& at) {
    const auto units = draggedUnits(m_before, at.viewport.y() - m_start, m_most);
    auto& preview = m_context.preview;
    preview.words = PointerWords{ToolTexts::units(m_kind, units), false, at.scene};
    if (units != m_told) {
        m_told = units;
        emit m_context.view.unitsDragged(m_layer, units, false);
    }
    // Where the app previews the count itself, the card has it already.
    const auto card = m_context.frame.geometry.layers.find(m_layer);
    preview.ghost.reset();
    if (card != m_context.frame.geometry.layers.end() && card->second.units != units) {
        preview.ghost = GhostLayer{layerAround(units, m_middle), nameOf(m_layer), ToolTexts::units(m_kind, units)};
    }
}

void ResizeTool::finish(const ToolPoint& at) {
    move(at);
    emit m_context.view.unitsDragged(m_layer, m_told, true);
}

void ResizeTool::cancel() { emit m_context.view.unitsDragged(m_layer, m_before, true); }

}  // namespace glassnet::ui
