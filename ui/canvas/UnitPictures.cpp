#include "ui/canvas/UnitPictures.h"

#include <algorithm>
#include <iterator>

namespace glassnet::ui {

namespace {

bool isThere(const std::shared_ptr<const MapImage>& map) { return map && map->isWhole(); }

}  // namespace

std::shared_ptr<const MapImage> UnitPictures::of(LayerId layer, std::int64_t unit) const {
    const auto found = layers.find(layer);
    if (found == layers.end() || unit < 0 || unit >= static_cast<std::int64_t>(found->second.size())) {
        return nullptr;
    }
    const auto& map = found->second[static_cast<std::size_t>(unit)];
    return isThere(map) ? map : nullptr;
}

PicturedUnits picturedUnits(const UnitPictures* pictures) {
    PicturedUnits units;
    if (pictures == nullptr) {
        return units;
    }
    for (const auto& [id, maps] : pictures->layers) {
        if (std::ranges::any_of(maps, isThere)) {
            auto& layer = units[id];
            layer.reserve(maps.size());
            std::ranges::transform(maps, std::back_inserter(layer), isThere);
        }
    }
    return units;
}

std::set<LayerId> layersOf(const PicturedUnits& units) {
    std::set<LayerId> layers;
    for (const auto& [id, which] : units) {
        layers.insert(id);
    }
    return layers;
}

}  // namespace glassnet::ui
