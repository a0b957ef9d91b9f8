#include "ui/study/ShadeTable.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr int kLeast = 1;
constexpr int kMost = 255;
constexpr double kDarkest = 0.85;  // toward ink: a mark in ink is still seen on it
}  // namespace

ShadeTable::ShadeTable(const Theme& theme) {
    const QColor zero = theme.color(Token::Zero);
    const QColor end = mixed(zero, theme.color(Token::Ink), kDarkest);
    m_table[kNotFinite] = mixed(theme.color(Token::Panel), theme.color(Token::Warning), 0.5).rgb();
    for (int i = kLeast; i <= kMost; ++i) {
        m_table[static_cast<std::size_t>(i)] = mixed(zero, end, (i - kLeast) / static_cast<double>(kMost - kLeast)).rgb();
    }
}

std::uint8_t ShadeTable::index(double part) noexcept {
    if (!std::isfinite(part)) {
        return kNotFinite;
    }
    return static_cast<std::uint8_t>(kLeast + static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * (kMost - kLeast))));
}

}  // namespace glassnet::ui
