#pragma once

#include <utility>

#include "engine/exchange/HandBackward.h"

namespace glassnet {

/// Writes a network by hand: tensors, torch.mm and the formula of the activation, in the order of its draws, up to the printed output; then
/// the loss, the gradients and the update (HandBackward).
/// What is called how follows from the shape alone, so that a network drawn like the one of the "introduction to PyTorch" lesson
/// (https://github.com/udacity/deep-learning-v2-pytorch) gets that lesson's names and lines.
class HandScript {
public:
    explicit HandScript(const ScriptNetwork& network);
    [[nodiscard]] Script run();

private:
    void nameActivations();
    void writeActivations();
    void writeSeedAndRows();
    void writeSizes();
    void writeDraws();
    void writeDraw(const DrawItem& item);
    void writeConstants();
    void writeChanges();
    void writeBatch();
    void writeForward();
    void writeDense(const LayerSpec& layer);
    void writeNorm(const LayerSpec& layer);
    void writePrints(bool detached);
    [[nodiscard]] HandNames names() const;

    [[nodiscard]] const ScriptSubjects& subjects() const { return m_network.subjects(); }
    /// What the layer's values are called.
    [[nodiscard]] std::string value(const LayerSpec& layer) const;
    /// What the layer reads, as one expression.
    [[nodiscard]] std::string sources(const LayerSpec& layer) const;
    /// How many values the layer hands on: a name, or a sum of names.
    [[nodiscard]] std::string size(const LayerSpec& layer) const;
    /// How many values the layer reads.
    [[nodiscard]] std::string sizeIn(const LayerSpec& layer) const;
    [[nodiscard]] std::string parameter(const char* letter, const LayerSpec& layer) const;
    [[nodiscard]] std::string weight(const LayerSpec& layer) const { return m_isSingle ? "weights" : parameter("W", layer); }
    [[nodiscard]] std::string bias(const LayerSpec& layer) const { return m_isSingle ? "bias" : parameter("B", layer); }
    /// What a tensor of the layer is called; empty for the running moments, which nothing reads here.
    [[nodiscard]] std::string nameOf(const LayerSpec& layer, StateRole role) const;
    [[nodiscard]] std::string activated(const ActivationSpec& activation, const std::string& argument) const;
    /// A single unit whose weights are drawn like its one row of features: the lesson draws them with randn_like.
    [[nodiscard]] bool isDrawnLikeFeatures(const LayerSpec& layer) const;

    const ScriptNetwork& m_network;
    /// There is one layer of weights and nothing is numbered.
    const bool m_isSingle;
    /// Samples are drawn before everything else, so that sizes can be read from them.
    const bool m_hasRowsFirst;
    ScriptLines m_lines;
    std::vector<std::pair<ActivationSpec, std::string>> m_activations;
};

}  // namespace glassnet
