#pragma once

#include <QColor>
#include <array>
#include <cstdint>

namespace glassnet::ui {

class Theme;

/// The theme's map for sizes, by parts from 0 to 1: for what has no sign (an error, a loss). Entry 0 flags a number that is not finite.
class ShadeTable {
public:
    explicit ShadeTable(const Theme& theme);

    /// The entry of a part; beyond 1 is clamped, not finite is entry 0.
    [[nodiscard]] static std::uint8_t index(double part) noexcept;
    [[nodiscard]] QRgb rgb(double part) const { return (*m_table)[index(part)]; }
    [[nodiscard]] const std::array<QRgb, 256>& table() const noexcept { return *m_table; }

private:
    const std::array<QRgb, 256>* m_table;
};

}  // namespace glassnet::ui
