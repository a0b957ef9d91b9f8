#pragma once

#include <cstdint>

namespace glassnet {

/// How the learning rate goes with the epochs.
enum class ScheduleKind : std::uint8_t { Constant, Step, Cosine };

/// The learning rate's way through a run, epoch by epoch: a warm-up, if any, then the rest with epochs counted from its end.
struct Schedule {
    ScheduleKind kind{};
    /// Step: the rate is multiplied by gamma every so many epochs (torch.optim.lr_scheduler.StepLR).
    std::int64_t every = 10;
    double gamma = 0.1;
    /// Cosine: down to the least rate in so many epochs, and up again in as many (CosineAnnealingLR's T_max and eta_min).
    std::int64_t period = 50;
    double leastRate = 0.0;
    /// Epochs in which the rate rises in a line from this share of it to all of it (LinearLR); 0: none.
    std::int64_t warmUp = 0;
    double warmUpStart = 1.0 / 3.0;
    friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// The rate of an epoch (from 0) by PyTorch 1.13's closed forms, where `base` is the learning rate before any schedule.
[[nodiscard]] double scheduledRate(const Schedule& schedule, double base, std::int64_t epoch);

}  // namespace glassnet
