#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/Error.h"
#include "engine/network/NetworkSpec.h"

namespace glassnet {

/// How many units of a layer can be held at a value: all of an Input, Dense or Output layer, none of another kind.
[[nodiscard]] std::int64_t clampableUnits(const LayerSpec& layer) noexcept;

/// Why `unit` of `layer` cannot be held at `value`, none when it can: NotClampable, UnknownUnit, BadProperty (layer, "clamps", value,
/// smallest, largest) for a value that float32 cannot hold.
[[nodiscard]] std::optional<Error> whyNotClamp(const LayerSpec& layer, std::int64_t unit, double value);

/// Holds a unit at a value, or with none lets go of it (also of a unit that is gone). Changes nothing on error: UnknownLayer, those of
/// whyNotClamp.
[[nodiscard]] Result<void> setClamp(NetworkSpec& network, LayerId layer, std::int64_t unit, std::optional<double> value);

}  // namespace glassnet
