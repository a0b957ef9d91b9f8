#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/backend/Stoppable.h"
#include "engine/training/LookControl.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// Which values of the parameters a probe starts from: those that the step in hand began with, or those that stand on the device now.
enum class ProbedValues : std::uint8_t { StepStart, Present };

/// The loss of the batch in hand as a function of the parameters, on a backend of its own (the float64 reference). Draws nothing, moves
/// nothing: the trainer is only read, and dropout masks are those of the step, drawn already or as its generator will draw them.
class LossProbe {
public:
    LossProbe(const Trainer& trainer, const Backend& reference, ProbedValues values = ProbedValues::StepStart);

    /// False where there is no loss to measure.
    [[nodiscard]] bool hasLoss() const { return m_executable->program().loss().valid(); }
    /// The values that the probe starts from (float64).
    [[nodiscard]] const Tensor& values(TensorId parameter) const { return m_values.at(parameter); }
    [[nodiscard]] double value(const ParameterElement& at) const { return values(at.parameter).at(at.element); }
    /// True when `at` is an element of a parameter.
    [[nodiscard]] bool has(const ParameterElement& at) const;

    /// One element with another value.
    struct Change {
        ParameterElement at;
        double value = 0.0;
    };
    /// The total loss with these elements replaced and everything else as it was; none when `control` ended it on the way. Only what
    /// depends on a replaced parameter is computed again.
    [[nodiscard]] std::optional<double> lossWith(std::span<const Change> changes, const LookControl& control = {});
    /// The same with whole parameters replaced.
    [[nodiscard]] std::optional<double> lossWithValues(const std::map<TensorId, Tensor>& values, const LookControl& control = {});
    /// The gradient of the loss by a parameter at the values that the last loss was measured with, by the program's own backward entries;
    /// none when `control` ended it, or where the program has none (frozen).
    [[nodiscard]] std::optional<Tensor> gradient(TensorId parameter, const LookControl& control = {});

private:
    void writeMasks(const Trainer& trainer);
    [[nodiscard]] const std::vector<bool>& dependents(TensorId parameter);
    [[nodiscard]] const std::vector<bool>& wayBack(TensorId parameter);
    [[nodiscard]] bool run(const std::vector<bool>& entries, const LookControl& control);

    std::unique_ptr<Executable> m_executable;
    /// The same, where it can be ended in the middle of an entry; null where it cannot.
    Stoppable* m_stoppable;
    std::map<TensorId, Tensor> m_values;
    /// Forward entries that neither draw nor keep anything.
    std::vector<bool> m_pure;
    /// Entries whose outputs are not those of m_values.
    std::vector<bool> m_stale;
    /// Parameters that are not at m_values.
    std::vector<TensorId> m_away;
    std::map<TensorId, std::vector<bool>> m_dependents;
    std::map<TensorId, std::vector<bool>> m_waysBack;
};

}  // namespace glassnet
