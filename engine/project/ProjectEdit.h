#pragma once

#include <optional>
#include <variant>

#include "engine/project/Project.h"

namespace glassnet {

/// Replaces one tensor of the committed state; the Project must have one.
struct SetTensorEdit {
    StateKey key;
    Tensor values;
};

/// Replaces the seeds and drops the committed state, so that the start values are drawn anew; the inverse brings both back.
struct SetSeedsEdit {
    std::array<std::uint64_t, kGeneratorRoles> seeds{};
    std::optional<TrainingState> state;
};

/// Replaces the optimizer's numbers, in the settings and in the committed state.
struct SetKnobsEdit {
    Knobs knobs;
    /// For the state, where it had others than the settings (an inverse); none: the same.
    std::optional<Knobs> stateKnobs;
};

/// One reversible change by id.
using ProjectEdit = std::variant<SetTensorEdit, SetSeedsEdit, SetKnobsEdit>;

/// Applies an edit and returns its inverse, or nothing when nothing changed. Throws ErrorException for an edit that does not fit the
/// project (an unknown key, a wrong shape); the project is unchanged then.
std::optional<ProjectEdit> apply(Project& project, const ProjectEdit& edit);

}  // namespace glassnet
