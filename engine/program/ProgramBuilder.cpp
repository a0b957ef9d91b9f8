#include "engine/program/ProgramBuilder.h"

#include "engine/program/Operations.h"
#include "engine/program/Optimizers.h"

namespace glassnet {

TensorId ProgramBuilder::addTensor(TensorInfo info) {
    info.id = TensorId{static_cast<std::uint32_t>(m_program.m_tensors.size() + 1)};
    m_program.m_tensors.push_back(info);
    return info.id;
}

TensorId ProgramBuilder::addEntry(Op op, Phase phase, LayerId layer, std::vector<TensorId> inputs, std::vector<TensorId> outputs,
                                  Attributes attributes) {
    const TensorId first = outputs.front();
    const auto formula = op == Op::Update ? optimizerInfo(attributes.optimizer).formula : operationInfo(op).key;
    m_program.m_entries.push_back({op, phase, layer, std::move(inputs), std::move(outputs), std::move(attributes), formula});
    return first;
}

TensorId ProgramBuilder::addValue(LayerId layer, const Symbol& symbol, std::int64_t units) {
    const auto& options = m_program.m_options;
    const auto id = addTensor({{}, Shape{options.batchSize, units}, true, options.dtype, TensorRole::Value, symbol, layer, {}, {}});
    name(layer, symbol.letter, id);
    return id;
}

TensorId ProgramBuilder::addGradient(TensorId of) {
    auto info = m_program.tensor(of);
    info.role = TensorRole::Gradient;
    info.symbol.gradient = true;
    info.gradientOf = of;
    info.key = {};
    return addTensor(info);
}

TensorId ProgramBuilder::addChangedGradient(TensorId parameter, SymbolLetter letter) {
    auto info = m_program.tensor(parameter);
    info.role = TensorRole::Gradient;
    info.symbol.letter = letter;
    info.gradientOf = parameter;
    info.key = {};
    return addTensor(info);
}

TensorId ProgramBuilder::addParameter(LayerId layer, StateRole role, const Symbol& symbol, const Shape& shape) {
    const auto id = addTensor({{}, shape, false, m_program.m_options.dtype, TensorRole::Parameter, symbol, layer, {}, {layer, role, 0}});
    name(layer, symbol.letter, id);
    return id;
}

TensorId ProgramBuilder::addRunning(LayerId layer, StateRole role, const Symbol& symbol, const Shape& shape) {
    const auto id =
        addTensor({{}, shape, false, m_program.m_options.dtype, TensorRole::RunningStatistic, symbol, layer, {}, {layer, role, 0}});
    name(layer, symbol.letter, id);
    return id;
}

void ProgramBuilder::addParameterInfo(TensorId value, TensorId gradient) {
    ProgramParameter info{value, gradient, {}};
    const auto parameter = m_program.tensor(value);
    int slot = 0;
    for (const auto& item : optimizerInfo(m_program.m_options.optimizer).kept) {
        const auto shape = item.scalar ? Shape{1, 1} : parameter.shape;
        auto symbol = parameter.symbol;
        symbol.letter = item.letter;
        info.kept.push_back(addTensor({{},
                                       shape,
                                       false,
                                       parameter.dtype,
                                       TensorRole::OptimizerState,
                                       symbol,
                                       parameter.layer,
                                       {},
                                       {parameter.layer, parameter.key.role, ++slot}}));
    }
    m_program.m_parameters.push_back(std::move(info));
}

}  // namespace glassnet
