#pragma once

#include <QPointF>
#include <QRectF>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "engine/project/Project.h"
#include "ui/canvas/LinkCurve.h"
#include "ui/canvas/LinkPair.h"

namespace glassnet::ui {

/// How the units of a layer are drawn: large ones with room for two tags each, or small ones in long columns. Canvas units.
struct UnitMetrics {
    double radius = 0;
    double spacing = 0;  ///< from middle to middle
    double tagTop = 0;   ///< from a unit's middle to the top of its first tag
    double tagHeight = 0;
    int tags = 1;          ///< how many tags fit under a unit
    double padTop = 0;     ///< from the card's top to the first unit's middle
    double padBottom = 0;  ///< from the last unit's middle to the card's bottom
};

/// The metrics for a column of so many circles. `scale`: of type and strokes; more than 1 while presenting, when what holds text grows with
/// it and the gaps do not.
[[nodiscard]] UnitMetrics unitMetrics(std::size_t circles, double scale = 1);

/// A unit that is drawn.
struct UnitSlot {
    std::int64_t unit = 0;
    QPointF center;
};

/// Where a layer is drawn. Every unit has its place in one column; of more than kMostUnits a few evenly spread ones are shown, with a
/// note in the place of one of them.
struct LayerGeometry {
    LayerId id;
    std::int64_t units = 0;
    double scale = 1;  ///< of the type in it
    UnitMetrics metrics;
    QRectF card;
    QRectF title;       ///< above the card: name and subtitle
    UnitColumn column;  ///< the middles of all units, shown or not
    std::vector<UnitSlot> shown;
    std::optional<QPointF> gap;  ///< the middle of the note, when units are left out
    double picture = 0;          ///< the side of its units' pictures; 0: they are circles

    /// True when units are left out.
    [[nodiscard]] bool isSampled() const { return gap.has_value(); }
    /// From a unit's middle to where its circle or picture ends.
    [[nodiscard]] double reach() const { return picture > 0 ? picture / 2 : metrics.radius; }
    /// Where connections leave and arrive: at the circles or pictures, or at the card's edge where many would cover the labels of a few
    /// circles.
    [[nodiscard]] double rightPort() const { return isSampled() ? card.right() : column.x + reach(); }
    [[nodiscard]] double leftPort() const { return isSampled() ? card.left() : column.x - reach(); }
    /// The middle of any unit.
    [[nodiscard]] QPointF center(std::int64_t unit) const { return {column.x, column.at(unit)}; }
    /// The card with its title.
    [[nodiscard]] QRectF block() const { return card.adjusted(0, title.top() - card.top(), 0, 0); }
    /// The drawn unit, or null.
    [[nodiscard]] const UnitSlot* slot(std::int64_t unit) const;
    /// Where tag number `index` (from 0) of a unit stands; `width` wide.
    [[nodiscard]] QRectF tag(const UnitSlot& slot, std::size_t index, double width) const;
};

/// One connection that is drawn.
struct ConnectionGeometry {
    std::int64_t from = 0;
    std::int64_t to = 0;
    LinkCurve curve;
};

/// One link: a curve for each pair of drawn units that it connects, and all its connections in closed form.
struct LinkGeometry {
    LinkId id;
    LayerId from;
    LayerId to;
    std::vector<ConnectionGeometry> connections;
    std::shared_ptr<const LinkPair> pair;
    std::optional<QRectF> tile;  ///< where its weight matrix is drawn when the canvas is seen from far; none for few connections
    double scale = 1;            ///< of type and strokes

    /// True when `connections` are all there are: no unit of either layer is left out.
    [[nodiscard]] bool isComplete() const { return pair->count() == static_cast<std::int64_t>(connections.size()); }
};

/// Where everything stands. Pure data made by geometryOf.
struct CanvasGeometry {
    static constexpr std::int64_t kMostUnits = 12;
    // At scale 1.
    static constexpr double kCardWidth = 120;
    static constexpr double kColumnSpacing = 272;
    static constexpr double kTitleHeight = 44;
    static constexpr double kTitleWidth = 232;

    /// Of type and strokes, what it was made for.
    double scale = 1;
    std::map<LayerId, LayerGeometry> layers;
    std::vector<LinkGeometry> links;
    std::optional<QRectF> loss;
    /// From each drawn output unit to the loss card.
    std::vector<LinkCurve> lossCurves;
    /// Around everything.
    QRectF bounds;
};

/// Left to right by depth (the longest way from an input), each column centered, so that no two cards or titles overlap.
[[nodiscard]] std::map<LayerId, Position> arrange(const NetworkSpec& network, double scale = 1);

/// Where everything stands. Layers without a position get the one of `arrange`, moved down to where there is room. `loss`: there is a
/// loss card. Any graph is taken, also one with problems. `scale`: of type and strokes; given positions spread with it. `pictured`: the
/// units of these layers are pictures, in the places of their circles.
[[nodiscard]] CanvasGeometry geometryOf(const NetworkSpec& network, const std::map<LayerId, Position>& positions, bool loss,
                                        double scale = 1, const std::set<LayerId>& pictured = {});

}  // namespace glassnet::ui
