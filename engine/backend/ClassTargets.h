#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/program/Program.h"

namespace glassnet {

/// The first of `labels` that is not in [0, classes); nothing if all are.
[[nodiscard]] std::optional<std::int64_t> firstBadTarget(std::span<const std::int64_t> labels, std::int64_t classes);

/// For a Loss or LossGradient entry whose target holds class indices: throws ErrorException(ClassTarget) when one of `labels` is not in
/// [0, units of the output). The argument that names the layer is the target's symbol.
void checkClassTargets(const Program& program, const Entry& entry, std::span<const std::int64_t> labels);

}  // namespace glassnet
