#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/exchange/ScriptNetwork.h"

namespace glassnet {

/// What the by-hand form calls the layers' values and parameters.
struct HandNames {
    std::function<std::string(const LayerSpec&)> value;
    /// What a layer reads, as one expression.
    std::function<std::string(const LayerSpec&)> sources;
    std::function<std::string(const LayerSpec&, StateRole)> parameter;
    /// What a Dense layer's weighted sum would be called.
    std::function<std::string(const LayerSpec&)> sum;
    /// The mask of a layer that has cut connections.
    std::function<std::string(const LayerSpec&)> mask;
    /// The layer's weights are drawn in the shape of a sample, and put upright where they are used.
    std::function<bool(const LayerSpec&)> liesDown;
};

/// Writes what follows the printed output: the loss, every gradient and the update. Networks of Dense layers with the usual activations
/// and losses are written out, a line for each gradient, as the backward pass goes; of others PyTorch works out each layer's gradients.
/// Lives no longer than the network.
class HandBackward {
public:
    HandBackward(const ScriptNetwork& network, HandNames names, ScriptLines& lines);

    /// Whether every gradient is written out.
    [[nodiscard]] bool isSpelled() const noexcept { return m_isSpelled; }
    [[nodiscard]] bool canLearn() const noexcept { return !m_trained.empty(); }
    /// Where PyTorch works them out, it has to know of what; before the forward pass.
    void writeMarks();
    void write();

private:
    struct Parameter {
        const LayerSpec* layer;
        StateRole role;
    };
    [[nodiscard]] bool findSpelled() const;
    void findWanted();
    void writeLosses();
    [[nodiscard]] std::string lossOf(const LayerSpec& layer) const;
    void writeOutputSlope(const LayerSpec& layer);
    void writeLayer(const LayerSpec& layer);
    void writeParameterGradients(const LayerSpec& layer, const std::string& dz);
    void writeSourceGradients(const LayerSpec& layer, const std::string& dz);
    void writeAutograd();
    void writeUpdate();
    void writeStep();
    void writeResting(bool before);

    [[nodiscard]] std::string name(const Parameter& parameter) const { return m_names.parameter(*parameter.layer, parameter.role); }
    [[nodiscard]] std::string gradient(const Parameter& parameter) const { return "d" + name(parameter); }
    [[nodiscard]] std::string target(const LayerSpec& layer) const { return "target" + m_network.ending(layer.id); }
    [[nodiscard]] std::string dz(const LayerSpec& layer) const;
    [[nodiscard]] std::vector<Parameter> parametersOf(const LayerSpec& layer) const;
    [[nodiscard]] std::string allNames() const;
    ScriptLine& add(ScriptRole role, const std::string& text, const LayerSpec* layer, ScriptSubjects::List about);

    const ScriptNetwork& m_network;
    HandNames m_names;
    ScriptLines& m_lines;
    bool m_isSpelled;
    /// In topological order.
    std::vector<Parameter> m_trained;
    /// Layers whose values have a gradient that something trained needs.
    std::set<LayerId> m_wanted;
    /// Layers whose value's gradient has a line already.
    std::set<LayerId> m_begun;
};

}  // namespace glassnet
