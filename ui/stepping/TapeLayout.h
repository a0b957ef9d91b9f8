#pragma once

#include <span>
#include <vector>

namespace glassnet::ui {

/// What a card needs.
struct TapeItem {
    /// The wider of its two texts.
    double textWidth = 0;
    /// Starts a group (forward, backward, update): a wider gap stands before it.
    bool startsGroup = false;
};

/// A card's place along the tape.
struct TapeSpan {
    double left = 0;
    double width = 0;
    [[nodiscard]] double right() const noexcept { return left + width; }
    [[nodiscard]] double center() const noexcept { return left + width / 2; }
};

/// Where the cards of a tape stand, in the tape's own coordinates: the first begins at 0. A card is never narrower than its text and
/// padding on both sides; where the room is larger the cards share it, where it is smaller the tape is longer than the room.
class TapeLayout {
public:
    /// `scale` multiplies gaps and padding.
    TapeLayout(std::span<const TapeItem> items, double room, double scale = 1);
    TapeLayout() = default;

    [[nodiscard]] const std::vector<TapeSpan>& cards() const noexcept { return m_cards; }
    /// How long the whole tape is.
    [[nodiscard]] double length() const noexcept { return m_cards.empty() ? 0 : m_cards.back().right(); }
    /// The card at this place, -1 between and beside cards.
    [[nodiscard]] int cardAt(double x) const noexcept;
    /// The nearest card; -1 only when there is none.
    [[nodiscard]] int nearestCard(double x) const noexcept;
    /// How far the tape is pulled to the left, starting from `scroll`, so that the card and some of its neighbors are in view.
    [[nodiscard]] double scrollFor(int card, double scroll, double room) const noexcept;

private:
    std::vector<TapeSpan> m_cards;
};

}  // namespace glassnet::ui
