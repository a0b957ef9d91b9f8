#pragma once

#include <cstdint>

#include "engine/project/Project.h"

namespace glassnet {

/// A unit (counted from 0) that is dragged to another place: of its own layer, or of another one, which it joins as unit `place`.
struct UnitMove {
    LayerId from;
    std::int64_t unit = 0;
    LayerId to;
    std::int64_t place = 0;  ///< where it is afterwards
    friend bool operator==(const UnitMove&, const UnitMove&) = default;
};

/// Moves a unit with its name (dropped where the other layer has that name), its held value and its cut connections. Within a layer the
/// stored inputs or targets are reordered with the units, so that the network computes the same; between layers, which are Dense or Output,
/// a column of the target goes with its unit and a new one is zero. Changes nothing on an error: UnknownLayer, UnknownUnit, LastUnit,
/// UnitsFixed (samples drawn or made by a formula, a layer without units of its own), UnitsAdded (a Join adds them to other units one by
/// one).
[[nodiscard]] Result<void> moveUnit(Project& project, const UnitMove& move);

/// The state after a move that moveUnit can make of `before`: columns of weights, biases and optimizer slots go with their unit, and so do
/// the rows of what reads it (scale, shift and running statistics where a norm does). What a unit reads or is read by in its new layer
/// keeps its weights if the old layer had that link too, and is 0 else. Throws ErrorException for a move that moveUnit refuses.
[[nodiscard]] TrainingState carryUnitMove(const TrainingState& state, const NetworkSpec& before, const UnitMove& move);

}  // namespace glassnet
