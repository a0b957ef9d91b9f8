#pragma once

#include "engine/exchange/ScriptNetwork.h"

namespace glassnet {

/// Writes a network with torch.nn: a chain as nn.Sequential, anything else as a class, then its start values, the data and a training
/// step.
class NnScript {
public:
    explicit NnScript(const ScriptNetwork& network);
    [[nodiscard]] Script run();

private:
    void writeHelperClasses();
    void writeSequential();
    void writeClass();
    void writeForward();
    void writeHeldUnits(const LayerSpec& layer);
    void writeModel();
    void writeMarks();
    void writeStart();
    void writeDraw(const DrawItem& item);
    void writeChanges();
    void writeStoredInputs();
    void writeTargets();
    void writeTraining();
    void writeStep();
    /// Lines that keep weight decay from the weights of cut connections: `before` the first step, or after each.
    void writeRestingWeights(bool before);
    void writeLosses();

    [[nodiscard]] bool isChain() const;
    [[nodiscard]] bool canLearn() const;
    /// The name of the module within the class: "linear1".
    [[nodiscard]] std::string attribute(const LayerSpec& layer) const;
    /// What the layer's values are called.
    [[nodiscard]] std::string value(const LayerSpec& layer) const;
    /// What the layer reads, as one expression.
    [[nodiscard]] std::string sources(const LayerSpec& layer) const;
    [[nodiscard]] std::string target(const LayerSpec& layer) const { return "y" + m_network.ending(layer.id); }
    [[nodiscard]] std::string drawnSamples(const LayerSpec& layer) const;
    [[nodiscard]] FillLine fillLine(const DrawItem& item) const;
    [[nodiscard]] bool fillsUnderNoGrad() const;

    const ScriptNetwork& m_network;
    const bool m_isChain;
    ScriptLines m_lines;
    /// "net[0]" or "net.linear1".
    std::map<LayerId, std::string> m_paths;
};

}  // namespace glassnet
