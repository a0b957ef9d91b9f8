#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/StepPlace.h"
#include "engine/project/Project.h"
#include "engine/training/NonFinite.h"
#include "engine/training/Timeline.h"
#include "engine/training/Trainer.h"
#include "ui/workbench/Moment.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/SessionDevices.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// Asked and told on the way of a move that lasts: `stop` at least every 10 ms, `progress` (may be empty) what is done of how much.
struct MoveControl {
    std::stop_token stop;
    std::function<void(std::int64_t done, std::int64_t total)> progress;
};

/// A place in time and in the program.
struct StepPlace {
    const Program* program = nullptr;
    BranchId branch;
    std::int64_t step = 0;
    std::size_t position = 0;
    std::optional<EntryPart> part;
    friend bool operator==(const StepPlace&, const StepPlace&) = default;
};

/// A project in motion: its program on a device, the step in hand and the way there. Belongs to one thread; the window talks to it
/// through the Runner. Every move is exact, in both directions.
class Session {
public:
    /// Compiles the project, draws or takes its state and loads its first batch. The errors are the network's and the
    /// data's; nothing large is allocated before the network was checked.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const Project& project);
    /// Gives the state to begin with, from the one that the seeds draw.
    using Adopt = std::function<TrainingState(const TrainingState& start)>;
    /// On the device of `devices`, or the CPU where that has no room; from data that are prepared already, where `prepared` is given.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const Project& project, const Adopt& adopt,
                                                               const SessionDevices& devices = {},
                                                               const std::shared_ptr<const PreparedData>& prepared = nullptr);

    /// Goes one entry forward; from the end of a step to the start of the next.
    void forward();
    /// Goes one entry back; from the start of a step to the end of the one before. Stays at the very beginning.
    void back();
    /// Goes to `position` entries done within the step in hand; beyond the end counts as the end.
    void moveTo(std::size_t position);
    /// One step of a size to the next place where that size stops, either way; terms and units are those of the sample followed. Places
    /// are the same in both directions. A size over batches stops at the end of a step, and at the very beginning.
    void move(StepSize size, Direction direction, std::int64_t sample, const MoveControl& control = {});
    /// The entry in front of the eye is shown only so far; none: all of it.
    void setPart(const std::optional<EntryPart>& part);
    [[nodiscard]] const std::optional<EntryPart>& part() const noexcept { return m_part; }
    /// True when everything of the step in hand has run and is shown.
    [[nodiscard]] bool atEnd() const;
    /// The numbers of the entry in front of the eye; at the start of a step there is none, which is an error.
    [[nodiscard]] EntryNumbers numbersInHand() const;
    /// How many terms join for one of these numbers; at least one.
    [[nodiscard]] std::int64_t termsOf(const EntryNumbers& numbers, std::int64_t number, std::int64_t sample) const;
    /// Goes to the start of a training step of the present branch. Returns false when stopped on the way: then nothing has changed.
    bool goToStep(std::int64_t step, const MoveControl& control);
    /// Goes to another branch, where it ended. Returns false when stopped on the way: then nothing has changed.
    bool switchTo(BranchId branch, const MoveControl& control);
    /// Whole training steps from here on, in spans that the timeline can replay soon.
    SliceReport train(std::int64_t steps, const MoveControl& control);
    /// Goes to the entry of this step that makes the first number that is not finite; none, and at its end, when there is none.
    std::optional<NonFiniteBirth> goToBirth();
    /// Turns the knobs, an event of the timeline; an update that has run in the step in hand is not run again.
    void turn(const Knobs& knobs);
    /// The rows for training and for the test.
    [[nodiscard]] const SplitData& data() const { return *m_data; }
    [[nodiscard]] const std::shared_ptr<const SplitData>& sharedData() const noexcept { return m_data; }

    /// Replaces one element of a parameter; everything up to the cursor is computed anew. A value whose update has run in this step is
    /// replaced as it stands and holds from the next step on.
    void setElement(const StateKey& key, std::int64_t element, double value);
    /// The same for a whole parameter; `values` have its shape.
    void setValues(const StateKey& key, const Tensor& values);
    /// Ends a series of setElement or setValues on one parameter: the timeline remembers its last value.
    void commitElement(const StateKey& key);

    /// The numbers for display, with the terms of what `selection` points at. Tensors that have not changed are shared with the snapshot
    /// before.
    [[nodiscard]] SnapshotPtr snapshot(const Selection& selection, bool withGradientCheck,
                                       const std::optional<Selection>& followed = std::nullopt) const;
    /// Where the step stands.
    [[nodiscard]] StepPlace place() const { return {&m_trainer->program(), m_timeline->branch(), step(), m_trainer->position(), m_part}; }
    /// The selection that goes along with the step: the layer of the entry in front of the eye, with the unit that is chosen there or the
    /// first; of an entry that is partly shown, the number in hand.
    [[nodiscard]] Selection alongWith(Selection selection) const;
    /// The state at the start of the step in hand, for saving.
    [[nodiscard]] const TrainingState& state() const { return m_trainer->stepStart(); }
    /// The state at the start of the step in hand with those tensors only, and without the dropout generator: where a device is ahead, no
    /// others are fetched from it.
    [[nodiscard]] TrainingState stateOf(const std::function<bool(const TensorInfo&)>& isWanted) const;
    /// What a network in evaluation mode is made of: parameters and running statistics.
    [[nodiscard]] TrainingState learned() const;
    /// The knobs before the schedule, without a look at the device.
    [[nodiscard]] const Knobs& chosenKnobs() const noexcept { return m_trainer->knownState().knobs; }
    /// Where it stands, without a look at the device.
    [[nodiscard]] std::int64_t step() const noexcept { return m_trainer->step(); }
    [[nodiscard]] std::int64_t epoch() const noexcept { return m_trainer->epoch(); }
    [[nodiscard]] std::int64_t batchStart() const noexcept { return m_trainer->batchStart(); }
    /// The parameters as they stand after the entries that have run: what is on the screen.
    [[nodiscard]] TrainingState presentState() const;
    /// What the seeds draw for this project.
    [[nodiscard]] const TrainingState& start() const { return *m_start; }
    /// Parameters overwritten after their update in the step in hand.
    [[nodiscard]] const std::map<StateKey, Tensor>& late() const noexcept { return m_late; }
    /// Overwrites parameters whose update has run; others are passed over.
    void setLate(const std::map<StateKey, Tensor>& late);
    /// Where the numbers stand now.
    [[nodiscard]] Moment moment() const;
    /// True when `project` compiles to what runs here.
    [[nodiscard]] bool runs(const Project& project) const;
    /// True when its rows were prepared from these data by this plan.
    [[nodiscard]] bool learnsFrom(const DataSpec& data, const DataPlan& plan) const {
        return m_project.plan == plan && sameData(m_project.data, data);
    }
    /// True where it had to prepare its data, which nobody had ready.
    [[nodiscard]] bool hasPrepared() const noexcept { return m_hasPrepared; }
    /// The same network with other names and knobs; the knobs are not turned by it.
    void rename(const Project& project);
    /// Goes to a moment of this project along the timeline. False when the timeline does not lead there: then the place is undefined.
    [[nodiscard]] bool restore(const Moment& moment);
    [[nodiscard]] const Timeline& timeline() const { return *m_timeline; }
    [[nodiscard]] const Trainer& trainer() const { return *m_trainer; }
    [[nodiscard]] const std::shared_ptr<const NetworkSpec>& network() const noexcept { return m_network; }
    /// The device it runs on (DeviceChoice's text form).
    [[nodiscard]] const std::string& device() const noexcept;
    /// True where an error is that of the device it runs on: leaveDevice goes on.
    [[nodiscard]] bool isDeviceFailure(const Error& error) const { return isDeviceError(error) && device() != kCpuKey; }
    /// Goes on on another device, an event of the timeline; where that cannot be used, on the CPU. The numbers of the step in hand are
    /// computed anew there.
    void useDevice(const std::string& device);
    /// The arithmetic of a device, or the CPU's under its name where that cannot be used: for work beside the step in hand.
    [[nodiscard]] NamedBackend backendOf(const std::string& device) const;
    /// The device has failed: goes on on the CPU with what is on the host; with `before` from there, as if nothing had been tried since.
    void leaveDevice(const Error& error, const Moment* before = nullptr);
    /// That a device was left, once.
    [[nodiscard]] std::optional<DeviceFallback> takeFallback() { return std::exchange(m_fallback, std::nullopt); }
    /// The CPU, and the float64 definition of every operation: for work beside the step in hand.
    [[nodiscard]] const Backend& backend() const { return m_cpu; }
    [[nodiscard]] const Backend& reference() const { return *m_reference; }

private:
    Session() = default;
    void beginOnDevice();
    void finishStep();
    /// Runs a way over steps; where it was stopped, everything is as it was.
    bool travel(const std::function<bool()>& go);
    /// The number whose terms join, else the one that was just made.
    [[nodiscard]] NumberRef numberInHand(std::int64_t sample) const;
    [[nodiscard]] Tensor shownTensor(TensorId id, const EntryNumbers* numbers) const;
    void replace(const StateKey& key, const std::function<void(Tensor& values)>& change);
    [[nodiscard]] bool isUpdated(TensorId parameter) const;
    void noteEvent(const StateKey& key, std::int64_t step);
    [[nodiscard]] Explanation explained(std::size_t entry, TensorId tensor, std::int64_t element) const;

    /// As opened, without its state.
    Project m_project;
    std::shared_ptr<const NetworkSpec> m_network;
    std::shared_ptr<const TrainingState> m_start;
    std::shared_ptr<const SplitData> m_data;
    bool m_hasPrepared = false;
    CpuBackend m_cpu;
    SessionDevices m_devices;
    std::optional<DeviceFallback> m_fallback;
    std::unique_ptr<Backend> m_reference;
    std::unique_ptr<Trainer> m_trainer;
    std::unique_ptr<Timeline> m_timeline;
    /// Parameters overwritten after their update in the step in hand, with their values.
    std::map<StateKey, Tensor> m_late;
    std::optional<EntryPart> m_part;
    /// What the last snapshot read, and the version it had then.
    struct ReadTensor {
        std::uint64_t device = 0;
        std::uint64_t version = 0;
        Tensor values;
    };
    mutable std::map<TensorId, ReadTensor> m_read;
    /// What the window asks its snapshots for, and how many there were.
    std::shared_ptr<ShownTensors> m_shown;
    mutable std::uint64_t m_snapshots = 0;
};

}  // namespace glassnet::ui
