#include "tests/engine/exchange/ScriptReading.h"

#include <algorithm>
#include <string>

#include "engine/exchange/ChangedValues.h"
#include "engine/exchange/TorchModules.h"
#include "engine/network/Symbols.h"

namespace glassnet::test {

namespace {

/// In the order of parametersOf, weights as [in, out].
const std::string kParameters = "[p.t() if p.dim() == 2 else p for p in net.parameters()]";

std::string ending(const NetworkSpec& network, LayerId layer) {
    const auto number = outputSymbol(network, layer).number;
    return number == 0 ? std::string() : std::to_string(number);
}

/// What the by-hand form calls the parameters, in the order of parametersOf; `learned`: only those that have a gradient.
std::string namesByHand(const NetworkSpec& network, bool learned) {
    const auto numbers = layerNumbers(network);
    const bool single =
        std::ranges::count_if(network.layers(), [](const LayerSpec& layer) { return layer.dense() != nullptr; }) == 1 &&
        std::ranges::count_if(network.layers(), [](const LayerSpec& layer) { return layer.kind() == LayerKind::Input; }) == 1;
    std::string names;
    for (const auto id : network.topologicalOrder()) {
        const auto& layer = network.layer(id);
        for (const auto& [role, letter] : {std::pair(StateRole::Weight, "W"), std::pair(StateRole::Bias, "B"),
                                           std::pair(StateRole::Scale, "gamma"), std::pair(StateRole::Shift, "beta")}) {
            if (!hasRole(layer, role) || (learned && !isTrainable(layer))) {
                continue;
            }
            const bool isPlain = single && (role == StateRole::Weight || role == StateRole::Bias);
            const auto name =
                isPlain ? std::string(role == StateRole::Weight ? "weights" : "bias") : letter + std::to_string(numbers.at(id));
            names += (learned ? "d" : "") + name + ", ";
        }
    }
    return names;
}

}  // namespace

Values valuesOf(const Tensor& tensor) {
    const auto contiguous = tensor.contiguous();
    const auto values = contiguous.values<float>();
    return {values.begin(), values.end()};
}

PythonTensors parametersOf(const NetworkSpec& network, const TrainingState& state) {
    PythonTensors tensors;
    for (const auto id : network.topologicalOrder()) {
        for (const auto role : {StateRole::Weight, StateRole::Bias, StateRole::Scale, StateRole::Shift}) {
            if (const auto found = state.tensors.find({id, role, 0}); found != state.tensors.end()) {
                tensors.push_back(valuesOf(found->second));
            }
        }
    }
    return tensors;
}

QString startExpression(const NetworkSpec& network, ScriptForm form) {
    std::string drawn;
    for (const auto id : network.topologicalOrder()) {
        const auto* input = std::get_if<InputSettings>(&network.layer(id).settings);
        if (input != nullptr && input->drawnRows > 0) {
            drawn += (form == ScriptForm::Nn ? "x" : "features") + ending(network, id) + ", ";
        }
    }
    const auto parameters = form == ScriptForm::Nn ? kParameters : "[" + namesByHand(network, false) + "]";
    return QString::fromStdString("[" + drawn + "] + " + parameters);
}

QString resultExpression(const ScriptSource& source, ScriptForm form) {
    const auto& network = source.network;
    if (source.shuffle && form == ScriptForm::Nn) {
        return QString::fromStdString(kParameters);
    }
    std::string names;
    for (const auto id : network.topologicalOrder()) {
        if (network.layer(id).kind() == LayerKind::Output) {
            names += "output" + ending(network, id) + ", ";
        }
    }
    return QString::fromStdString(
        "[" + names + "loss] + " +
        (form == ScriptForm::Nn ? kParameters : "[" + namesByHand(network, true) + "] + [" + namesByHand(network, false) + "]"));
}

}  // namespace glassnet::test
