#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

#include "engine/training/Trainer.h"

namespace glassnet {

/// Operations of a training step, about: two for each parameter and sample, three times (forward, to the inputs, to the weights).
[[nodiscard]] double stepOperations(const Program& program);

/// Below this many operations a step is over on the CPU before another device has begun: nothing is timed.
inline constexpr double kFewOperations = 4e6;
/// Steps that each device is timed on, after one that is not.
inline constexpr std::int64_t kRaceSteps = 20;
/// How much faster another device has to be to be taken.
inline constexpr double kWorthwhile = 1.5;

/// Seconds of a step on each device.
struct RaceTimes {
    double cpu = 0.0;
    double device = 0.0;
    [[nodiscard]] bool isWorthwhile() const { return cpu >= kWorthwhile * device; }
};

/// Times kRaceSteps whole steps of copies of the run on both; the trainer is where it was. `seconds` is a clock. None when stopped. Throws
/// what a device throws.
[[nodiscard]] std::optional<RaceTimes> raceDevices(const Trainer& trainer, const NamedBackend& cpu, const NamedBackend& device,
                                                   const std::function<double()>& seconds, const std::stop_token& stop);

}  // namespace glassnet
