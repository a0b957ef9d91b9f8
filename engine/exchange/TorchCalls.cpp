#include "engine/exchange/TorchCalls.h"

#include <array>
#include <vector>

#include "engine/exchange/PythonText.h"
#include "engine/network/LossForm.h"
#include "engine/program/KnobTable.h"
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
    if (kind == Loss::HalfSquaredError) {
        return "0.5 * ((" + prediction + " - " + target + ") ** 2).sum(dim=1).mean()";
    }
    std::vector<std::string> arguments{prediction, target};
    const auto more = keywords(lossInfo(loss.kind).parameters, loss.parameters);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return pythonCall(lossInfo(kind).torchFunction, arguments);
}

namespace {

/// SGD's knobs that do nothing without momentum are left out, and so is nesterov where it is set later.
bool isLeftOut(const KnobInfo& knob, OptimizerKind optimizer, const Knobs& knobs) {
    if (optimizer != OptimizerKind::Sgd) {
        return false;
    }
    const bool needsMomentum = knob.key == "dampening" || knob.key == "nesterov";
    return (needsMomentum && knobs.momentum == 0.0) || (knob.key == "nesterov" && setsNesterovLater(knobs));
}

std::string keyword(const KnobInfo& knob, const Knobs& knobs) {
    const auto value = knob.torchName == "betas"       ? "(" + pythonNumber(knobs.beta1) + ", " + pythonNumber(knobs.beta2) + ")"
                       : knob.kind == KnobKind::Switch ? std::string(knob.get(knobs) != 0.0 ? "True" : "False")
                                                       : pythonNumber(knob.get(knobs));
    return std::string(knob.torchName) + "=" + value;
}

}  // namespace

std::string optimizerCall(OptimizerKind optimizer, const Knobs& knobs, const std::string& parameters) {
    std::vector<std::string> arguments{parameters, "lr=" + pythonNumber(knobs.learningRate)};
    for (const auto kind : {KnobKind::Number, KnobKind::Switch}) {
        for (const auto& knob : knobTable()) {
            if (knob.kind != kind || knob.torchName.empty() || knob.torchName == "lr" || !knob.isReadBy(optimizer) ||
                isLeftOut(knob, optimizer, knobs) || knob.get(knobs) == knobDefault(knob, optimizer)) {
                continue;
            }
            if (const auto text = keyword(knob, knobs); text != arguments.back()) {  // Both betas are one argument.
                arguments.push_back(text);
            }
        }
    }
    return pythonCall("torch.optim." + std::string(optimizerInfo(optimizer).torchName), arguments);
}

std::string schedulerCall(const Schedule& schedule) {
    const std::string module = "torch.optim.lr_scheduler.";
    std::string rest;
    if (schedule.kind == ScheduleKind::Step) {
        rest = pythonCall(module + "StepLR",
                          {"optimizer", "step_size=" + std::to_string(schedule.every), "gamma=" + pythonNumber(schedule.gamma)});
    } else if (schedule.kind == ScheduleKind::Cosine) {
        rest = pythonCall(module + "CosineAnnealingLR",
                          {"optimizer", "T_max=" + std::to_string(schedule.period), "eta_min=" + pythonNumber(schedule.leastRate)});
    }
    if (schedule.warmUp <= 0) {
        return rest;
    }
    const auto warmUp = pythonCall(module + "LinearLR", {"optimizer", "start_factor=" + pythonNumber(schedule.warmUpStart),
                                                         "total_iters=" + std::to_string(schedule.warmUp)});
    return rest.empty() ? warmUp
                        : pythonCall(module + "SequentialLR", {"optimizer", "[" + warmUp + ", " + rest + "]",
                                                               "milestones=[" + std::to_string(schedule.warmUp) + "]"});
}

std::string penaltyCall(Penalty penalty, double rate, const std::string& weight, const std::string& mask) {
    auto slope = penalty == Penalty::L2 ? weight + ".detach()" : "torch.where(" + weight + " < 0, -1.0, 1.0)";
    if (!mask.empty()) {
        slope += " * " + mask;
    }
    return pythonCall(weight + ".grad.add_", {slope, "alpha=" + pythonNumber(rate)});
}

std::string clippingCall(Clipping clipping, double limit, const std::string& parameters) {
    return pythonCall(clipping == Clipping::Norm ? "nn.utils.clip_grad_norm_" : "nn.utils.clip_grad_value_",
                      {parameters, pythonNumber(limit)});
}

bool setsNesterovLater(const Knobs& knobs) { return knobs.momentum != 0.0 && knobs.dampening != 0.0 && knobs.nesterov; }

}  // namespace glassnet
