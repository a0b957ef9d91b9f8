#pragma once

#include <QImage>
#include <map>
#include <memory>
#include <tuple>

#include "ui/theme/Theme.h"
#include "ui/training/MapImage.h"

namespace glassnet::ui {

/// Small pictures of maps, each painted once for a size and a theme and kept as long as its map is.
class MapThumbnails {
public:
    /// `side` in logical pixels, `ratio` real ones to each. Null for a map without values.
    [[nodiscard]] QImage picture(const std::shared_ptr<const MapImage>& map, int side, double ratio, const Theme& theme = Theme::current());
    /// How many are kept.
    [[nodiscard]] std::size_t size() const noexcept { return m_kept.size(); }

private:
    struct Kept {
        std::weak_ptr<const MapImage> map;
        QImage image;
    };
    using Key = std::tuple<const MapImage*, int, bool>;  // the map, real pixels, dark

    std::map<Key, Kept> m_kept;
};

}  // namespace glassnet::ui
