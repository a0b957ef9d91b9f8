#include "engine/training/DeviceRace.h"

namespace glassnet {

namespace {

std::optional<double> secondsOfStep(const Trainer& trainer, const NamedBackend& backend, const std::function<double()>& seconds,
                                    const std::stop_token& stop) {
    Trainer runner(trainer.executable().sharedProgram(), *backend.backend, trainer.data(), trainer.plan(), trainer.stepStart());
    // The first step may compile, record and allocate.
    runner.train(1, stop);
    const auto begun = seconds();
    const auto report = runner.train(kRaceSteps, stop);
    return stop.stop_requested() || report.steps == 0 ? std::nullopt
                                                      : std::optional((seconds() - begun) / static_cast<double>(report.steps));
}

}  // namespace

double stepOperations(const Program& program) {
    std::int64_t parameters = 0;
    for (const auto& parameter : program.parameters()) {
        parameters += program.tensor(parameter.value).shape.elements();
    }
    return 2.0 * 3.0 * static_cast<double>(parameters) * static_cast<double>(program.options().batchSize);
}

std::optional<RaceTimes> raceDevices(const Trainer& trainer, const NamedBackend& cpu, const NamedBackend& device,
                                     const std::function<double()>& seconds, const std::stop_token& stop) {
    const auto first = secondsOfStep(trainer, cpu, seconds, stop);
    const auto second = first.has_value() ? secondsOfStep(trainer, device, seconds, stop) : std::nullopt;
    return second.has_value() ? std::optional(RaceTimes{*first, *second}) : std::nullopt;
}

}  // namespace glassnet
