#include "engine/exchange/ChangedValues.h"

#include <array>

#include "engine/exchange/PythonText.h"

namespace glassnet {

namespace {

constexpr std::array kRoles{StateRole::Weight, StateRole::Bias,        StateRole::Scale,
                            StateRole::Shift,  StateRole::RunningMean, StateRole::RunningVariance};

/// What its values are called in the file beside the script.
std::string nameOf(StateRole role) {
    // In StateRole's order.
    static constexpr std::array kNames{"", "W", "B", "gamma", "beta", "runningMean", "runningVar"};
    return kNames.at(static_cast<std::size_t>(role));
}

}  // namespace

bool hasRole(const LayerSpec& layer, StateRole role) {
    const auto* dense = layer.dense();
    const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings);
    const auto* layerNorm = std::get_if<LayerNormSettings>(&layer.settings);
    switch (role) {
        case StateRole::Weight:
            return dense != nullptr;
        case StateRole::Bias:
            return dense != nullptr && dense->bias;
        case StateRole::Scale:
        case StateRole::Shift:
            return (batchNorm != nullptr && batchNorm->affine) || (layerNorm != nullptr && layerNorm->affine);
        case StateRole::RunningMean:
        case StateRole::RunningVariance:
            return batchNorm != nullptr;
        case StateRole::None:
            break;
    }
    return false;
}

std::vector<ChangedValue> changedValues(const ScriptNetwork& network) {
    std::vector<ChangedValue> all;
    for (const auto* layer : network.layers()) {
        for (const auto role : kRoles) {
            const auto found = network.source().changed.find({layer->id, role, 0});
            const auto& shape = network.shape(layer->id);
            const auto expected = role == StateRole::Weight ? Shape{shape.in, shape.out} : Shape{1, shape.out};
            if (found != network.source().changed.end() && hasRole(*layer, role) && found->second.shape() == expected) {
                all.push_back({layer, role, &found->second});
            }
        }
    }
    return all;
}

void writeChangedValue(ScriptLines& lines, const ScriptNetwork& network, const ChangedValue& changed, const Tensor& values,
                       const std::string& before, const std::string& after) {
    auto text = changed.isShort() ? pythonTensor(values)
                                  : std::vector{lines.stored(nameOf(changed.role) + network.number(changed.layer->id), values)};
    text.front() = before + text.front();
    text.back() += after;
    for (const auto& line : text) {
        lines.add(ScriptRole::Start, line, changed.layer->id).subjects = {ScriptSubjects::kept(changed.layer->id, changed.role)};
    }
}

void writeChangedNote(ScriptLines& lines, const ChangedValue& changed, const std::string& name) {
    const auto count = std::to_string(changed.values->elements());
    const auto text =
        "# " + name + " was edited or trained; its " + count + " values are not written here (saved to a file, it has them beside it)";
    lines.add(ScriptRole::Start, text, changed.layer->id).subjects = {ScriptSubjects::kept(changed.layer->id, changed.role)};
}

}  // namespace glassnet
