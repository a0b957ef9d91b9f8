#pragma once

#include <map>
#include <string>

#include "engine/exchange/NnNames.h"
#include "engine/exchange/ScriptNetwork.h"

namespace glassnet {

/// Writes the optimizer and a training step, or an epoch of them, of the form with nn.
class NnTraining {
public:
    /// `paths`: each layer's module, "net[0]". All must outlive it.
    NnTraining(const ScriptNetwork& network, const NnNames& names, const std::map<LayerId, std::string>& paths)
        : m_network(network), m_names(names), m_paths(paths) {}
    void write(ScriptLines& lines) const;

private:
    void writeStep(ScriptLines& lines) const;
    void writeForward(ScriptLines& lines) const;
    /// Lines that keep weight decay from the weights of cut connections: `before` the first step, or after each.
    void writeRestingWeights(ScriptLines& lines, bool before) const;
    /// The penalty and the clipping between the gradients and the step.
    void writeGradientChanges(ScriptLines& lines) const;
    [[nodiscard]] bool canLearn() const;
    [[nodiscard]] const ScriptSubjects& subjects() const { return m_network.subjects(); }

    const ScriptNetwork& m_network;
    const NnNames& m_names;
    const std::map<LayerId, std::string>& m_paths;
};

}  // namespace glassnet
