#include "engine/network/Activations.h"

#include <algorithm>

namespace glassnet {

namespace {

using Kinks = std::vector<double>;

Kinks smooth(const ActivationSpec&) { return {}; }
Kinks atZero(const ActivationSpec&) { return {0.0}; }
/// The slope is alpha left of 0 and 1 right of it.
Kinks elu(const ActivationSpec& spec) { return spec.parameters[0] == 1.0 ? Kinks{} : Kinks{0.0}; }
/// Above beta z = threshold PyTorch returns z itself, a small jump.
Kinks softplus(const ActivationSpec& spec) { return {spec.parameters[1] / spec.parameters[0]}; }

constexpr auto kLeakyRelu = std::to_array<ParameterInfo>({{"negative_slope", 0.01, -10.0, 10.0}});
constexpr auto kElu = std::to_array<ParameterInfo>({{"alpha", 1.0, -10.0, 10.0}});
constexpr auto kSoftplus = std::to_array<ParameterInfo>({{"beta", 1.0, 0.01, 100.0}, {"threshold", 20.0, 1.0, 700.0}});

constexpr auto kElement = ActivationScope::Element;
constexpr auto kRow = ActivationScope::Row;

// An empty function: the name stands for the value itself. Step takes a second argument: torch.heaviside(z, z.new_zeros(())), which
// has no gradient in PyTorch either.
// clang-format off
const auto kTable = std::to_array<ActivationInfo>({
    {Activation::Identity,  "identity",   "",                                "nn.Identity",  "Identity",  "identity",   kElement, {},         smooth},
    {Activation::Sigmoid,   "sigmoid",    "torch.sigmoid",                   "nn.Sigmoid",   "Sigmoid",   "sigmoid",    kElement, {},         smooth},
    {Activation::Tanh,      "tanh",       "torch.tanh",                      "nn.Tanh",      "Tanh",      "tanh",       kElement, {},         smooth},
    {Activation::Relu,      "relu",       "torch.relu",                      "nn.ReLU",      "Relu",      "relu",       kElement, {},         atZero},
    {Activation::LeakyRelu, "leaky_relu", "nn.functional.leaky_relu",        "nn.LeakyReLU", "LeakyRelu", "leaky_relu", kElement, kLeakyRelu, atZero},
    {Activation::Elu,       "elu",        "nn.functional.elu",               "nn.ELU",       "Elu",       "elu",        kElement, kElu,       elu},
    {Activation::Selu,      "selu",       "torch.selu",                      "nn.SELU",      "Selu",      "selu",       kElement, {},         atZero},
    {Activation::Gelu,      "gelu",       "nn.functional.gelu",              "nn.GELU",      "Gelu",      "gelu",       kElement, {},         smooth},
    {Activation::Silu,      "silu",       "nn.functional.silu",              "nn.SiLU",      "",          "silu",       kElement, {},         smooth},
    {Activation::Softplus,  "softplus",   "nn.functional.softplus",          "nn.Softplus",  "Softplus",  "softplus",   kElement, kSoftplus,  softplus},
    {Activation::Softmax,   "softmax",    "torch.softmax",                   "nn.Softmax",   "Softmax",   "softmax",    kRow,     {},         smooth},
    {Activation::Sine,      "sine",       "torch.sin",                       "",             "Sin",       "sine",       kElement, {},         smooth},
    {Activation::Step,      "step",       "torch.heaviside",                 "",             "",          "step",       kElement, {},         atZero},
});
// clang-format on

}  // namespace

std::span<const ActivationInfo> activations() noexcept { return kTable; }

const ActivationInfo& activationInfo(Activation kind) noexcept { return kTable[static_cast<std::size_t>(kind)]; }

Result<Activation> activationFromKey(std::string_view key) {
    const auto row = std::ranges::find(kTable, key, &ActivationInfo::key);
    if (row == kTable.end()) {
        return failure(ErrorCode::BadProperty, {std::string(), std::string("activation"), std::string(key), std::string(kTable.front().key),
                                                std::string(kTable.back().key)});
    }
    return row->kind;
}

ActivationSpec defaultSpec(Activation kind) noexcept {
    ActivationSpec spec{kind, {}};
    std::ranges::transform(activationInfo(kind).parameters, spec.parameters.begin(), &ParameterInfo::standard);
    return spec;
}

}  // namespace glassnet
