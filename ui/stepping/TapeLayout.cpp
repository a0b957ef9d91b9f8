#include "ui/stepping/TapeLayout.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {
struct Measures {
    double padding;
    double gap;
    double groupGap;
};
constexpr Measures kWide{10, 4, 12};
constexpr Measures kNarrow{5, 3, 10};
constexpr Measures kScrolled{7, 4, 12};  // where narrow cards do not fit, either, they need not be narrow
constexpr double kSmallest = 44;
}  // namespace

TapeLayout::TapeLayout(std::span<const TapeItem> items, double room, double scale) {
    const auto gapBefore = [&](std::size_t i, const Measures& measures) {
        return i == 0 ? 0.0 : std::round((items[i].startsGroup ? measures.groupGap : measures.gap) * scale);
    };
    const auto widthOf = [&](std::size_t i, const Measures& measures) {
        return std::max(std::ceil(items[i].textWidth + 2 * measures.padding * scale), std::round(kSmallest * scale));
    };
    const auto lengthWith = [&](const Measures& measures) {
        double length = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            length += gapBefore(i, measures) + widthOf(i, measures);
        }
        return length;
    };
    const Measures& measures = lengthWith(kWide) <= room ? kWide : lengthWith(kNarrow) <= room ? kNarrow : kScrolled;
    const double spare = room - lengthWith(measures);
    const double extra = items.empty() || spare <= 0 ? 0 : std::floor(spare / static_cast<double>(items.size()));
    double left = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        left += gapBefore(i, measures);
        const double width = widthOf(i, measures) + extra;
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
