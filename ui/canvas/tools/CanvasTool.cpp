#include "ui/canvas/tools/CanvasTool.h"

#include "ui/canvas/CanvasView.h"

namespace glassnet::ui {

double CanvasTool::canvasUnits(double pixels) const { return pixels / m_context.view.zoom(); }

QString CanvasTool::nameOf(LayerId layer) const {
    const auto* spec = m_context.network ? m_context.network->find(layer) : nullptr;
    return spec == nullptr ? QString() : QString::fromStdString(spec->name);
}

LayerId CanvasTool::layerAt(const QPointF& scene) const {
    for (const auto& [id, layer] : m_context.frame.geometry.layers) {
        if (layer.block().contains(scene)) {
            return id;
        }
    }
    return {};
}

}  // namespace glassnet::ui
