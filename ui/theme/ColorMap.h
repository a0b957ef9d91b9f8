#pragma once

#include <QColor>
#include <array>
#include <cstdint>
#include <span>

namespace glassnet::ui {

class Theme;

/// Which numbers a map is for: both signs, one sign, or sizes whatever the sign.
enum class MapKind : std::uint8_t { Signed, Positive, Negative, Size };

/// 256 colors for numbers; entry 0 flags one that is not finite. The diverging map for signed numbers: negative orange, zero the theme's
/// neutral tone, positive blue, with symmetric limits; 1 is -limit, 128 exactly zero, 255 is +limit. The one-sided maps: from zero at 1
/// through the color of the sign (of sizes: a gray) to the limit at 255, in even steps of the lightness L* (CIE 1976).
class ColorMap {
public:
    static constexpr std::uint8_t kNotFinite = 0;
    static constexpr std::uint8_t kZero = 128;

    explicit ColorMap(const Theme& theme, MapKind kind = MapKind::Signed);

    /// Of the diverging map: the entry of `value` between -limit and +limit; beyond is clamped, not finite is kNotFinite. A limit of 0 or
    /// less counts as 1.
    [[nodiscard]] static std::uint8_t index(double value, double limit) noexcept;
    /// The largest finite |value|, 1 when there is none above zero.
    [[nodiscard]] static double limitOf(std::span<const double> values) noexcept;

    /// Of the diverging map.
    [[nodiscard]] QColor color(double value, double limit) const { return QColor::fromRgb(m_table[index(value, limit)]); }
    [[nodiscard]] QColor color(std::uint8_t entry) const { return QColor::fromRgb(m_table[entry]); }
    /// For heatmap images of format RGB32.
    [[nodiscard]] const std::array<QRgb, 256>& table() const noexcept { return m_table; }
    /// The text color that reads on `ground`: ink or its opposite, black or white where neither reaches 4.5 to 1.
    [[nodiscard]] static QColor textOn(const QColor& ground, const Theme& theme);

private:
    std::array<QRgb, 256> m_table{};
};

}  // namespace glassnet::ui
