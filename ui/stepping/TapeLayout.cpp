#include "ui/stepping/TapeLayout.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {
constexpr double kWidePadding = 10;
constexpr double kNarrowPadding = 6;
constexpr double kGap = 4;
constexpr double kGroupGap = 12;
constexpr double kSmallest = 48;
}  // namespace

TapeLayout::TapeLayout(std::span<const TapeItem> items, double room, double scale) {
    const auto gapBefore = [&](std::size_t i) { return i == 0 ? 0.0 : std::round((items[i].startsGroup ? kGroupGap : kGap) * scale); };
    const auto lengthWith = [&](double padding) {
        double length = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            length += gapBefore(i) + std::max(std::ceil(items[i].textWidth + 2 * padding), std::round(kSmallest * scale));
        }
        return length;
    };
    const bool isWide = lengthWith(kWidePadding * scale) <= room;
    const double padding = (isWide ? kWidePadding : kNarrowPadding) * scale;
    const double spare = room - lengthWith(padding);
    const double extra = items.empty() || spare <= 0 ? 0 : std::floor(spare / static_cast<double>(items.size()));
    double left = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        left += gapBefore(i);
        const double width = std::max(std::ceil(items[i].textWidth + 2 * padding), std::round(kSmallest * scale)) + extra;
        m_cards.push_back({left, width});
        left += width;
    }
}

int TapeLayout::cardAt(double x) const noexcept {
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (x >= m_cards[i].left && x < m_cards[i].right()) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

int TapeLayout::nearestCard(double x) const noexcept {
    int nearest = -1;
    double least = 0;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const double distance = std::max({m_cards[i].left - x, x - m_cards[i].right(), 0.0});
        if (nearest < 0 || distance < least) {
            nearest = static_cast<int>(i);
            least = distance;
        }
    }
    return nearest;
}

double TapeLayout::scrollFor(int card, double scroll, double room) const noexcept {
    const double longest = std::max(0.0, length() - room);
    if (card < 0 || card >= static_cast<int>(m_cards.size())) {
        return std::clamp(scroll, 0.0, longest);
    }
    const TapeSpan& span = m_cards[static_cast<std::size_t>(card)];
    const double margin = std::min(span.width * 1.5, std::max(0.0, (room - span.width) / 2));
    scroll = std::min(scroll, span.left - margin);
    scroll = std::max(scroll, span.right() + margin - room);
    return std::clamp(scroll, 0.0, longest);
}

}  // namespace glassnet::ui
