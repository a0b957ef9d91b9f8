#pragma once

#include <memory>

#include "engine/project/Project.h"
#include "engine/training/TrainingState.h"

namespace glassnet::ui {

/// What a session is made of.
struct SessionParts {
    TrainingState start;
    SplitData data;
    Program program;
};

/// Compiles the project, draws its start and parts its data, which are prepared where `prepared` is null (preparedData). The errors are the
/// network's and the data's; nothing large is allocated before the network was checked.
[[nodiscard]] Result<SessionParts> sessionParts(const Project& project, const std::shared_ptr<const PreparedData>& prepared = nullptr);

}  // namespace glassnet::ui
