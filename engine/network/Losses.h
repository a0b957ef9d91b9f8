#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/network/Parameter.h"

namespace glassnet {

/// How far an output is from its target. The formulas are in engine/backend/LossFormulas.h.
/// Hinge is the multi-class margin loss, nn.MultiMarginLoss with p = 1: for a sample of class y with outputs a the sum over the other
/// classes i of max(0, margin - a_y + a_i), divided by the number of classes.
/// HalfSquaredError is TensorFlow Playground's: half the squared differences, summed over the units, the mean over the samples.
enum class Loss : std::uint8_t {
    MeanSquaredError,
    L1,
    Huber,
    BinaryCrossEntropy,
    BinaryCrossEntropyWithLogits,
    CrossEntropy,
    Hinge,
    HalfSquaredError,
    Count_
};

/// A loss with the values of its parameters, in the order of its table row; what a row does not use is 0.
struct LossSpec {
    Loss kind = Loss::MeanSquaredError;
    std::array<double, 2> parameters{};

    friend bool operator==(const LossSpec&, const LossSpec&) = default;
};

/// What a target holds: any numbers or numbers from 0 to 1, in the shape of the output; or one class index (int64) a sample.
enum class TargetKind : std::uint8_t { Values, Probabilities, ClassIndices };

/// What the mean is taken over: all elements (batch times units) or the samples.
enum class LossMean : std::uint8_t { Elements, Samples };

/// One row of the table of losses.
struct LossInfo {
    Loss kind;
    std::string_view key;            ///< in files and on the command line
    std::string_view torchFunction;  ///< for code; empty where PyTorch has none: lossCall writes it out
    std::string_view torchModule;    ///< for code; empty likewise
    std::string_view formulaKey;     ///< which symbols the formula card shows
    TargetKind target;
    LossMean mean;
    std::span<const ParameterInfo> parameters;
};

/// Every loss, in the order of the enum.
[[nodiscard]] std::span<const LossInfo> losses() noexcept;

/// The row of one loss.
[[nodiscard]] const LossInfo& lossInfo(Loss kind) noexcept;

/// The loss whose key this is. Error: BadProperty ("", "loss", key, first key, last key).
[[nodiscard]] Result<Loss> lossFromKey(std::string_view key);

/// The loss with its parameters' defaults (PyTorch's).
[[nodiscard]] LossSpec defaultSpec(Loss kind) noexcept;

}  // namespace glassnet
