#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/network/Parameter.h"

namespace glassnet {

/// What stands between a layer's sum z and its output a. The formulas are in engine/backend/ActivationFormulas.h.
enum class Activation : std::uint8_t { Identity, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Selu, Gelu, Silu, Softplus, Softmax, Sine, Step };

/// An activation with the values of its parameters, in the order of its table row; what a row does not use is 0.
struct ActivationSpec {
    Activation kind = Activation::Identity;
    std::array<double, 2> parameters{};

    friend bool operator==(const ActivationSpec&, const ActivationSpec&) = default;
};

/// Whether f works on each element alone or on the row of a sample (softmax).
enum class ActivationScope : std::uint8_t { Element, Row };

/// One row of the table of activations.
struct ActivationInfo {
    Activation kind;
    std::string_view key;            ///< in files and on the command line
    std::string_view torchFunction;  ///< for code: a function of a tensor
    std::string_view torchModule;    ///< for code: a module; empty when PyTorch has none
    std::string_view onnxOperator;   ///< empty when ONNX has no single operator
    std::string_view formulaKey;     ///< which symbols the formula card shows
    ActivationScope scope;
    std::span<const ParameterInfo> parameters;
    /// Where f or f' jumps for these parameters: a numeric derivative is not taken near them.
    std::vector<double> (*kinks)(const ActivationSpec& spec);
};

/// Every activation, in the order of the enum.
[[nodiscard]] std::span<const ActivationInfo> activations() noexcept;

/// The row of one activation.
[[nodiscard]] const ActivationInfo& activationInfo(Activation kind) noexcept;

/// The activation whose key this is. Error: BadProperty ("", "activation", key, first key, last key).
[[nodiscard]] Result<Activation> activationFromKey(std::string_view key);

/// The activation with its parameters' defaults (PyTorch's).
[[nodiscard]] ActivationSpec defaultSpec(Activation kind) noexcept;

}  // namespace glassnet
