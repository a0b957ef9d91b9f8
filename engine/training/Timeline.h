#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "engine/training/Trainer.h"

namespace glassnet {

using BranchId = StrongId<struct BranchTag>;

/// A value changed by hand.
struct ParameterEvent {
    StateKey key;
    Tensor values;
};

/// Knobs turned by hand.
struct KnobsEvent {
    Knobs knobs;
};

/// Something from outside that happened at the start of a step and must be repeated when the step is replayed.
struct TimelineEvent {
    std::int64_t step = 0;
    std::variant<ParameterEvent, KnobsEvent> what;
};

/// A way through time: it left its parent at `forkStep` (none for the first branch).
struct BranchInfo {
    BranchId id;
    BranchId parent;
    std::int64_t forkStep = 0;
    std::int64_t lastStep = 0;
    double lastLoss = 0.0;
    bool hasLoss = false;
};

/// Time as a list: checkpoints (TrainingState values, thinned out within a memory budget) and a log of outside events with their steps.
/// Going back takes the nearest checkpoint and replays forward, exactly, because the engine is deterministic. Going another way from an
/// earlier point starts a branch; branches stay.
class Timeline {
public:
    static constexpr std::uint64_t kDefaultBudget = 256ULL << 20U;

    explicit Timeline(const TrainingState& start, std::uint64_t budgetBytes = kDefaultBudget);

    /// Notes that the present is `state` (between two steps) and its loss, if one was computed; keeps a checkpoint where one is due.
    void record(const TrainingState& state, std::optional<double> loss);
    /// Notes an event at the present step. At an earlier step than the branch's last this starts a branch.
    void note(const TimelineEvent& event);

    /// Repeats what happened from outside at the present step of the present branch: for a trainer that went on to it by itself.
    void repeatEvents(Trainer& trainer) const { repeatEvents(trainer, m_step); }
    /// The same at another step of the present branch.
    void repeatEvents(Trainer& trainer, std::int64_t step) const { applyEvents(trainer, path(m_branch), step); }

    /// Puts a trainer of one's own at the start of `step` of the present branch (held within it), as goTo does, and leaves the present
    /// where it is. `cancelled` (may be empty) is asked every few milliseconds; false when it said yes on the way.
    [[nodiscard]] bool prepare(Trainer& trainer, std::int64_t step, const std::function<bool()>& cancelled) const;

    /// The first step after the present one at which something happened from outside on the present branch, `last` where there is none
    /// before it: so far a trainer may go on by itself.
    [[nodiscard]] std::int64_t nextEvent(std::int64_t last) const { return nextEventStep(path(m_branch), m_step, last); }

    /// Puts `trainer` at the start of `step` of the present branch, by checkpoint and replay; events at that step are included.
    /// Returns false when stopped on the way; the present is then the step the trainer got to.
    bool goTo(Trainer& trainer, std::int64_t step, const std::stop_token& stop);
    /// Makes another branch the present one, at its last step.
    bool switchTo(Trainer& trainer, BranchId branch, const std::stop_token& stop);

    [[nodiscard]] std::int64_t step() const noexcept { return m_step; }
    [[nodiscard]] BranchId branch() const noexcept { return m_branch; }
    [[nodiscard]] const std::vector<BranchInfo>& branches() const noexcept { return m_branches; }
    /// Bytes of checkpoints and events held, and the limit.
    [[nodiscard]] std::uint64_t bytes() const noexcept;
    [[nodiscard]] std::uint64_t budget() const noexcept { return m_budget; }
    /// Steps of the present branch and its ancestors that have a checkpoint, rising.
    [[nodiscard]] std::vector<std::int64_t> checkpoints() const;

private:
    struct Checkpoint {
        BranchId branch;
        TrainingState state;
        std::uint64_t bytes = 0;
    };
    struct BranchEvent {
        BranchId branch;
        TimelineEvent event;
    };
    /// A stretch of a branch on the way to the present: its steps up to `lastStep`, its events up to number `events`.
    struct Stretch {
        BranchId branch;
        std::int64_t lastStep = 0;
        std::size_t events = 0;
    };
    [[nodiscard]] std::vector<Stretch> path(BranchId branch) const;
    [[nodiscard]] bool onPath(const std::vector<Stretch>& path, BranchId branch, std::int64_t step) const;
    [[nodiscard]] BranchInfo& info(BranchId branch);
    void applyEvents(Trainer& trainer, const std::vector<Stretch>& path, std::int64_t step) const;
    [[nodiscard]] std::int64_t nextEventStep(const std::vector<Stretch>& path, std::int64_t after, std::int64_t last) const;
    [[nodiscard]] const Checkpoint& nearest(const std::vector<Stretch>& path, std::int64_t step) const;
    bool replay(Trainer& trainer, BranchId branch, std::int64_t step, const std::stop_token& stop);
    void thinOut();

    /// By branch, then by step; the first is where time begins.
    std::vector<Checkpoint> m_checkpoints;
    std::vector<BranchEvent> m_events;
    std::vector<BranchInfo> m_branches;
    std::map<BranchId, std::size_t> m_forkEvents;
    /// Steps between checkpoints at least; doubles when the budget is used up.
    std::int64_t m_interval = 1;
    BranchId m_branch;
    std::int64_t m_step = 0;
    std::uint64_t m_budget;
};

}  // namespace glassnet
