#include "engine/exchange/TorchCalls.h"

#include <array>
#include <vector>

#include "engine/exchange/PythonText.h"
#include "engine/network/LossForm.h"
#include "engine/program/Optimizers.h"

namespace glassnet {

namespace {

/// "key=value" for each parameter that is not at its default.
std::vector<std::string> keywords(std::span<const ParameterInfo> rows, const std::array<double, 2>& values) {
    std::vector<std::string> arguments;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (values.at(i) != rows[i].standard) {
            arguments.push_back(std::string(rows[i].key) + "=" + pythonNumber(values.at(i)));
        }
    }
    return arguments;
}

std::vector<std::string> activationArguments(const ActivationSpec& activation) {
    const auto& info = activationInfo(activation.kind);
    auto arguments = keywords(info.parameters, activation.parameters);
    if (info.scope == ActivationScope::Row) {
        arguments.emplace_back("dim=1");
    }
    return arguments;
}

}  // namespace

std::string activationCall(const ActivationSpec& activation, const std::string& argument) {
    if (activation.kind == Activation::Identity) {
        return argument;
    }
    if (activation.kind == Activation::Step) {
        // torch.heaviside cannot be differentiated; this is the same function with the derivative 0.
        return "torch.relu(torch.sign(" + argument + "))";
    }
    auto arguments = activationArguments(activation);
    arguments.insert(arguments.begin(), argument);
    return pythonCall(activationInfo(activation.kind).torchFunction, arguments);
}

std::string ownModuleName(const ActivationSpec& activation) {
    const auto& info = activationInfo(activation.kind);
    if (!info.torchModule.empty()) {
        return {};
    }
    std::string name(info.key);
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

std::string activationModule(const ActivationSpec& activation) {
    const auto own = ownModuleName(activation);
    return own.empty() ? pythonCall(activationInfo(activation.kind).torchModule, activationArguments(activation)) : own + "()";
}

std::string lossCall(const LossSpec& loss, Activation activation, const std::string& prediction, const std::string& target) {
    const bool fromLogits = lossForm(loss.kind, activation).fromLogits;
    const auto kind = loss.kind == Loss::BinaryCrossEntropy && fromLogits ? Loss::BinaryCrossEntropyWithLogits : loss.kind;
    std::vector<std::string> arguments{prediction, target};
    const auto more = keywords(lossInfo(loss.kind).parameters, loss.parameters);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return pythonCall(lossInfo(kind).torchFunction, arguments);
}

std::string optimizerCall(OptimizerKind optimizer, const Knobs& knobs) {
    std::vector<std::string> arguments{"net.parameters()", "lr=" + pythonNumber(knobs.learningRate)};
    if (knobs.momentum != 0.0) {
        arguments.push_back("momentum=" + pythonNumber(knobs.momentum));
        if (knobs.dampening != 0.0) {
            arguments.push_back("dampening=" + pythonNumber(knobs.dampening));
        }
    }
    if (knobs.weightDecay != 0.0) {
        arguments.push_back("weight_decay=" + pythonNumber(knobs.weightDecay));
    }
    if (knobs.momentum != 0.0 && knobs.nesterov && !setsNesterovLater(knobs)) {
        arguments.emplace_back("nesterov=True");
    }
    return pythonCall("torch.optim." + std::string(optimizerInfo(optimizer).torchName), arguments);
}

bool setsNesterovLater(const Knobs& knobs) { return knobs.momentum != 0.0 && knobs.dampening != 0.0 && knobs.nesterov; }

}  // namespace glassnet
