#pragma once

#include <QColor>
#include <array>
#include <cstdint>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

/// What the connections of a bundle say at the moment.
enum class LinkTone : std::uint8_t {
    Values,  ///< a weight or a gradient each
    None,    ///< there are no numbers
    Faint,   ///< what cannot matter now
};

/// How one connection of a bundle is drawn.
struct LinkShade {
    std::uint32_t color = 0;  ///< premultiplied ARGB
    float width = 0;          ///< canvas units
};

/// Colors and widths of a bundle's connections by strength: color is sign, and a weight near zero has the canvas's own tone in every
/// theme because its opacity follows |w|. The more connections, the finer they are drawn; of very many the strongest stand out of a haze
/// of all the others.
class LinkShades {
public:
    /// How many of a pair stand out.
    static constexpr std::size_t kBright = 800;
    /// The others are as faint as so many of them would be.
    static constexpr double kHaze = 2000;

    /// `bright`: the strength from which connections stand out; 0: all do. `stroke`: what all widths are multiplied by.
    LinkShades(const Theme& theme, LinkTone tone, std::int64_t connections, double opacity = 1, double bright = 0, double stroke = 1);

    /// The entry of a strength from -1 to 1: 1 to 255, 128 exactly zero; 0 for what is not finite.
    [[nodiscard]] static std::size_t index(float strength) noexcept;
    [[nodiscard]] const LinkShade& of(float strength) const { return m_shades[index(strength)]; }

private:
    std::array<LinkShade, 256> m_shades{};
};

/// The 256 colors of a weight matrix's tile, in the order of ColorMap::index: from negative over the canvas's own tone to positive.
[[nodiscard]] std::array<QRgb, 256> tileColors(const Theme& theme);

}  // namespace glassnet::ui
