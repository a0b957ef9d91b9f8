#include "engine/training/LossLedger.h"

#include <map>

#include "engine/training/LossProbe.h"

namespace glassnet {

LossLedger lossLedger(const Trainer& trainer, const Backend& reference, const LookControl& control, std::optional<std::size_t> shown) {
    const auto& program = trainer.program();
    LossLedger ledger;
    std::map<TensorId, Tensor> updated;
    std::vector<ProgramParameter> due;
    std::int64_t total = 0;
    for (const auto& parameter : program.parameters()) {
        if (!parameter.gradient.valid()) {
            continue;
        }
        if (isUpdated(program, parameter.value, shown.value_or(trainer.position()))) {
            due.push_back(parameter);
            updated.emplace(parameter.value, trainer.executable().read(parameter.value));
            total += program.tensor(parameter.value).shape.elements();
        } else {
            ledger.notYet.push_back(parameter.value);
        }
    }
    if (due.empty()) {
        ledger.outcome = ledger.notYet.empty() ? LookOutcome::NothingTrains : LookOutcome::NoUpdatesYet;
        return ledger;
    }
    LossProbe probe(trainer, reference);
    const auto before = probe.lossWith({}, control);
    const auto after = before.has_value() ? probe.lossWithValues(updated, control) : std::nullopt;
    if (!after.has_value()) {
        ledger.outcome = LookOutcome::Cancelled;
        return ledger;
    }
    ledger.lossBefore = *before;
    ledger.lossAfter = *after;
    for (const auto& parameter : due) {
        const auto gradient = trainer.executable().read(parameter.gradient);
        const auto& start = probe.values(parameter.value);
        const auto& now = updated.at(parameter.value);
        for (std::int64_t i = 0; i < start.elements(); ++i) {
            LedgerLine line{{parameter.value, i}, now.at(i) - start.at(i), gradient.at(i)};
            line.predicted = line.gradient * line.change;
            // What did not move moves nothing: a cut connection, a gradient of zero.
            if (line.change != 0.0) {
                const LossProbe::Change change{line.at, now.at(i)};
                const auto loss = probe.lossWith({&change, 1}, control);
                if (!loss.has_value()) {
                    ledger.outcome = LookOutcome::Cancelled;
                    return ledger;
                }
                line.real = *loss - ledger.lossBefore;
            }
            ledger.predicted += line.predicted;
            ledger.singles += line.real;
            ledger.lines.push_back(line);
            control.tell(static_cast<std::int64_t>(ledger.lines.size()), total);
        }
    }
    return ledger;
}

}  // namespace glassnet
