#include "ui/theme/ColorMap.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr int kSteps = 127;
constexpr double kReadable = 4.5;  // WCAG 2 level AA for small text
constexpr std::size_t kWaySteps = 2048;
constexpr std::size_t kLookAhead = 128;
constexpr double kDeep = 0.6;  // how far beyond the sign's color a one-sided map goes toward the ink

/// L* of a color, 0 to 100 (CIE 1976, white D65).
double lightness(const QColor& color) {
    // A color against black has the contrast (Y + 0.05) / 0.05.
    const double y = 0.05 * contrastRatio(color, Qt::black) - 0.05;
    return y > 216.0 / 24389.0 ? 116 * std::cbrt(y) - 16 : y * 24389.0 / 27.0;
}

/// From the neutral tone to the color of a sign and on toward the ink.
class Way {
public:
    Way(const Theme& theme, MapKind kind)
        : m_from(theme.color(Token::Zero)),
          m_middle(theme.color(kind == MapKind::Positive   ? Token::Positive
                               : kind == MapKind::Negative ? Token::Negative
                                                           : Token::Mute)),
          m_to(mixed(m_middle, theme.color(Token::Ink), kDeep)) {}

    [[nodiscard]] QColor at(double t) const { return t < 0.5 ? mixed(m_from, m_middle, 2 * t) : mixed(m_middle, m_to, 2 * t - 1); }

private:
    QColor m_from;
    QColor m_middle;
    QColor m_to;
};
}  // namespace

ColorMap::ColorMap(const Theme& theme, MapKind kind) {
    m_table[kNotFinite] = mixed(theme.color(Token::Panel), theme.color(Token::Warning), 0.35).rgb();
    if (kind == MapKind::Signed) {
        const QColor zero = theme.color(Token::Zero);
        for (int i = -kSteps; i <= kSteps; ++i) {
            const QColor end = theme.color(i < 0 ? Token::Negative : Token::Positive);
            m_table[static_cast<std::size_t>(kZero + i)] = mixed(zero, end, std::abs(i) / static_cast<double>(kSteps)).rgb();
        }
        return;
    }
    // Along the way from zero, the color whose lightness is nearest to the even step.
    const Way way(theme, kind);
    const double first = lightness(way.at(0));
    const double last = lightness(way.at(1));
    std::array<double, kWaySteps + 1> along{};
    for (std::size_t i = 0; i < along.size(); ++i) {
        along[i] = lightness(way.at(static_cast<double>(i) / kWaySteps));
    }
    // Rounding to eight bits makes the way uneven: the nearest is looked for some way ahead, not only as long as it gets nearer.
    std::size_t place = 0;
    for (std::size_t entry = 1; entry < m_table.size(); ++entry) {
        const double wanted = first + (last - first) * static_cast<double>(entry - 1) / static_cast<double>(m_table.size() - 2);
        for (std::size_t ahead = place; ahead < std::min(along.size(), place + kLookAhead); ++ahead) {
            place = std::abs(along[ahead] - wanted) < std::abs(along[place] - wanted) ? ahead : place;
        }
        m_table[entry] = way.at(static_cast<double>(place) / kWaySteps).rgb();
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
