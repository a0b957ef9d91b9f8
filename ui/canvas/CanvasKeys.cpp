#include "ui/canvas/CanvasKeys.h"

#include <cmath>
#include <limits>

namespace glassnet::ui {

CanvasHit unitBeside(const CanvasGeometry& geometry, const Selection& selection, int key) {
    const auto& layers = geometry.layers;
    const auto current = layers.find(selection.layer);
    const UnitSlot* slot = current == layers.end() ? nullptr : current->second.slot(selection.unit.value_or(-1));
    if (slot == nullptr) {
        if (layers.empty()) {
            return {};
        }
        const auto& layer = current == layers.end() ? layers.begin()->second : current->second;
        return {CanvasThing::Unit, layer.id, {}, 0, layer.shown.front().unit};
    }
    const bool vertical = key == Qt::Key_Up || key == Qt::Key_Down;
    const double sign = key == Qt::Key_Up || key == Qt::Key_Left ? -1 : 1;
    double nearest = std::numeric_limits<double>::infinity();
    CanvasHit found;
    for (const auto& [id, layer] : layers) {
        for (const auto& other : layer.shown) {
            const QPointF away = other.center - slot->center;
            const double along = sign * (vertical ? away.y() : away.x());
            const double across = std::abs(vertical ? away.x() : away.y());
            const double distance = along * 4 + across;
            if ((id == selection.layer) == vertical && along > 1 && distance < nearest) {
                nearest = distance;
                found = {CanvasThing::Unit, id, {}, 0, other.unit};
            }
        }
    }
    return found;
}

}  // namespace glassnet::ui
