#pragma once

#include <QLineF>
#include <QPointF>
#include <cstdint>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "ui/canvas/CanvasGeometry.h"

namespace glassnet::ui {

/// A place for a unit between others.
struct UnitPlace {
    LayerId layer;
    std::int64_t place = 0;  ///< the number the unit has there afterwards
    QLineF mark;             ///< where it would be inserted
};

/// True when units of this layer may be dragged: its number of units is its own.
[[nodiscard]] bool canMoveUnits(const NetworkSpec& network, LayerId layer);

/// Where a dragged unit would go at `point`: into its own layer, or from a Dense layer into another Dense layer. None elsewhere.
[[nodiscard]] std::optional<UnitPlace> unitPlaceAt(const CanvasGeometry& geometry, const NetworkSpec& network, LayerId from,
                                                   std::int64_t unit, const QPointF& point);

/// The unit count that dragging a lower edge by so many pixels chooses: one unit each kPixelsPerUnit, in wide layers a sixteenth (a power
/// of two) at a time; from 1 to `most`.
[[nodiscard]] std::int64_t draggedUnits(std::int64_t start, double pixels, std::int64_t most);

inline constexpr double kPixelsPerUnit = 16;

}  // namespace glassnet::ui
