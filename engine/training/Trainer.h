#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/program/Cursor.h"
#include "engine/training/TrainingState.h"

namespace glassnet {

/// The rows a run learns from: one tensor for each input layer and each output layer's target, all with the same number of rows.
struct TrainingData {
    std::map<LayerId, Tensor> inputs;
    std::map<LayerId, Tensor> targets;
    [[nodiscard]] std::int64_t rows() const;
};

/// How batches are made.
struct BatchPlan {
    std::int64_t batchSize = 1;
    /// A new torch.randperm order each epoch from the shuffle generator; otherwise 0, 1, 2, ...
    bool shuffle = false;
    friend bool operator==(const BatchPlan&, const BatchPlan&) = default;
};

/// A device's arithmetic under the name that a run remembers it by (DeviceChoice's text form).
struct NamedBackend {
    std::string device;
    std::shared_ptr<const Backend> backend;
};

/// Runs a network's program over data, whole steps or one entry at a time; synchronous, knows no threads. What is stepped is what trains:
/// both are the same Executable.
class Trainer {
public:
    /// While whole steps run on a device with a memory of its own, its state is fetched at least so often: what is lost with it is no more.
    static constexpr std::chrono::seconds kHostAge{1};

    /// Throws ErrorException when data and program do not fit (the caller checks with findProblems first).
    Trainer(std::shared_ptr<const Program> program, const Backend& backend, TrainingData data, BatchPlan plan, const TrainingState& state);

    /// Goes on on another device: the step in hand is run there up to the entry it stood at. A device with a name other than "cpu" has a
    /// memory of its own. Throws what the device throws; at `prepare` everything is as it was.
    void setBackend(const NamedBackend& backend);
    /// The name given last; empty for a backend without one.
    [[nodiscard]] const std::string& device() const noexcept { return m_backend.device; }
    /// Grows with each setBackend: the executable's versions of tensors begin anew.
    [[nodiscard]] std::uint64_t devices() const noexcept { return m_devices; }

    [[nodiscard]] const Program& program() const noexcept { return m_executable->program(); }
    [[nodiscard]] const Executable& executable() const noexcept { return *m_executable; }

    /// The entry that runs next in the step in hand: 0 at its start, program().size() when it is done.
    [[nodiscard]] std::size_t position() const noexcept { return m_cursor.position(); }
    [[nodiscard]] const Cursor& cursor() const noexcept { return m_cursor; }
    /// Moves within the step in hand, both ways, exactly: afterwards the entries [0, entry) have run. Throws EntryRange.
    void moveTo(std::size_t entry);
    /// Ends a finished step: step and cursor go on, a new epoch draws its order. Throws EntryRange in mid-step.
    void finishStep();

    /// Whole steps from the start of one; ends a finished one first. Throws EntryRange in mid-step.
    SliceReport train(std::int64_t steps, const std::stop_token& stop);

    /// The state before the step in hand (its batch not yet run). Cheap, but where the device is ahead of the host it is fetched.
    [[nodiscard]] const TrainingState& stepStart() const {
        catchUp();
        return m_state;
    }
    /// Where the step in hand stands, whatever the device is doing.
    [[nodiscard]] std::int64_t step() const noexcept { return m_state.step; }
    [[nodiscard]] std::int64_t epoch() const noexcept { return m_state.epoch; }
    /// The place in the epoch's order at which the batch in hand begins.
    [[nodiscard]] std::int64_t batchStart() const noexcept { return m_state.cursor; }
    /// True while the tensors at the step in hand are on the device only.
    [[nodiscard]] bool isAhead() const noexcept { return m_isAhead; }
    /// The present state but for its tensors and the dropout generator, which may be those of an earlier step. Asks no device.
    [[nodiscard]] const TrainingState& knownState() const noexcept { return m_state; }
    /// The newest state that is on the host: what is left when the device is gone. Asks no device.
    [[nodiscard]] const TrainingState& hostState() const noexcept { return m_isAhead ? m_hostState : m_state; }
    /// Goes to the start of a step, exactly.
    void restore(const TrainingState& state);

    /// Replaces one tensor of the state (a parameter edited by hand) and puts the step in hand back to its start.
    void setTensor(const StateKey& key, const Tensor& values);
    /// Replaces a parameter as it stands on the device, after its update of the step in hand; it holds from the next step on and is lost
    /// by going back.
    void overwrite(const StateKey& key, const Tensor& values);
    /// What the step in hand computes with: the state's knobs with the learning rate that the schedule gives this epoch.
    [[nodiscard]] const Knobs& knobs() const noexcept { return m_executable->knobs(); }
    /// Turns the knobs (the learning rate is the one before the schedule); an Update that has run in the step in hand is not run again.
    void setKnobs(const Knobs& knobs);

    /// The rows of the data that the step in hand uses, in batch order.
    [[nodiscard]] Tensor batchRows() const;
    [[nodiscard]] const TrainingData& data() const noexcept { return m_data; }
    [[nodiscard]] const BatchPlan& plan() const noexcept { return m_plan; }

private:
    /// Draws the epoch's order where it is due and puts the device at the start of the step that m_state describes.
    void beginStep();
    /// The same where the device has the state already.
    void continueStep();
    bool drawOrder();
    void writeState();
    void readState() const;
    void catchUp() const;
    void advance(std::int64_t steps, std::int64_t rows);

    /// Lives as long as its executable.
    NamedBackend m_backend;
    std::unique_ptr<Executable> m_executable;
    TrainingData m_data;
    std::vector<BoundData> m_columns;
    BatchPlan m_plan;
    std::uint64_t m_devices = 0;
    /// While the device is ahead: counters and order are the present ones, tensors and dropout generator are fetched when asked for.
    mutable TrainingState m_state;
    mutable bool m_isAhead = false;
    /// While the device is ahead: the last state that was fetched.
    TrainingState m_hostState;
    std::chrono::steady_clock::time_point m_fetched;
    Cursor m_cursor;
};

}  // namespace glassnet
