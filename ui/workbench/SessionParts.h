#pragma once

#include "engine/project/Project.h"
#include "engine/training/TrainingState.h"

namespace glassnet::ui {

/// What a session is made of.
struct SessionParts {
    TrainingState start;
    SplitData data;
    Program program;
};

/// Compiles the project, draws its start and parts its data. The errors are the network's and the data's; nothing large is allocated before
/// the network was checked.
[[nodiscard]] Result<SessionParts> sessionParts(const Project& project);

}  // namespace glassnet::ui
