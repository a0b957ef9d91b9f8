#pragma once

#include <memory>

#include "engine/project/Project.h"

namespace glassnet {

/// splitData of a project whose data were prepared elsewhere, for that may take long. `prepared` comes from preparedData with its data and
/// its plan; null for stored rows. Errors: those of splitData, but for preparedData's.
[[nodiscard]] Result<SplitData> splitPrepared(const Project& project, const Start& start,
                                              const std::shared_ptr<const PreparedData>& prepared);

}  // namespace glassnet
