#pragma once

#include "ui/canvas/CanvasGeometry.h"

namespace glassnet::ui {

/// How much of each form of a layer is seen at a zoom; the shares sum to 1. Far apart only one is there, between two they cross-fade.
struct LayerDetail {
    double units = 1;    ///< all units as circles
    double sampled = 0;  ///< a few units and the count
    double block = 0;    ///< a block of all values with the count
};

/// The same of a link's connections.
struct LinkDetail {
    double lines = 1;
    double tile = 0;  ///< the weight matrix
};

/// Layers without left-out units are always drawn unit by unit.
[[nodiscard]] LayerDetail layerDetail(const LayerGeometry& layer, double zoom);
[[nodiscard]] LinkDetail linkDetail(const LinkGeometry& link, double zoom);
/// How much of the text in and at layers is seen: none where nobody can read it. `scale`: of the type.
[[nodiscard]] double textDetail(double zoom, double scale = 1);

/// So many connections in sight are drawn one by one, by QPainter; more of them as bundles.
inline constexpr std::int64_t kMostCurves = 300;

}  // namespace glassnet::ui
