#include "ui/canvas/DetailLevel.h"

#include <algorithm>

namespace glassnet::ui {

namespace {

/// What of something is seen: nothing at `gone`, all from `full` on.
struct Fade {
    double gone;
    double full;

    [[nodiscard]] double at(double measure) const {
        const double t = std::clamp((measure - gone) / (full - gone), 0.0, 1.0);
        return t * t * (3 - 2 * t);
    }
};

constexpr Fade kUnits{13, 18};       // by pixels from unit to unit
constexpr Fade kColumn{0.30, 0.42};  // by zoom: the sampled column rather than the block, lines rather than the tile
constexpr Fade kText{0.14, 0.20};    // by zoom

}  // namespace

LayerDetail layerDetail(const LayerGeometry& layer, double zoom) {
    if (!layer.isSampled()) {
        return {};
    }
    LayerDetail detail;
    detail.units = kUnits.at(layer.column.step * zoom);
    detail.block = (1 - detail.units) * (1 - kColumn.at(zoom * layer.scale));
    detail.sampled = 1 - detail.units - detail.block;
    return detail;
}

LinkDetail linkDetail(const LinkGeometry& link, double zoom) {
    if (!link.tile) {
        return {};
    }
    const double lines = kColumn.at(zoom * link.scale);
    return {lines, 1 - lines};
}

double textDetail(double zoom, double scale) { return kText.at(zoom * scale); }

}  // namespace glassnet::ui
