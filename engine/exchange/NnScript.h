#pragma once

#include "engine/exchange/NnNames.h"
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

    [[nodiscard]] bool isChain() const;
    [[nodiscard]] const ScriptSubjects& subjects() const { return m_network.subjects(); }
    /// The name of the module within the class: "linear1".
    [[nodiscard]] std::string attribute(const LayerSpec& layer) const;
    [[nodiscard]] std::string drawnSamples(const LayerSpec& layer) const;
    [[nodiscard]] FillLine fillLine(const DrawItem& item) const;
    [[nodiscard]] bool fillsUnderNoGrad() const;

    const ScriptNetwork& m_network;
    NnNames m_names;
    const bool m_isChain;
    ScriptLines m_lines;
    /// "net[0]" or "net.linear1".
    std::map<LayerId, std::string> m_paths;
};

}  // namespace glassnet
