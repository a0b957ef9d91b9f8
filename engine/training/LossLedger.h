#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/training/LookControl.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// What one parameter element's update does to the loss.
struct LedgerLine {
    ParameterElement at;
    /// The update: its value now less its value at the step's start.
    double change = 0.0;
    /// The gradient as the step computed it.
    double gradient = 0.0;
    /// What the gradient promises: gradient times change.
    double predicted = 0.0;
    /// What comes of it on the same batch: the loss with only this element updated, less the loss before.
    double real = 0.0;
};

/// The books of one update: for every parameter element the change in loss that the gradient predicts and the one that came.
struct LossLedger {
    LookOutcome outcome = LookOutcome::Done;
    /// In the order of the program's parameters and their elements.
    std::vector<LedgerLine> lines;
    /// Parameters with a gradient whose update has not run yet.
    std::vector<TensorId> notYet;
    /// The loss of the batch at the step's start, and with all updates that have run.
    double lossBefore = 0.0;
    double lossAfter = 0.0;
    /// Sums over the lines, in their order.
    double predicted = 0.0;
    double singles = 0.0;

    /// The change in loss with everything updated together.
    [[nodiscard]] double together() const noexcept { return lossAfter - lossBefore; }
    /// What the single changes do not explain: they bend and meet each other.
    [[nodiscard]] double rest() const noexcept { return together() - singles; }
};

/// Measures the updates of the step in hand that have run, on its own batch with its own masks, in the reference's arithmetic. The trainer
/// is only read. `shown`: entries that count as run, where the last one is seen only in part; none: all that have.
[[nodiscard]] LossLedger lossLedger(const Trainer& trainer, const Backend& reference, const LookControl& control = {},
                                    std::optional<std::size_t> shown = std::nullopt);

}  // namespace glassnet
