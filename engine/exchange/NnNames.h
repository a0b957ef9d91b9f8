#pragma once

#include <string>

#include "engine/exchange/ScriptNetwork.h"

namespace glassnet {

/// What values are called in the form with nn: x, h1, output, z2.
class NnNames {
public:
    explicit NnNames(const ScriptNetwork& network) : m_network(network) {}

    /// The loss reads z, so the network ends before its activation.
    [[nodiscard]] static bool endsBeforeActivation(const LayerSpec& layer);
    /// What the layer's values are called.
    [[nodiscard]] std::string value(const LayerSpec& layer) const;
    /// What the layer reads, as one expression.
    [[nodiscard]] std::string sources(const LayerSpec& layer) const;
    [[nodiscard]] std::string target(const LayerSpec& layer) const { return "y" + m_network.ending(layer.id); }

private:
    const ScriptNetwork& m_network;
};

}  // namespace glassnet
