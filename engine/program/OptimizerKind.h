#pragma once

#include <cstddef>
#include <cstdint>

namespace glassnet {

/// How parameters follow their gradients; the table is program/Optimizers.
enum class OptimizerKind : std::uint8_t { Sgd, RmsProp, Adagrad, Adam, AdamW };
inline constexpr std::size_t kOptimizerKinds = 5;

/// What is added to the gradients of weights (not of biases, not of a norm's scales and shifts) to keep them small, TensorFlow
/// Playground's rule: g + rate dR with dR = w (L2) or its sign, +1 at 0 (L1). PyTorch's weight decay is a knob and not this.
enum class Penalty : std::uint8_t { None, L1, L2 };

/// How gradients that are too large are cut, after the penalty: all by one factor, so that the norm over all of them is held
/// (torch.nn.utils.clip_grad_norm_), or each number by itself (clip_grad_value_).
enum class Clipping : std::uint8_t { None, Norm, Value };

}  // namespace glassnet
