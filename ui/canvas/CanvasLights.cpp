#include "ui/canvas/CanvasLights.h"

#include "ui/canvas/CanvasElements.h"

namespace glassnet::ui {

CanvasLights lightsOf(const Program& program, const NetworkSpec& network, std::span<const TensorId> tensors) {
    CanvasLights lights;
    for (const auto tensor : tensors) {
        const auto hit = locate(program, network, {tensor, 0});
        if (hit.thing == CanvasThing::Ground) {
            continue;
        }
        lights.tensors.insert(tensor);
        lights.loss = lights.loss || hit.thing == CanvasThing::Loss;
        if (hit.thing == CanvasThing::Unit) {
            lights.layers.insert(hit.layer);
        } else if (hit.thing == CanvasThing::Connection) {
            // A weight matrix holds the weights of all links into its layer.
            for (const auto* link : network.incoming(network.find(hit.link)->to)) {
                lights.links.insert(link->id);
            }
        }
    }
    return lights;
}

}  // namespace glassnet::ui
