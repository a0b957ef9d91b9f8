#pragma once

#include <QPointF>
#include <QRectF>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasGeometry.h"

namespace glassnet::ui {

/// What a press takes hold of in Build mode.
enum class GrabKind : std::uint8_t {
    Ground,
    Layer,  ///< its card
    Title,  ///< its name above the card
    Unit,
    Connection,  ///< one, cut or not
    Link,        ///< a whole bundle
    OutEdge,     ///< a card's right edge: a link begins
    InEdge,      ///< a card's left edge: a link ends
    LowerEdge,   ///< a card's lower edge: more or fewer units
    Fewer,       ///< the minus button below a card
    More,        ///< the plus button
    Loss
};

/// What lies under the pointer and how the pointer should look.
struct Grab {
    GrabKind kind = GrabKind::Ground;
    LayerId layer;          ///< the layer whose card is there, whatever the kind; none beside the cards
    LinkId link;            ///< Connection, Link
    std::int64_t from = 0;  ///< Connection
    std::int64_t to = 0;    ///< Connection; Unit: its number
    Qt::CursorShape cursor = Qt::ArrowCursor;
    friend bool operator==(const Grab&, const Grab&) = default;
};

/// What there is to take hold of.
struct GrabScene {
    const CanvasGeometry& geometry;
    const NetworkSpec& network;
    const std::vector<LinkGeometry>& cuts;  ///< see cutConnections
    LayerId stepped;                        ///< the layer whose plus and minus buttons are shown; none
    double zoom = 1;                        ///< pixels per canvas unit: edges and buttons keep their size on the screen
};

/// The buttons below a card that change its unit count, in canvas units; of one size on the screen.
struct Steppers {
    QRectF pill;
    QRectF fewer;
    QRectF more;
};

/// Where the buttons stand; none where the picture is too small for them.
[[nodiscard]] std::optional<Steppers> steppersOf(const LayerGeometry& layer, double zoom);

/// True when the layer's number of units is its own to choose.
[[nodiscard]] bool hasOwnUnits(const NetworkSpec& network, LayerId layer);

/// What a drag from `point` would take hold of: buttons, units, edges, then what `thingAt` says.
[[nodiscard]] Grab grabAt(const GrabScene& scene, const QPointF& point);

/// What a click at `point` would mean: the same without the edges.
[[nodiscard]] Grab thingAt(const GrabScene& scene, const QPointF& point);

/// What `hitTest` found, or the cut connection that is nearer to the point, within `tolerance`.
[[nodiscard]] CanvasHit withCuts(const CanvasHit& hit, const CanvasGeometry& geometry, const std::vector<LinkGeometry>& cuts,
                                 const QPointF& point, double tolerance);

}  // namespace glassnet::ui
