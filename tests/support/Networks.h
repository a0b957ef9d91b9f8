#pragma once

#include <string>
#include <vector>

#include "engine/network/NetworkSpec.h"

namespace glassnet::test {

/// A chain input -> dense.. -> output with one activation a layer, start values linearDefault, module draw order.
inline NetworkSpec chain(const std::vector<std::int64_t>& units, const std::vector<Activation>& activations, Loss loss) {
    NetworkSpec network;
    auto before = network.addLayer("Input", InputSettings{.units = units.front()});
    for (std::size_t i = 1; i < units.size(); ++i) {
        DenseSettings dense;
        dense.units = units[i];
        dense.activation = defaultSpec(activations[i - 1]);
        LayerId layer;
        if (i + 1 < units.size()) {
            layer = network.addLayer("Dense " + std::to_string(i), dense);
        } else {
            layer = network.addLayer("Output", OutputSettings{dense, defaultSpec(loss), 1.0});
        }
        network.addLink(before, layer);
        before = layer;
    }
    return network;
}

/// The network of the "introduction to PyTorch" lesson: 3-2-1, sigmoid, everything drawn by randn in the order x, W1, W2, B1, B2.
inline NetworkSpec lesson(const std::vector<std::int64_t>& units = {3, 2, 1}) {
    auto network = chain(units, std::vector<Activation>(units.size() - 1, Activation::Sigmoid), Loss::MeanSquaredError);
    std::vector<LayerId> ids;
    for (const auto& layer : network.layers()) {
        ids.push_back(layer.id);
    }
    for (const auto id : ids) {
        auto* layer = network.find(id);
        if (auto* dense = layer->dense()) {
            dense->weightStart = {InitializerKind::Normal, 0.0, 1.0};
            dense->biasStart = {InitializerKind::Normal, 0.0, 1.0};
        } else {
            std::get<InputSettings>(layer->settings).drawnRows = 1;
        }
    }
    network.setDrawOrder(lessonDrawOrder(network));
    return network;
}

}  // namespace glassnet::test
