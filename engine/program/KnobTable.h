#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/backend/Knobs.h"
#include "engine/program/OptimizerKind.h"

namespace glassnet {

/// How a knob is turned: any number, a whole one, on or off (1 or 0), or one of its choices (their place in the list).
enum class KnobKind : std::uint8_t { Number, Whole, Switch, Choice };

/// What has to be chosen for a knob to be read.
enum class KnobUse : std::uint8_t {
    Always,
    Optimizer,  ///< by the optimizers that KnobInfo names
    Penalty,    ///< where there is a penalty
    Clipping,   ///< where gradients are clipped
    Step,       ///< by the schedule of this kind
    Cosine,
    WarmUp,  ///< where there are epochs of warm-up
};

/// One knob: all that a panel needs to show it and a file to hold it.
struct KnobInfo {
    std::string_view key;
    KnobKind kind{};
    /// The range, ends included, and the value of a fresh Knobs; an optimizer may have a default of its own (knobDefault).
    double smallest = 0.0;
    double largest = 0.0;
    double standard = 0.0;
    KnobUse use{};
    /// The optimizers that read it, one bit each in OptimizerKind's order; all of them unless `use` is Optimizer.
    std::uint8_t optimizers = 0;
    /// False: it can be turned at any step of a run, and takes hold with the next update. True: the program has to be compiled anew.
    bool changesProgram = false;
    /// Its argument of the optimizer in PyTorch; empty: none.
    std::string_view torchName;
    /// The keys of a Choice.
    std::span<const std::string_view> choices;
    /// Its value among the knobs, and how to set it; null for what belongs to the program: optimizer, penalty, clipping.
    double (*get)(const Knobs& knobs) = nullptr;
    void (*set)(Knobs& knobs, double value) = nullptr;

    [[nodiscard]] bool isReadBy(OptimizerKind optimizer) const { return ((optimizers >> static_cast<unsigned>(optimizer)) & 1U) != 0; }
};

/// What is chosen beside the numbers; says which of the numbers are read.
struct KnobChoices {
    OptimizerKind optimizer{};
    Penalty penalty{};
    Clipping clipping{};
};

/// All knobs, those of the program first, in the order in which a panel shows them.
[[nodiscard]] std::span<const KnobInfo> knobTable();
/// Null for an unknown key.
[[nodiscard]] const KnobInfo* findKnob(std::string_view key);
/// Whether anything reads the knob now.
[[nodiscard]] bool isRead(const KnobInfo& knob, const KnobChoices& choices, const Knobs& knobs);
/// What a knob is at first with an optimizer: PyTorch's default (of SGD's rate, which has none there, ours).
[[nodiscard]] double knobDefault(const KnobInfo& knob, OptimizerKind optimizer);
/// All knobs at their defaults for an optimizer.
[[nodiscard]] Knobs defaultKnobs(OptimizerKind optimizer);

/// "none", "l1", "l2" and "none", "norm", "value": the keys in files. None for an unknown one.
[[nodiscard]] std::string_view penaltyKey(Penalty penalty);
[[nodiscard]] std::optional<Penalty> findPenalty(std::string_view key);
[[nodiscard]] std::string_view clippingKey(Clipping clipping);
[[nodiscard]] std::optional<Clipping> findClipping(std::string_view key);

/// True when two sets of knobs are the same numbers, bit for bit.
[[nodiscard]] bool sameBits(const Knobs& a, const Knobs& b);

}  // namespace glassnet
