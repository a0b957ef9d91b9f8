#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/exchange/InitLines.h"
#include "engine/exchange/PyTorchScript.h"
#include "engine/exchange/ScriptLines.h"
#include "engine/exchange/ScriptSubjects.h"
#include "engine/network/Problems.h"

namespace glassnet {

/// What both forms of a script need to know about the network. Lives no longer than its source.
class ScriptNetwork {
public:
    explicit ScriptNetwork(const ScriptSource& source);

    [[nodiscard]] const ScriptSource& source() const noexcept { return m_source; }
    [[nodiscard]] const NetworkSpec& spec() const noexcept { return m_source.network; }
    /// In topological order.
    [[nodiscard]] const std::vector<const LayerSpec*>& layers() const noexcept { return m_layers; }
    [[nodiscard]] const std::vector<const LayerSpec*>& inputs() const noexcept { return m_inputs; }
    [[nodiscard]] const std::vector<const LayerSpec*>& outputs() const noexcept { return m_outputs; }
    [[nodiscard]] const std::vector<DrawGroup>& draws() const noexcept { return m_draws; }
    /// What lines of this network are about.
    [[nodiscard]] const ScriptSubjects& subjects() const noexcept { return m_subjects; }
    [[nodiscard]] const LayerShape& shape(LayerId layer) const { return m_shapes.at(layer); }
    /// The layer's place among those it is numbered with, as text: the 2 of W2.
    [[nodiscard]] std::string number(LayerId layer) const { return std::to_string(m_numbers.at(layer)); }
    /// The number that the name of its values ends with; empty where it is alone of its kind.
    [[nodiscard]] std::string ending(LayerId layer) const;

    /// How many samples there are.
    [[nodiscard]] std::int64_t rows() const;
    /// Whether a training step takes all samples in their order.
    [[nodiscard]] bool takesAllRows() const;
    /// A new generator with the seed of the shuffling.
    [[nodiscard]] std::string shuffleGenerator() const;
    /// The order of an epoch: torch.randperm from `generator`, or 0, 1, 2, ...
    [[nodiscard]] std::string epochOrder(const std::string& generator) const;
    /// Whether a mask has to be drawn in training.
    [[nodiscard]] bool drawsMasks() const;
    [[nodiscard]] bool hasCuts(LayerId layer) const;
    /// Whether any unit of any layer is held at a value.
    [[nodiscard]] bool hasHeldUnits() const noexcept { return !m_held.empty(); }

    /// The tensors [units] of a layer that has held units: their names, numbered among such layers, which units they are and their values.
    [[nodiscard]] std::string heldName(LayerId layer) const { return "held" + std::to_string(m_held.at(layer)); }
    [[nodiscard]] std::string heldValuesName(LayerId layer) const { return "values" + std::to_string(m_held.at(layer)); }
    [[nodiscard]] std::string heldUnits(const LayerSpec& layer) const;
    [[nodiscard]] std::string heldValues(const LayerSpec& layer) const;
    /// `value` with the held units at their values: "torch.where(self.held1, self.values1, h)" where `owner` is "self.".
    [[nodiscard]] std::string withHeldUnits(LayerId layer, const std::string& owner, const std::string& value) const;

    /// What a layer reads, joined as it does: "h1", "h1 + h2", "torch.cat((h1, h2), dim=1)". `value` names what another layer puts out.
    [[nodiscard]] std::string sources(const LayerSpec& layer, const std::function<std::string(const LayerSpec&)>& value) const;

    /// The lines that cut the layer's connections in a mask; `transposed`: it is [out, in].
    void writeCuts(ScriptLines& lines, const LayerSpec& layer, const std::string& mask, bool transposed) const;
    /// `name` = the rows, written out or loaded by that name, or zeros with a comment that says what to load; `subject` is what they are.
    void writeRows(ScriptLines& lines, const std::string& name, const ScriptSubject& subject, const ScriptRows& rows) const;
    /// The start generator's seed, or that of a layer.
    static void writeSeed(ScriptLines& lines, std::uint64_t seed, LayerId layer = {});

private:
    const ScriptSource& m_source;
    ScriptSubjects m_subjects;
    std::map<LayerId, LayerShape> m_shapes;
    std::map<LayerId, int> m_numbers;
    /// The layers with held units, counted from 1.
    std::map<LayerId, std::size_t> m_held;
    std::vector<const LayerSpec*> m_layers;
    std::vector<const LayerSpec*> m_inputs;
    std::vector<const LayerSpec*> m_outputs;
    std::vector<DrawGroup> m_draws;
};

}  // namespace glassnet
