#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/tools/Guides.h"

namespace glassnet::ui {

/// Where a layer from the palette would land and what it would be linked with.
struct DropPlan {
    LayerKind kind{};
    LayerGeometry ghost;           ///< as it would stand
    std::optional<LinkId> onLink;  ///< it would insert itself here
    std::optional<LayerId> after;  ///< it would be linked behind this one
    std::optional<LayerId> before;
    std::vector<LinkCurve> wires;
    std::vector<Guide> guides;

    [[nodiscard]] QPointF place() const { return ghost.card.center(); }
};

/// The plan for a layer of this kind (a key of layerKinds()) let go with its middle at `point`, shifted by at most `tolerance` to where it
/// aligns. On a link, or in the gap between two linked layers, it inserts itself; else it goes behind the nearest layer on its left that
/// nothing follows, and before the nearest one on its right that waits for a link. None for an unknown kind.
[[nodiscard]] std::optional<DropPlan> dropPreview(const CanvasGeometry& geometry, const NetworkSpec& network, std::string_view kind,
                                                  const QPointF& point, double tolerance);

}  // namespace glassnet::ui
