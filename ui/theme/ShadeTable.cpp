#include "ui/theme/ShadeTable.h"

#include "ui/theme/ColorMap.h"
#include "ui/theme/ColorScale.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

ShadeTable::ShadeTable(const Theme& theme) {
    // Made once: its even steps of lightness take longer than a small map takes to paint.
    static const ColorMap light(Theme::light(), MapKind::Size);
    static const ColorMap dark(Theme::dark(), MapKind::Size);
    m_table = theme.isDark() ? &dark.table() : &light.table();
}

std::uint8_t ShadeTable::index(double part) noexcept { return ColorScale(1, false).index(part < 0 ? 0.0 : part); }

}  // namespace glassnet::ui
