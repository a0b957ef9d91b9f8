#include "ui/training/GrayImage.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/ColorMap.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

template <class ColorOf>
QImage picture(std::span<const float> values, int width, int height, ColorOf colorOf) {
    if (width <= 0 || height <= 0 || values.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return {};
    }
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x) {
            line[x] = colorOf(
                static_cast<double>(values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]));
        }
    }
    return image;
}

}  // namespace

QImage GrayImage::ofInk(std::span<const float> values, int width, int height, const Theme& theme) {
    std::array<QRgb, 256> shades{};
    for (std::size_t i = 0; i < shades.size(); ++i) {
        shades[i] = mixed(theme.color(Token::Window), theme.color(Token::Ink), static_cast<double>(i) / 255).rgb();
    }
    const QRgb odd = ColorMap(theme).table()[ColorMap::kNotFinite];
    return picture(values, width, height, [&](double value) {
        return std::isfinite(value) ? shades[static_cast<std::size_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)))] : odd;
    });
}

QImage GrayImage::ofSigns(std::span<const float> values, int width, int height, double limit, const Theme& theme) {
    const ColorMap map(theme);
    return picture(values, width, height, [&](double value) { return map.table()[ColorMap::index(value, limit)]; });
}

}  // namespace glassnet::ui
