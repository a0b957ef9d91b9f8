#pragma once

#include <map>
#include <vector>

#include "engine/program/Program.h"

namespace glassnet {

/// Puts a program together; the only writer of a Program. Used by the Compiler and the backward rules.
class ProgramBuilder {
public:
    explicit ProgramBuilder(const CompileOptions& options) { m_program.m_options = options; }

    /// A tensor of the program's dtype; gives it its id.
    TensorId addTensor(TensorInfo info);
    TensorId addEntry(Op op, Phase phase, LayerId layer, std::vector<TensorId> inputs, std::vector<TensorId> outputs,
                      Attributes attributes = {});

    /// A per-sample value [batch, units] of a layer.
    TensorId addValue(LayerId layer, const Symbol& symbol, std::int64_t units);
    /// The gradient of the loss by `of`, shaped like it.
    TensorId addGradient(TensorId of);
    /// The gradient of a parameter after a penalty or after clipping, shaped like it: what the letter says.
    TensorId addChangedGradient(TensorId parameter, SymbolLetter letter);
    /// Marks a gradient as contribution number `part` (from 1) of several.
    void setPart(TensorId gradient, int part) { m_program.m_tensors.at(gradient.value - 1).symbol.part = part; }
    TensorId addParameter(LayerId layer, StateRole role, const Symbol& symbol, const Shape& shape);
    /// A value of the state that no gradient reaches.
    TensorId addRunning(LayerId layer, StateRole role, const Symbol& symbol, const Shape& shape);
    void setRole(TensorId tensor, TensorRole role) { m_program.m_tensors.at(tensor.value - 1).role = role; }
    void addConstant(TensorId tensor, Tensor values) { m_program.m_constants.push_back({tensor, std::move(values)}); }
    void bindInput(LayerId layer, TensorId tensor) { m_program.m_inputs.push_back({layer, tensor}); }
    void bindTarget(LayerId layer, TensorId tensor) { m_program.m_targets.push_back({layer, tensor}); }

    /// Lets Program::find see `tensor` under a layer and a letter.
    void name(LayerId layer, SymbolLetter letter, TensorId tensor) { m_program.m_byLetter[{layer, letter}] = tensor; }
    void setOutput(LayerId layer, TensorId tensor) { m_program.m_layerOutputs[layer] = tensor; }
    void setLoss(TensorId tensor) { m_program.m_loss = tensor; }
    void setGradient(TensorId of, TensorId gradient) { m_program.m_gradients[of] = gradient; }
    /// Adds the parameter's place in Program::parameters with the optimizer's slots; `gradient` none when frozen.
    void addParameterInfo(TensorId value, TensorId gradient);

    [[nodiscard]] const Program& program() const noexcept { return m_program; }
    [[nodiscard]] const TensorInfo& tensor(TensorId id) const { return m_program.tensor(id); }
    [[nodiscard]] Program take() { return std::move(m_program); }

private:
    Program m_program;
};

}  // namespace glassnet
