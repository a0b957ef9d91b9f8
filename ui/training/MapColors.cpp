#include "ui/training/MapColors.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/ClassPalette.h"
#include "ui/theme/ColorMap.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

/// The neighbors of a pixel's middle among `side` points, and the second one's part.
struct Between {
    std::size_t first = 0;
    std::size_t second = 0;
    float part = 0;
};

std::vector<Between> betweens(int pixels, int side) {
    std::vector<Between> all;
    all.reserve(static_cast<std::size_t>(pixels));
    for (int i = 0; i < pixels; ++i) {
        const double place = std::clamp((i + 0.5) * side / pixels - 0.5, 0.0, side - 1.0);
        const auto first = static_cast<std::size_t>(place);
        const auto second = std::min(first + 1, static_cast<std::size_t>(side) - 1);
        all.push_back({first, second, static_cast<float>(place - static_cast<double>(first))});
    }
    return all;
}

/// Made once: the even steps of lightness of the one-sided map take longer than a small map takes to paint.
const ColorMap& colorMap(const Theme& theme, MapMeaning meaning) {
    static const ColorMap light(Theme::light());
    static const ColorMap dark(Theme::dark());
    static const ColorMap lightRising(Theme::light(), MapKind::Positive);
    static const ColorMap darkRising(Theme::dark(), MapKind::Positive);
    return meaning == MapMeaning::Rising ? (theme.isDark() ? darkRising : lightRising) : (theme.isDark() ? dark : light);
}

/// From one of many equal scores (0) to certain (1), by the largest score as a part of 1.
double confidence(double largest, int classes) {
    const double least = 1.0 / classes;
    return std::clamp((largest - least) / (1 - least), 0.0, 1.0);
}

}  // namespace

MapColors::MapColors(const MapImage& map, const Theme& theme, double strength, bool isDiscrete)
    : m_meaning(map.meaning),
      m_low(map.low),
      m_neutral(map.neutral),
      m_high(map.high),
      m_classes(std::max(1, map.classes)),
      m_discrete(isDiscrete),
      m_theme(theme) {
    const auto& table = colorMap(theme, m_meaning).table();
    m_odd = table[ColorMap::kNotFinite];
    const QColor zero = theme.color(Token::Zero);
    if (m_meaning == MapMeaning::Classes) {
        m_classTables.resize(static_cast<std::size_t>(m_classes));
        for (int i = 0; i < m_classes; ++i) {
            auto& shades = m_classTables[static_cast<std::size_t>(i)];
            const QColor full = mixed(zero, ClassPalette::color(i, m_classes, theme), strength);
            for (std::size_t shade = 0; shade < shades.size(); ++shade) {
                shades[shade] = mixed(zero, full, static_cast<double>(shade) / 255).rgb();
            }
        }
        return;
    }
    std::ranges::transform(table, m_table.begin(), [&](QRgb each) { return mixed(zero, QColor::fromRgb(each), strength).rgb(); });
    m_table[ColorMap::kNotFinite] = m_odd;
}

std::uint8_t MapColors::entry(double value) const noexcept {
    if (!std::isfinite(value)) {
        return ColorMap::kNotFinite;
    }
    if (m_meaning == MapMeaning::Rising) {
        const double part = std::clamp((value - m_low) / (m_high - m_low), 0.0, 1.0);
        return static_cast<std::uint8_t>(1 + std::lround(part * 254));
    }
    // Each side has its own room: neutral need not be in the middle.
    const double room = value < m_neutral ? m_neutral - m_low : m_high - m_neutral;
    const double part = m_discrete ? (value < m_neutral ? -1.0 : 1.0) : room > 0 ? (value - m_neutral) / room : 0.0;
    return ColorMap::index(part, 1);
}

QRgb MapColors::color(const float* values) const {
    if (m_meaning != MapMeaning::Classes) {
        return color(static_cast<double>(values[0]));
    }
    int best = 0;
    for (int i = 0; i < m_classes; ++i) {
        if (!std::isfinite(values[i])) {
            return m_odd;
        }
        best = values[i] > values[best] ? i : best;
    }
    const double part = m_discrete ? 1 : confidence(static_cast<double>(values[best]), m_classes);
    return m_classTables[static_cast<std::size_t>(best)][static_cast<std::size_t>(std::lround(part * 255))];
}

QColor MapColors::pointColor(double target) const {
    if (m_meaning == MapMeaning::Classes) {
        return ClassPalette::color(std::clamp(static_cast<int>(target), 0, m_classes - 1), m_classes, m_theme);
    }
    return colorMap(m_theme, m_meaning).color(entry(target));
}

QImage MapColors::paint(const MapImage& map, int pixels) const {
    if (!map.isWhole() || pixels <= 0) {
        return {};
    }
    QImage image(pixels, pixels, QImage::Format_RGB32);
    const auto classes = static_cast<std::size_t>(m_classes);
    const auto across = static_cast<std::size_t>(map.side) * classes;
    const auto places = betweens(pixels, map.side);
    std::vector<float> row(across);
    std::vector<float> point(classes);
    for (int y = 0; y < pixels; ++y) {
        const Between& down = places[static_cast<std::size_t>(y)];
        const float* above = map.values.data() + down.first * across;
        const float* below = map.values.data() + down.second * across;
        for (std::size_t i = 0; i < across; ++i) {
            row[i] = above[i] + (below[i] - above[i]) * down.part;
        }
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (std::size_t x = 0; x < places.size(); ++x) {
            const float* left = row.data() + places[x].first * classes;
            const float* right = row.data() + places[x].second * classes;
            for (std::size_t i = 0; i < classes; ++i) {
                point[i] = left[i] + (right[i] - left[i]) * places[x].part;
            }
            line[x] = color(point.data());
        }
    }
    return image;
}

}  // namespace glassnet::ui
