#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "engine/backend/DeviceModule.h"
#include "engine/program/StepPlace.h"
#include "engine/training/TrainingState.h"

namespace glassnet::ui {

/// Where the numbers stood at one moment: what the history goes back to. Filled and read on the worker only; the window hands it on.
struct Moment {
    /// The state at the start of the step in hand; none while nothing was ever drawn.
    std::optional<TrainingState> state;
    /// What the steps began with.
    TrainingState start;
    /// Parameters overwritten after their update in the step in hand.
    std::map<StateKey, Tensor> late;
    /// Entries of the step in hand that had run.
    std::size_t position = 0;
    /// How much of the last of them was shown; none: all of it.
    std::optional<EntryPart> part;
    /// The device that it ran on.
    std::string device{kCpuKey};
};

using MomentPtr = std::shared_ptr<Moment>;

/// Equal in every bit a person could see or train on.
[[nodiscard]] bool sameMoment(const Moment& a, const Moment& b);

}  // namespace glassnet::ui
