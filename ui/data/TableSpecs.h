#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/data/DataPlan.h"
#include "ui/training/MapImage.h"

namespace glassnet::ui {

/// Which column is the target at first.
enum class FirstTarget : std::uint8_t { Last, First };

/// A table with the roles that a person begins with: the last column is the target, or the first where `target` says so; a column of a
/// great many labels, which are names rather than classes, or of a single one is ignored; all others are features.
[[nodiscard]] TableSpec usualTable(std::shared_ptr<const Table> table, std::string source, FirstTarget target);

/// Points drawn on a map as a table of columns x, y and class. Each point's target is the number of its class.
[[nodiscard]] TableSpec drawnTable(const std::vector<MapPoint>& points);

/// A label column with more labels is not a feature at first.
inline constexpr std::size_t kMostLabels = 50;

}  // namespace glassnet::ui
