#pragma once

#include <QPointF>
#include <cstdint>
#include <optional>

#include "ui/canvas/LinkPair.h"

namespace glassnet::ui {

/// The connection of a pair that runs nearest to a point.
struct LinkHit {
    std::int64_t from = 0;
    std::int64_t to = 0;
    double distance = 0;  ///< in canvas units
};

/// The nearest connection within `tolerance`, none off the pair's ways. For each unit of one side the height on the other side that a
/// connection through the point would have is found by binary search, so the cost grows with the units, not with the connections.
[[nodiscard]] std::optional<LinkHit> nearestConnection(const LinkPair& pair, const QPointF& point, double tolerance);

}  // namespace glassnet::ui
