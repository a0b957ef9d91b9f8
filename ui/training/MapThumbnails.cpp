#include "ui/training/MapThumbnails.h"

#include <cmath>

#include "ui/training/MapColors.h"

namespace glassnet::ui {

QImage MapThumbnails::picture(const std::shared_ptr<const MapImage>& map, int side, double ratio, const Theme& theme) {
    if (!map || !map->isWhole()) {
        return {};
    }
    const auto pixels = static_cast<int>(std::lround(side * ratio));
    const Key key(map.get(), pixels, theme.isDark());
    const auto found = m_kept.find(key);
    // Another map may have come to lie where a forgotten one was: then the kept one has expired.
    if (found != m_kept.end() && !found->second.map.expired()) {
        return found->second.image;
    }
    std::erase_if(m_kept, [](const auto& each) { return each.second.map.expired(); });
    QImage image = MapColors(*map, theme, kFullStrength, false).paint(*map, pixels);
    image.setDevicePixelRatio(ratio);
    m_kept[key] = {map, image};
    return image;
}

}  // namespace glassnet::ui
