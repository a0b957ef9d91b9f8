#pragma once

#include <QColor>
#include <QImage>
#include <array>
#include <vector>

#include "ui/training/MapImage.h"

namespace glassnet::ui {

class Theme;

/// The colors of a map: how its values, and the targets of its samples, are painted in a theme.
class MapColors {
public:
    /// `strength` from 0 to 1: how far from the neutral tone the strongest color is, so that points on the map stand out. `isDiscrete`:
    /// only sides or classes are told, without how sure they are.
    MapColors(const MapImage& map, const Theme& theme, double strength, bool isDiscrete);

    /// Of the values at one point (as many as the map has classes).
    [[nodiscard]] QRgb color(const float* values) const;
    /// Of one value on the scale from `low` to `high`; not for classes.
    [[nodiscard]] QRgb color(double value) const { return m_table[entry(value)]; }
    /// Of a sample: the full color of its class or target.
    [[nodiscard]] QColor pointColor(double target) const;

    /// The map at a size in pixels: the values are interpolated between the points of the map, then colored.
    [[nodiscard]] QImage paint(const MapImage& map, int pixels) const;

private:
    [[nodiscard]] std::uint8_t entry(double value) const noexcept;

    MapMeaning m_meaning;
    double m_low;
    double m_neutral;
    double m_high;
    int m_classes;
    bool m_discrete;
    const Theme& m_theme;
    QRgb m_odd;
    std::array<QRgb, 256> m_table{};
    /// [class, entry]: from the neutral tone to the class's color.
    std::vector<std::array<QRgb, 256>> m_classTables;
};

/// The strength that leaves room for the points, and that of pictures without any.
inline constexpr double kMapStrength = 0.8;
inline constexpr double kFullStrength = 1.0;

}  // namespace glassnet::ui
