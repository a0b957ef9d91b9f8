#pragma once

#include "engine/backend/Schedule.h"

namespace glassnet {

/// What may be turned while training runs: the optimizer's numbers, with PyTorch's names and defaults (the rate's apart). Which optimizer
/// reads which, and their own defaults: program/KnobTable.
struct Knobs {
    /// In a state and in settings the rate before the schedule; what a backend computes with has the epoch's own here (knobsAt).
    double learningRate = 0.1;
    double momentum = 0.0;
    double dampening = 0.0;
    double weightDecay = 0.0;
    bool nesterov = false;
    /// RMSprop: how much of the mean of squares stays in each step; whether the mean of gradients is taken off.
    double alpha = 0.99;
    bool centered = false;
    /// Added to the root that a step is divided by.
    double epsilon = 1e-8;
    /// Adam, AdamW: how much of the mean of gradients and of the mean of squares stays.
    double beta1 = 0.9;
    double beta2 = 0.999;
    /// Adagrad: the rate falls as 1 / (1 + steps x this); what the sum of squares starts with.
    double rateDecay = 0.0;
    double initialSum = 0.0;
    /// Read where the program has a penalty or clips gradients.
    double penaltyRate = 0.001;
    double clipLimit = 1.0;
    Schedule schedule{};
    friend bool operator==(const Knobs&, const Knobs&) = default;
};

/// The knobs of an epoch: their learning rate is the schedule's.
[[nodiscard]] inline Knobs knobsAt(const Knobs& knobs, std::int64_t epoch) {
    Knobs now = knobs;
    now.learningRate = scheduledRate(knobs.schedule, knobs.learningRate, epoch);
    return now;
}

}  // namespace glassnet
