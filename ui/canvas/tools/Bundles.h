#pragma once

#include <QPainterPath>
#include <optional>

#include "ui/canvas/CanvasGeometry.h"

namespace glassnet::ui {

/// The area that the curves of a link cover, from its uppermost to its lowermost one.
struct BundleBand {
    LinkCurve top;
    LinkCurve bottom;
    QPainterPath outline;

    /// True within the area or within `tolerance` of its edges.
    [[nodiscard]] bool contains(const QPointF& point, double tolerance) const;
};

/// The band of a link; also of one whose curves are not drawn one by one.
[[nodiscard]] BundleBand bundleBand(const CanvasGeometry& geometry, const LinkGeometry& link);

/// The link whose band holds the point, the smallest where several do.
[[nodiscard]] std::optional<LinkId> bundleAt(const CanvasGeometry& geometry, const QPointF& point, double tolerance);

/// The curves that the cut connections of drawn units would have, by link. `positions` as for geometryOf.
[[nodiscard]] std::vector<LinkGeometry> cutConnections(const NetworkSpec& network, const std::map<LayerId, Position>& positions);

/// The same card and units for a layer that is not there yet: `units` units about `middle`.
[[nodiscard]] LayerGeometry layerAround(std::int64_t units, const QPointF& middle);

}  // namespace glassnet::ui
