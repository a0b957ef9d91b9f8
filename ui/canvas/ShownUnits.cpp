#include "ui/canvas/ShownUnits.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {

/// Lets a circle and the curves at it stand for another unit.
void rename(CanvasGeometry& geometry, LayerId layer, std::size_t slot, std::int64_t unit) {
    auto& shown = geometry.layers.at(layer).shown.at(slot);
    for (auto& link : geometry.links) {
        for (auto& connection : link.connections) {
            connection.from = link.from == layer && connection.from == shown.unit ? unit : connection.from;
            connection.to = link.to == layer && connection.to == shown.unit ? unit : connection.to;
        }
    }
    shown.unit = unit;
}

}  // namespace

UnitsWanted unitsWanted(const NetworkSpec& network, const StepFocus& focus, const Selection& selection) {
    UnitsWanted wanted;
    const auto wantEnds = [&](const ConnectionRef& connection) {
        if (const auto* link = network.find(connection.link)) {
            wanted.emplace(link->from, connection.from);
            wanted.emplace(link->to, connection.to);
        }
    };
    if (focus.connection) {
        wantEnds(*focus.connection);
    } else if (focus.layer.valid()) {
        wanted.emplace(focus.layer, focus.unit);
    }
    if (const auto* last = focus.last()) {
        wantEnds(*last);
    }
    if (selection.unit && selection.layer.valid()) {
        wanted.emplace(selection.layer, *selection.unit);
    }
    return wanted;
}

void ShownUnits::show(CanvasGeometry& geometry, const UnitsWanted& wanted) {
    for (auto changed = m_changed.rbegin(); changed != m_changed.rend(); ++changed) {
        rename(geometry, changed->layer, changed->slot, changed->own);
    }
    m_changed.clear();
    for (const auto& [id, unit] : wanted) {
        const auto found = geometry.layers.find(id);
        if (found == geometry.layers.end() || !found->second.isSampled() || unit < 0 || unit >= found->second.units ||
            found->second.slot(unit) != nullptr) {
            continue;
        }
        const auto& layer = found->second;
        const double place = layer.center(unit).y();
        const auto nearest = std::min_element(layer.shown.begin(), layer.shown.end(), [place](const UnitSlot& a, const UnitSlot& b) {
            return std::abs(a.center.y() - place) < std::abs(b.center.y() - place);
        });
        const auto slot = static_cast<std::size_t>(nearest - layer.shown.begin());
        m_changed.push_back({id, slot, nearest->unit});
        rename(geometry, id, slot, unit);
    }
}

}  // namespace glassnet::ui
