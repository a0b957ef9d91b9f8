#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
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

/// Runs a network's program over data, whole steps or one entry at a time; synchronous, knows no threads. What is stepped is what trains:
/// both are the same Executable.
class Trainer {
public:
    /// Throws ErrorException when data and program do not fit (the caller checks with findProblems first).
    Trainer(std::shared_ptr<const Program> program, const Backend& backend, TrainingData data, BatchPlan plan, const TrainingState& state);

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

    /// The state before the step in hand (its batch not yet run). Cheap.
    [[nodiscard]] const TrainingState& stepStart() const noexcept { return m_state; }
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
    void writeState();
    void readState();
    void advance(std::int64_t steps, std::int64_t rows);

    std::unique_ptr<Executable> m_executable;
    TrainingData m_data;
    std::vector<BoundData> m_columns;
    BatchPlan m_plan;
    TrainingState m_state;
    Cursor m_cursor;
};

}  // namespace glassnet
