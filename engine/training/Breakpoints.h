#pragma once

#include <cstdint>
#include <optional>

namespace glassnet {

/// The loss has not fallen by `improvement` (a share of the best so far) in `epochs` epochs.
struct Plateau {
    std::int64_t epochs = 20;
    double improvement = 0.001;
    friend bool operator==(const Plateau&, const Plateau&) = default;
};

/// Where training stops by itself. A number that is not finite stops it in any case.
struct Breakpoints {
    std::optional<std::int64_t> epoch;
    /// The mean training loss of an epoch is at most this.
    std::optional<double> loss;
    /// Accuracy or R2, of the test part where there is one, is at least this.
    std::optional<double> score;
    std::optional<Plateau> plateau;

    /// True when how well the network does has to be measured after each epoch.
    [[nodiscard]] bool needsScore() const noexcept { return score.has_value(); }
    [[nodiscard]] bool any() const noexcept { return epoch.has_value() || loss.has_value() || score.has_value() || plateau.has_value(); }
    friend bool operator==(const Breakpoints&, const Breakpoints&) = default;
};

/// Why training stopped.
enum class StopReason : std::uint8_t { None, Person, Goal, Epoch, Loss, Score, Plateau, NotFinite };

/// What is known at the end of an epoch.
struct EpochFacts {
    /// Epochs done.
    std::int64_t epoch = 0;
    double loss = 0.0;
    std::optional<double> score;
};

/// Looks at each epoch's end whether a breakpoint is reached. What was reached before training went on does not stop it again: a
/// condition must have been false once.
class BreakpointWatch {
public:
    /// `before`: what is known of the state training goes on from; none at the start of a run.
    BreakpointWatch(const Breakpoints& breakpoints, const std::optional<EpochFacts>& before);

    /// None while training goes on.
    [[nodiscard]] StopReason look(const EpochFacts& facts);

private:
    Breakpoints m_breakpoints;
    bool m_lossArmed = true;
    bool m_scoreArmed = true;
    bool m_epochArmed = true;
    std::optional<double> m_best;
    std::int64_t m_bestEpoch = 0;
};

}  // namespace glassnet
