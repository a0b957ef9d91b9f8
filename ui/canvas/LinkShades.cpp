#include "ui/canvas/LinkShades.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/ColorMap.h"

namespace glassnet::ui {

namespace {

constexpr int kSteps = 127;
constexpr double kFew = 300;          // connections; finer lines from here on
constexpr double kLinkShadesThinnest = 1;    // canvas units
constexpr double kLinkShadesThickest = 4.5;  // of a few
constexpr double kFinestThick = 1.2;  // of very many
constexpr double kFaintest = 0.02;    // opacity next to zero
constexpr double kStrongest = 0.7;
constexpr double kContrast = 1.6;  // the power of |w| that the opacity follows
constexpr double kPlain = 0.36;    // of connections without a number, while they are few
constexpr double kFaintestPlain = 0.02;

QRgb premultiplied(const QColor& color, double opacity) {
    QColor tone = color;
    tone.setAlphaF(static_cast<float>(opacity));
    return qPremultiply(tone.rgba());
}

}  // namespace

LinkShades::LinkShades(const Theme& theme, LinkTone tone, std::int64_t connections, double opacity, double bright, double stroke) {
    const double crowd = std::sqrt(kFew / std::max(kFew, static_cast<double>(connections)));
    const double thickest = std::max(kFinestThick, kLinkShadesThickest * crowd);
    const LinkShade plain{premultiplied(theme.color(tone == LinkTone::Faint ? Token::Mute : Token::Faint),
                                        opacity * std::max(kFaintestPlain, kPlain * crowd)),
                          static_cast<float>(stroke * kLinkShadesThinnest)};
    m_shades.fill(plain);
    if (tone != LinkTone::Values) {
        return;
    }
    m_shades[0] = {premultiplied(theme.color(Token::Warning), opacity * kStrongest), static_cast<float>(stroke * thickest)};
    for (int i = -kSteps; i <= kSteps; ++i) {
        const double share = std::abs(i) / static_cast<double>(kSteps);
        const double haze = share < bright ? std::min(1.0, kHaze / static_cast<double>(connections)) : 1;
        const double strength = i == 0 ? 0 : haze * (kFaintest + (kStrongest - kFaintest) * std::pow(share, kContrast));
        m_shades[static_cast<std::size_t>(ColorMap::kZero + i)] = {
            premultiplied(theme.color(i < 0 ? Token::Negative : Token::Positive), opacity * strength),
            static_cast<float>(stroke * (kLinkShadesThinnest + (thickest - kLinkShadesThinnest) * share * share))};
    }
}

std::size_t LinkShades::index(float strength) noexcept {
    if (!std::isfinite(strength)) {
        return 0;
    }
    return static_cast<std::size_t>(ColorMap::kZero + static_cast<int>(std::lrintf(std::clamp(strength, -1.0F, 1.0F) * kSteps)));
}

std::array<QRgb, 256> tileColors(const Theme& theme) {
    std::array<QRgb, 256> colors{};
    const QColor zero = theme.color(Token::Canvas);
    colors[ColorMap::kNotFinite] = theme.color(Token::Warning).rgb();
    for (int i = -kSteps; i <= kSteps; ++i) {
        const QColor end = theme.color(i < 0 ? Token::Negative : Token::Positive);
        colors[static_cast<std::size_t>(ColorMap::kZero + i)] = mixed(zero, end, std::abs(i) / static_cast<double>(kSteps)).rgb();
    }
    return colors;
}

}  // namespace glassnet::ui
