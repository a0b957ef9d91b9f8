#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/backend/Backend.h"
#include "engine/training/LookControl.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// A network in evaluation mode on a backend of its own: no dropout, running statistics, nothing learned. Works on rows in chunks, so that
/// any number of rows fits. Reads a TrainingState and changes none.
class Evaluator {
public:
    /// Rows that are computed side by side.
    static constexpr std::int64_t kChunk = 256;

    /// Errors: those of compile.
    [[nodiscard]] static Result<Evaluator> create(const NetworkSpec& network, const Backend& backend, std::int64_t chunk = kChunk);

    /// Takes parameters and running statistics.
    void setState(const TrainingState& state);
    [[nodiscard]] const Program& program() const { return m_executable->program(); }

    /// Told after each chunk: the executable holds what rows [begin, begin + executable.rows()) of the data give.
    using Visitor = std::function<void(std::int64_t begin, const Executable& executable)>;
    /// Runs every row forward, the losses too where `data` has targets for all outputs (otherwise only up to the outputs). False when
    /// `control` ended it on the way. Throws ErrorException when data and network do not fit.
    bool run(const TrainingData& data, const Visitor& visit, const LookControl& control = {});
    /// Multiplications that a row takes, about: what the work on many rows will cost.
    [[nodiscard]] std::int64_t rowCost() const noexcept { return m_rowCost; }

private:
    explicit Evaluator(std::unique_ptr<Executable> executable);

    std::unique_ptr<Executable> m_executable;
    /// The first entry that measures a loss.
    std::size_t m_lossBegin = 0;
    std::int64_t m_rowCost = 0;
};

}  // namespace glassnet
