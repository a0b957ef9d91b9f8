#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/training/Evaluator.h"

namespace glassnet {

/// A plane through the space of a network's raw columns: two of them vary, the others rest.
struct MapPlane {
    std::size_t xColumn = 0;
    std::size_t yColumn = 1;
    double left = -1.0;
    double right = 1.0;
    double bottom = -1.0;
    double top = 1.0;
    /// A value for each column; those of xColumn and yColumn are not read.
    std::vector<double> rest;
    /// Points a side.
    std::int64_t side = 64;
    friend bool operator==(const MapPlane&, const MapPlane&) = default;
};

/// What every unit gives over a plane.
struct UnitMaps {
    MapPlane plane;
    /// float32 [side * side, units] for each layer: rows of the picture from the top, points from the left; each point is the middle of its
    /// cell.
    std::map<LayerId, Tensor> layers;
};

/// The points of a plane as raw rows: float32 [side * side, columns]. With one column only x varies.
[[nodiscard]] Tensor planeRows(const MapPlane& plane);

/// From raw rows to what the input layers read (no targets).
using RowMaker = std::function<TrainingData(const Tensor& raw)>;

/// The values of every layer over the plane, in evaluation mode; none when `control` ended it.
[[nodiscard]] std::optional<UnitMaps> unitMaps(Evaluator& evaluator, const NetworkSpec& network, const MapPlane& plane,
                                               const RowMaker& makeRows, const LookControl& control = {});

}  // namespace glassnet
