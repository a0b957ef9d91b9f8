#include "ui/canvas/tools/UnitPlaces.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "ui/canvas/tools/Grab.h"

namespace glassnet::ui {

namespace {

constexpr double kUnitPlacesBeside = 24;  // a card takes units also a little beside it
constexpr double kMarkInset = 12;
constexpr std::int64_t kParts = 16;

bool takes(const NetworkSpec& network, LayerId layer, LayerId from) {
    return layer == from || (network.layer(layer).kind() == LayerKind::Dense && network.layer(from).kind() == LayerKind::Dense);
}

UnitPlace placeIn(const LayerGeometry& layer, double y) {
    const auto next = std::find_if(layer.shown.begin(), layer.shown.end(), [y](const UnitSlot& slot) { return slot.center.y() > y; });
    UnitPlace found;
    found.layer = layer.id;
    found.place = next == layer.shown.end() ? layer.units : next->unit;
    double height = 0;
    if (next == layer.shown.begin()) {
        height = std::max(layer.card.top() + 6, next->center.y() - layer.metrics.spacing / 2);
    } else if (next == layer.shown.end()) {
        height = std::min(layer.card.bottom() - 6, layer.shown.back().center.y() + layer.metrics.spacing / 2);
    } else {
        height = (next->center.y() + std::prev(next)->center.y()) / 2;
    }
    found.mark = QLineF(layer.card.left() + kMarkInset, height, layer.card.right() - kMarkInset, height);
    return found;
}

}  // namespace

bool canMoveUnits(const NetworkSpec& network, LayerId layer) { return hasOwnUnits(network, layer); }

std::optional<UnitPlace> unitPlaceAt(const CanvasGeometry& geometry, const NetworkSpec& network, LayerId from, std::int64_t unit,
                                     const QPointF& point) {
    for (const auto& [id, layer] : geometry.layers) {
        if (!layer.card.adjusted(-kUnitPlacesBeside, 0, kUnitPlacesBeside, 0).contains(point) || !takes(network, id, from)) {
            continue;
        }
        UnitPlace found = placeIn(layer, point.y());
        // Taken out of its own column, what is behind it moves up by one.
        found.place -= id == from && found.place > unit ? 1 : 0;
        return found;
    }
    return std::nullopt;
}

std::int64_t draggedUnits(std::int64_t start, double pixels, std::int64_t most) {
    const auto part = static_cast<std::uint64_t>(std::max<std::int64_t>(1, start / kParts));
    const auto step = static_cast<std::int64_t>(std::bit_floor(part));
    const auto rows = static_cast<std::int64_t>(std::lround(pixels / kPixelsPerUnit));
    const std::int64_t wanted = start + rows * step;
    // A wide layer lands on round numbers, but rests where it is while nothing was dragged.
    const std::int64_t whole = rows == 0 ? start : wanted / step * step;
    return std::clamp<std::int64_t>(whole, 1, most);
}

}  // namespace glassnet::ui
