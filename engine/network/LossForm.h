#pragma once

#include "engine/network/Activations.h"
#include "engine/network/Losses.h"

namespace glassnet {

/// Where a loss reads: the logits form takes z where the activation is the one the loss undoes, so that it is never applied twice.
struct LossForm {
    bool fromLogits = false;
    bool readsPreActivation = false;
};

/// The form of a loss behind an activation.
[[nodiscard]] LossForm lossForm(Loss loss, Activation activation) noexcept;

}  // namespace glassnet
