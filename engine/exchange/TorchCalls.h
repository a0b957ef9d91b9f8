#pragma once

#include <cstdint>
#include <string>

#include "engine/backend/Knobs.h"
#include "engine/network/Activations.h"
#include "engine/network/Losses.h"
#include "engine/program/OptimizerKind.h"

namespace glassnet {

/// The activation of an expression: "torch.tanh(x)"; the expression itself for the identity. Parameters at PyTorch's default are left
/// out here and below.
[[nodiscard]] std::string activationCall(const ActivationSpec& activation, const std::string& argument);
/// The activation as a module: "nn.Tanh()". Where PyTorch has none, the class that ownModuleName names: "Sine()".
[[nodiscard]] std::string activationModule(const ActivationSpec& activation);
/// The name of the class that stands for the activation's missing module; empty where PyTorch has a module.
[[nodiscard]] std::string ownModuleName(const ActivationSpec& activation);

/// The loss behind an activation as the engine computes it, of what lossForm says it reads.
[[nodiscard]] std::string lossCall(const LossSpec& loss, Activation activation, const std::string& prediction, const std::string& target);

/// "torch.optim.SGD(net.parameters(), lr=0.1)".
[[nodiscard]] std::string optimizerCall(OptimizerKind optimizer, const Knobs& knobs, const std::string& parameters = "net.parameters()");
/// The schedule of the object "optimizer", "torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.1)"; empty for a rate that
/// stays. A warm-up before another schedule is a SequentialLR.
[[nodiscard]] std::string schedulerCall(const Schedule& schedule);
/// Adds a penalty to the gradient of a weight, "net[0].weight"; `mask`: 0 where nothing is added, empty: none. Not for Penalty::None.
[[nodiscard]] std::string penaltyCall(Penalty penalty, double rate, const std::string& weight, const std::string& mask);
/// Cuts the gradients of `parameters`. Not for Clipping::None.
[[nodiscard]] std::string clippingCall(Clipping clipping, double limit, const std::string& parameters = "net.parameters()");
/// Whether nesterov has to be set after the optimizer is made: torch.optim.SGD refuses it together with dampening.
[[nodiscard]] bool setsNesterovLater(const Knobs& knobs);

}  // namespace glassnet
