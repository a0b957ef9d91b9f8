#pragma once

#include <QColor>
#include <array>
#include <cstdint>

namespace glassnet::ui {

class Theme;

/// The one-sided map for what has no sign (an error's size, a loss): from the theme's neutral tone to nearly ink. 256 entries: 1 is the
/// least, 255 the most; 0 flags a number that is not finite.
class ShadeTable {
public:
    static constexpr std::uint8_t kNotFinite = 0;

    explicit ShadeTable(const Theme& theme);

    /// The entry of a part from 0 to 1; beyond is clamped, not finite is kNotFinite.
    [[nodiscard]] static std::uint8_t index(double part) noexcept;
    [[nodiscard]] QRgb rgb(double part) const { return m_table[index(part)]; }
    [[nodiscard]] const std::array<QRgb, 256>& table() const noexcept { return m_table; }

private:
    std::array<QRgb, 256> m_table{};
};

}  // namespace glassnet::ui
