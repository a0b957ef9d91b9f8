#include "ui/theme/ColorMap.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr int kSteps = 127;
constexpr double kReadable = 4.5;  // WCAG 2 level AA for small text
}  // namespace

ColorMap::ColorMap(const Theme& theme) {
    const QColor zero = theme.color(Token::Zero);
    m_table[kNotFinite] = mixed(theme.color(Token::Panel), theme.color(Token::Warning), 0.35).rgb();
    for (int i = -kSteps; i <= kSteps; ++i) {
        const QColor end = theme.color(i < 0 ? Token::Negative : Token::Positive);
        m_table[static_cast<std::size_t>(kZero + i)] = mixed(zero, end, std::abs(i) / static_cast<double>(kSteps)).rgb();
    }
}

std::uint8_t ColorMap::index(double value, double limit) noexcept {
    if (!std::isfinite(value)) {
        return kNotFinite;
    }
    const double part = std::clamp(value / (limit > 0 && std::isfinite(limit) ? limit : 1.0), -1.0, 1.0);
    return static_cast<std::uint8_t>(kZero + static_cast<int>(std::lround(part * kSteps)));
}

double ColorMap::limitOf(std::span<const double> values) noexcept {
    double limit = 0;
    for (const double value : values) {
        if (std::isfinite(value)) {
            limit = std::max(limit, std::abs(value));
        }
    }
    return limit > 0 ? limit : 1.0;
}

QColor ColorMap::textOn(const QColor& ground, const Theme& theme) {
    const QColor ink = theme.color(Token::Ink);
    if (contrastRatio(ink, ground) >= kReadable) {
        return ink;
    }
    const QColor opposite = theme.color(theme.isDark() ? Token::Window : Token::Panel);
    if (contrastRatio(opposite, ground) >= kReadable) {
        return opposite;
    }
    // One of the two always reaches 4.58, the square root of 21.
    return contrastRatio(Qt::black, ground) > contrastRatio(Qt::white, ground) ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace glassnet::ui
