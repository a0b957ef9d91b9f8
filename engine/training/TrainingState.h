#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "engine/backend/Knobs.h"
#include "engine/network/NetworkSpec.h"
#include "engine/program/OptimizerKind.h"
#include "engine/program/StateKey.h"
#include "engine/random/Generator.h"
#include "engine/tensor/Tensor.h"

namespace glassnet {

/// The three generators of a project, each with a seed the user sees.
enum class GeneratorRole : std::uint8_t { Start, Shuffle, Dropout };
inline constexpr std::size_t kGeneratorRoles = 3;

/// Everything a run is made of between two steps: the one unit of checkpoint, save, undo, branch, device change and recovery. A value,
/// cheap to copy: tensors share storage and are replaced, never written in place.
struct TrainingState {
    /// Parameters, optimizer slots and running statistics by their lasting names.
    std::map<StateKey, Tensor> tensors;
    std::array<std::uint64_t, kGeneratorRoles> seeds{};
    std::array<Generator, kGeneratorRoles> generators{Generator(0), Generator(0), Generator(0)};
    /// The rows of this epoch in the order they are used (int64 [rows]) and the first row of the next batch.
    Tensor order;
    std::int64_t cursor = 0;
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    /// The learning rate is the one before the schedule; a step of this epoch computes with knobsAt(knobs, epoch).
    Knobs knobs;

    [[nodiscard]] Generator& generator(GeneratorRole role) { return generators[static_cast<std::size_t>(role)]; }
    [[nodiscard]] const Generator& generator(GeneratorRole role) const { return generators[static_cast<std::size_t>(role)]; }
};

/// Equal in every bit that can change a later step.
[[nodiscard]] bool bitEqual(const TrainingState& a, const TrainingState& b);

/// A 64-bit hash over the same bits, the same on every machine: two states with equal hashes are equal for every purpose of a test.
[[nodiscard]] std::uint64_t stateHash(const TrainingState& state);

/// Approximate bytes held, storage shared with other states counted in full (the Timeline's budget).
[[nodiscard]] std::uint64_t stateBytes(const TrainingState& state);

/// What the start generator drew: the state at step 0 and, where input layers draw their own samples, those samples [rows, units].
struct Start {
    TrainingState state;
    std::map<LayerId, Tensor> samples;
};

/// Draws samples, weights and biases in the network's draw order from `seeds[Start]` (float32, bit for bit PyTorch's), zero biases and ones
/// for norms, running statistics 0 and 1, optimizer slots zero (Adagrad's sum: Knobs::initialSum). `previous` (may be null): tensors whose
/// shape is unchanged keep their values.
[[nodiscard]] Start drawStart(const NetworkSpec& network, const std::array<std::uint64_t, kGeneratorRoles>& seeds, const Knobs& knobs,
                              OptimizerKind optimizer, const TrainingState* previous = nullptr);

}  // namespace glassnet
