#pragma once

#include <QString>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/training/MapImage.h"

namespace glassnet::ui {

/// What each unit gives over the plane of two inputs, for the canvas; a value that does not change once it is shown.
struct UnitPictures {
    /// By unit. Null, not whole or left out: the unit has no picture.
    std::map<LayerId, std::vector<std::shared_ptr<const MapImage>>> layers;
    /// The names of the plane's two inputs, to be read out; empty: not known.
    QString across;
    QString up;
    /// The loss of the last finished step, and that step: while training no step in hand has one.
    std::optional<double> lastLoss;
    std::int64_t lastStep = 0;

    /// The unit's map, or null where it has none.
    [[nodiscard]] std::shared_ptr<const MapImage> of(LayerId layer, std::int64_t unit) const;
};

/// Which units have a picture, of the layers of which any has one.
using PicturedUnits = std::map<LayerId, std::vector<bool>>;

/// `pictures` may be null: none have.
[[nodiscard]] PicturedUnits picturedUnits(const UnitPictures* pictures);

[[nodiscard]] std::set<LayerId> layersOf(const PicturedUnits& units);

}  // namespace glassnet::ui
