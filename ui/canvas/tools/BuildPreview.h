#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/tools/Guides.h"

namespace glassnet::ui {

/// A layer that is not there yet.
struct GhostLayer {
    LayerGeometry layer;
    QString title;
    QString caption;
};

/// A unit on its way.
struct GhostUnit {
    QPointF center;
    double radius = 0;
    QString label;
};

/// A link that follows the pointer.
struct GhostLink {
    LinkCurve curve;
    bool allowed = true;
};

/// A few words beside the pointer.
struct PointerWords {
    QString text;
    bool warning = false;  ///< with the sign of a problem
    QPointF place;         ///< the pointer
};

/// What would happen if the button were released now; a tool fills it in, BuildOverlay paints it. Canvas units.
struct BuildPreview {
    std::optional<GhostLayer> ghost;
    std::vector<LinkCurve> wires;    ///< the links it would have
    std::optional<LinkId> replaced;  ///< the link that would make room
    std::vector<Guide> guides;
    std::optional<QRectF> band;  ///< the rubber band
    std::set<LayerId> lit;       ///< targets, and what the rubber band takes
    std::set<LayerId> dimmed;    ///< what is no target
    std::optional<GhostLink> link;
    std::optional<GhostUnit> unit;
    std::optional<QLineF> mark;  ///< where the unit would be inserted
    std::optional<PointerWords> words;
    QRectF visible;  ///< what the window shows, for words that must stay inside it
};

}  // namespace glassnet::ui
