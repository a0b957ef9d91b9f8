#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "engine/project/Project.h"

namespace glassnet::ui {

/// The sides and middles that layers can be brought in line by.
enum class Alignment : std::uint8_t { Left, Center, Right, Top, Middle, Bottom };

/// Half the width and height of a layer as drawn, by layer: places are those of middles.
using HalfSizes = std::map<LayerId, Position>;

/// Where these layers stand after being brought in line; the line is the outermost side, or the mean of the outermost middles.
[[nodiscard]] std::map<LayerId, Position> aligned(const std::map<LayerId, Position>& places, const HalfSizes& sizes, Alignment alignment);

/// The same layers with equal gaps between them; the outermost stay.
[[nodiscard]] std::map<LayerId, Position> distributed(const std::map<LayerId, Position>& places, const HalfSizes& sizes, bool horizontally);

/// All layers from left to right by their longest way from an input, those of a column above each other, centered.
[[nodiscard]] std::map<LayerId, Position> arranged(const NetworkSpec& network, const HalfSizes& sizes);

/// The places with room made for a layer at `x`: whoever stands there or right of it and overlaps moves right by `step`.
[[nodiscard]] std::map<LayerId, Position> withRoomAt(const std::map<LayerId, Position>& places, double x, double step);

}  // namespace glassnet::ui
