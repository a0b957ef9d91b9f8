#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/training/TimelineEvents.h"
#include "engine/training/Trainer.h"

namespace glassnet {

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
/// earlier point starts a branch; branches and events stay: a person made them. A branch takes some dozen bytes.
class Timeline {
public:
    static constexpr std::uint64_t kDefaultBudget = 256ULL << 20U;
    /// Steps between two calls of record at most, so that there are checkpoints to go back to; advance keeps it.
    static constexpr std::int64_t kLongestSpan = 64;
    /// How many steps before the present keep a checkpoint each, as long as a quarter of the budget holds them.
    static constexpr std::size_t kNearSteps = 64;

    /// Told how many of the steps on the way are done: first 0, then at least every 16 steps.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

    explicit Timeline(const TrainingState& start, std::uint64_t budgetBytes = kDefaultBudget);

    /// Gives the arithmetic of a device; where the device is gone, that of another one under its name.
    using Devices = std::function<NamedBackend(const std::string& device)>;
    /// The device of the first step, and where the others come from: what is replayed is replayed on the device that it ran on. Without
    /// this everything runs on the trainer's own.
    void setDevices(std::string first, Devices devices);

    /// Notes that the present is `state` (between two steps) and its loss, if one was computed; keeps a checkpoint where one is due.
    void record(const TrainingState& state, std::optional<double> loss);
    /// Goes back from the present to `state`, an earlier step of the present branch: the steps after it are gone with the device that made
    /// them. Where the branch ended with them it is shorter now.
    void cutBack(const TrainingState& state);
    /// Notes an event at the present step. At an earlier step than the branch's last this starts a branch.
    void note(const TimelineEvent& event);

    /// Trains from the start of a step in spans of kLongestSpan and records each (of a device that is ahead of the host, where it stands);
    /// what happened from outside on the present branch is repeated where it happened. Stops early as Trainer::train does. Throws
    /// EntryRange in mid-step.
    SliceReport advance(Trainer& trainer, std::int64_t steps, const std::stop_token& stop, const Progress& progress = {});
    /// Repeats what happened from outside at the present step of the present branch: for a trainer that went on to it by itself.
    void repeatEvents(Trainer& trainer) const { repeatEvents(trainer, m_step); }
    /// The same at another step of the present branch.
    void repeatEvents(Trainer& trainer, std::int64_t step) const { applyEvents(trainer, m_way, step); }

    /// Puts a trainer of one's own at the start of `step` of the present branch (held within it), as goTo does, and leaves the present
    /// where it is. `cancelled` (may be empty) is asked every few milliseconds; false when it said yes on the way.
    [[nodiscard]] bool prepare(Trainer& trainer, std::int64_t step, const std::function<bool()>& cancelled) const;

    /// The first step after the present one at which something happened from outside on the present branch, `last` where there is none
    /// before it: so far a trainer may go on by itself.
    [[nodiscard]] std::int64_t nextEvent(std::int64_t last) const { return m_events.nextStep(m_way, m_step, last); }

    /// Puts `trainer` at the start of `step` of the present branch, by checkpoint and replay; events at that step are included.
    /// Looks at `stop` after each step. Returns false when stopped on the way: then the present is what it was, and the trainer is back at
    /// its step and entry (values that were overwritten on the device after their update are the caller's to overwrite again).
    bool goTo(Trainer& trainer, std::int64_t step, const std::stop_token& stop, const Progress& progress = {});
    /// Makes another branch the present one, at its last step; stopped as goTo.
    bool switchTo(Trainer& trainer, BranchId branch, const std::stop_token& stop, const Progress& progress = {});

    [[nodiscard]] std::int64_t step() const noexcept { return m_step; }
    [[nodiscard]] std::int64_t firstStep() const noexcept { return m_branches.front().forkStep; }
    [[nodiscard]] BranchId branch() const noexcept { return m_branch; }
    [[nodiscard]] const std::vector<BranchInfo>& branches() const noexcept { return m_branches; }
    /// Bytes of checkpoints and events held, and the limit. Checkpoints give way to events down to half of the budget; a state that is
    /// larger, and events beyond the other half, are kept all the same.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return m_checkpointBytes + m_events.bytes(); }
    [[nodiscard]] std::uint64_t budget() const noexcept { return m_budget; }
    /// Steps of the present branch and its ancestors that have a checkpoint, rising.
    [[nodiscard]] std::vector<std::int64_t> checkpoints() const;

private:
    /// A step of the branch that made it.
    struct Place {
        BranchId branch;
        std::int64_t step = 0;
        auto operator<=>(const Place&) const noexcept = default;
    };
    /// The state before the events of its own branch at its step.
    struct Checkpoint {
        TrainingState state;
        std::uint64_t bytes = 0;
        /// Kept only while it is near to the present.
        bool isNear = false;
    };
    using Checkpoints = std::map<Place, Checkpoint>;

    [[nodiscard]] std::vector<Stretch> path(BranchId branch) const;
    [[nodiscard]] BranchInfo& info(BranchId branch);
    [[nodiscard]] const Checkpoints::value_type* nearest(const std::vector<Stretch>& path, std::int64_t step) const;
    /// Restores the nearest checkpoint; its step.
    std::int64_t restoreNearest(Trainer& trainer, const std::vector<Stretch>& path, std::int64_t step) const;
    void applyEvents(Trainer& trainer, std::span<const Stretch> path, std::int64_t step) const;
    void useDeviceOf(Trainer& trainer, const std::vector<Stretch>& path, std::int64_t step) const;
    void useDevice(Trainer& trainer, const std::string& device) const;
    void notePlace(std::int64_t step, std::optional<double> loss);
    bool replay(Trainer& trainer, BranchId branch, std::int64_t step, const std::stop_token& stop, const Progress& progress);
    void setPresent(BranchId branch, std::int64_t step);
    void setBase(const TrainingState& state, bool beforeEvents);

    void keep(const std::vector<Stretch>& path, Place place, const TrainingState& state);
    Checkpoints::iterator drop(Checkpoints::iterator checkpoint);
    void dropNear();
    void thinOut();
    [[nodiscard]] std::uint64_t allowance() const noexcept;

    Checkpoints m_checkpoints;
    /// Those kept only while they are near, the oldest first.
    std::deque<Place> m_near;
    /// Epoch orders that checkpoints share: how many do.
    std::map<const std::byte*, std::size_t> m_orders;
    std::uint64_t m_checkpointBytes = 0;
    std::uint64_t m_nearBytes = 0;
    EventLog m_events;
    std::vector<BranchInfo> m_branches;
    /// Steps between lasting checkpoints at least; doubles when the budget is used up.
    std::int64_t m_interval = 1;
    BranchId m_branch;
    /// The way to m_branch.
    std::vector<Stretch> m_way;
    std::int64_t m_step = 0;
    /// The present step's tensors before the events of the present branch, where they are known.
    std::optional<std::map<StateKey, Tensor>> m_base;
    std::uint64_t m_budget;
    std::string m_firstDevice;
    Devices m_devices;
};

}  // namespace glassnet
