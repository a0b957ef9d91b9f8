#pragma once

#include <cstdint>
#include <span>

#include "engine/network/Activations.h"
#include "engine/network/Losses.h"
#include "engine/tensor/DType.h"

namespace glassnet {

// The formulas of backend/Formulas for one element, chosen at run time: for explanations and plots, not for loops over tensors.
// Float64 with fused arithmetic unless a dtype is given.

/// e^x.
[[nodiscard]] double elementExp(double x, DType dtype = DType::Float64);
/// f(z) of an activation of elements; z itself for softmax.
[[nodiscard]] double activationValue(const ActivationSpec& activation, double z, DType dtype = DType::Float64);
/// f'(z) where a = f(z); 1 for softmax.
[[nodiscard]] double activationSlope(const ActivationSpec& activation, double z, double a, DType dtype = DType::Float64);
/// What a loss of elements takes the mean of, for an output (with `fromLogits` of binary cross entropy: its logit) and a target.
[[nodiscard]] double elementLoss(const LossSpec& loss, bool fromLogits, double a, double y, DType dtype = DType::Float64);
/// What a loss of samples takes the mean of, for a row of outputs or logits and the target's class.
[[nodiscard]] double rowLoss(const LossSpec& loss, std::span<const double> row, std::int64_t target, DType dtype = DType::Float64);

}  // namespace glassnet
