#pragma once

#include "engine/project/Project.h"

namespace glassnet::test {

/// A project drawn from `seed`: any layers, links (circles and half-done networks included), names, data, settings and, for most, a state
/// that fits. The same seed gives the same project.
[[nodiscard]] Project randomProject(std::uint32_t seed);

}  // namespace glassnet::test
