#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/network/NetworkSpec.h"

namespace glassnet {

/// A one-click repair of a problem.
enum class RepairKind : std::uint8_t {
    RemoveLayer,
    RemoveLink,
    AddLink,
    SetUnits,
    JoinByConcatenation,
    AddOutput,
    AddInput,
    SetBatchSize,
    RemoveClamp
};

/// What to do: the layer or link it touches and the value it sets.
struct Repair {
    RepairKind kind{};
    LayerId layer;
    LinkId link;
    LayerId other;           ///< AddLink: the link's source
    std::int64_t value = 0;  ///< SetUnits, SetBatchSize; RemoveClamp: the unit
    friend bool operator==(const Repair&, const Repair&) = default;
};

/// Something that keeps the network from running, on the layer it belongs to (none: the whole network).
struct Problem {
    Error error;
    LayerId layer;
    std::vector<Repair> repairs;
};

/// Units that go in and out of a layer.
struct LayerShape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    friend bool operator==(const LayerShape&, const LayerShape&) = default;
};

/// What a network is checked against.
struct CheckLimits {
    std::int64_t batchSize = 1;
    /// Bytes a training step may take; computed and compared before anything is allocated.
    std::uint64_t memoryBytes = std::uint64_t{1} << 33;
    /// Values an optimizer keeps beside each parameter (Adam: 2).
    int optimizerSlots = 1;
    bool training = true;
};

/// The units in and out of every layer for which they can be known; layers on or behind a circle are missing.
[[nodiscard]] std::map<LayerId, LayerShape> inferShapes(const NetworkSpec& network);

/// Number of trainable and frozen parameters, saturating at UINT64_MAX.
[[nodiscard]] std::uint64_t parameterCount(const NetworkSpec& network);

/// Bytes of one training step in float32: parameters, gradients, optimizer state, activations and their gradients; saturating.
[[nodiscard]] std::uint64_t trainingBytes(const NetworkSpec& network, const CheckLimits& limits);

/// Everything that keeps the network from running, by layer as drawn; empty means it compiles.
[[nodiscard]] std::vector<Problem> findProblems(const NetworkSpec& network, const CheckLimits& limits = {});

/// Carries out a repair of the network (SetBatchSize is the caller's); a layer it adds gets `name`. Returns false when it no longer
/// applies; nothing is changed then.
bool applyRepair(NetworkSpec& network, const Repair& repair, std::string_view name = {});

}  // namespace glassnet
