#pragma once

#include <QImage>
#include <span>

namespace glassnet::ui {

class Theme;

/// Rows of numbers as pictures, a pixel a number, the top row first.
class GrayImage {
public:
    /// `values` from 0 to 1, as ink on paper: 0 is the window's tone and 1 the ink. Beyond is clamped, not finite is the flag of the color
    /// maps. Null unless there are width * height values.
    [[nodiscard]] static QImage ofInk(std::span<const float> values, int width, int height, const Theme& theme);
    /// Signed numbers on the diverging map, from -limit to limit.
    [[nodiscard]] static QImage ofSigns(std::span<const float> values, int width, int height, double limit, const Theme& theme);
};

}  // namespace glassnet::ui
