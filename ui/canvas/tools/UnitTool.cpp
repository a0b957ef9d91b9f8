#include "ui/canvas/tools/UnitTool.h"

#include "ui/canvas/CanvasView.h"
#include "ui/canvas/tools/ToolTexts.h"
#include "ui/canvas/tools/UnitPlaces.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

void UnitTool::begin(const Grab& grab, const ToolPoint&) {
    m_layer = grab.layer;
    m_unit = grab.to;
    m_units = m_context.frame.geometry.layers.at(m_layer).units;
}

QString UnitTool::label() const { return SymbolNames::unit(*m_context.network, m_layer, m_unit, m_units); }

void UnitTool::move(const ToolPoint& at) {
    auto& preview = m_context.preview;
    preview.unit = GhostUnit{at.scene, m_context.frame.geometry.layers.at(m_layer).metrics.radius, label()};
    preview.mark.reset();
    preview.words.reset();
    const auto place = unitPlaceAt(m_context.frame.geometry, *m_context.network, m_layer, m_unit, at.scene);
    if (!place) {
        const LayerId other = layerAt(at.scene);
        if (other.valid()) {
            preview.words = PointerWords{ToolTexts::noPlaceForUnit(), true, at.scene};
        }
    } else if (place->layer != m_layer && m_units == 1) {
        preview.words = PointerWords{ToolTexts::lastUnit(), true, at.scene};
    } else if (place->layer != m_layer || place->place != m_unit) {
        preview.mark = place->mark;
        preview.words = PointerWords{ToolTexts::unitHere(label(), nameOf(place->layer), place->place), false, at.scene};
    }
}

void UnitTool::finish(const ToolPoint& at) {
    const auto place = unitPlaceAt(m_context.frame.geometry, *m_context.network, m_layer, m_unit, at.scene);
    if (!place || (place->layer == m_layer ? place->place == m_unit : m_units == 1)) {
        return;
    }
    emit m_context.view.unitMoved(m_layer, m_unit, place->layer, place->place);
}

}  // namespace glassnet::ui
