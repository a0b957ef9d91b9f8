#pragma once

#include <compare>
#include <string>

#include "engine/base/Error.h"
#include "engine/network/NetworkSpec.h"

namespace glassnet {

/// What a layer keeps from step to step.
enum class StateRole : std::uint8_t { None, Weight, Bias, Scale, Shift, RunningMean, RunningVariance };

/// The lasting name of a tensor in a TrainingState: it survives recompiling, because it names a layer and not a program's tensor.
/// Slot 0 is the value itself, 1.. are what the optimizer keeps for it.
struct StateKey {
    LayerId layer;
    StateRole role{};
    int slot = 0;
    auto operator<=>(const StateKey&) const noexcept = default;
};

/// "3.weight", "3.weight.slot1": the name in weights.safetensors.
[[nodiscard]] std::string stateKeyName(const StateKey& key);
/// The other way; TensorMissing (the name) for one that is none.
[[nodiscard]] Result<StateKey> parseStateKey(std::string_view name);

}  // namespace glassnet
