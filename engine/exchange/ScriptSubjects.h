#pragma once

#include <vector>

#include "engine/exchange/PyTorchScript.h"

namespace glassnet {

/// What the lines of a script are about, one function a kind of line. What a line makes stands first. A letter that the compiled program
/// does not have (C of a layer without cuts) may be among them. Lives no longer than its network.
class ScriptSubjects {
public:
    using List = std::vector<ScriptSubject>;

    explicit ScriptSubjects(const NetworkSpec& network) : m_network(network) {}

    /// What a layer keeps from step to step: its weights, its bias.
    [[nodiscard]] static ScriptSubject kept(LayerId layer, StateRole role);
    /// What an input layer reads from the data.
    [[nodiscard]] ScriptSubject data(const LayerSpec& layer) const;
    /// What the layer hands on.
    [[nodiscard]] ScriptSubject output(const LayerSpec& layer) const;
    /// All that the layer keeps: where its module is made.
    [[nodiscard]] List module(const LayerSpec& layer) const;

    /// From what the layer reads to what it hands on, or would if no unit were held.
    [[nodiscard]] List forward(const LayerSpec& layer) const;
    /// The weighted sum of a Dense layer alone; `isWhole`: nothing follows it.
    [[nodiscard]] List weightedSum(const LayerSpec& layer, bool isWhole) const;
    /// Its activation alone.
    [[nodiscard]] List activation(const LayerSpec& layer, bool isMade) const;
    /// A norm's mean or variance over what it reads.
    [[nodiscard]] List moment(const LayerSpec& layer, SymbolLetter letter) const;
    /// The rest of a norm.
    [[nodiscard]] List normalized(const LayerSpec& layer) const;
    /// The held units put in.
    [[nodiscard]] List held(const LayerSpec& layer) const;
    /// An output's loss.
    [[nodiscard]] List loss(const LayerSpec& layer) const;
    /// The weighted sum of several.
    [[nodiscard]] List totalLoss(const std::vector<const LayerSpec*>& outputs) const;
    /// Every gradient of the network.
    [[nodiscard]] List gradients() const;
    /// The gradient of a layer's weights with its penalty.
    [[nodiscard]] List penalty(const LayerSpec& layer) const;
    /// Every gradient after clipping, and the norm over all of them.
    [[nodiscard]] List clipping() const;
    /// Every parameter after its update.
    [[nodiscard]] List update() const;

private:
    /// The letter of what the layer has made before held units are put in.
    [[nodiscard]] SymbolLetter freeLetter(const LayerSpec& layer) const;
    void addSources(List& all, const LayerSpec& layer) const;

    const NetworkSpec& m_network;
};

}  // namespace glassnet
