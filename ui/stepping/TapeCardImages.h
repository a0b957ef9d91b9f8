#pragma once

#include <QImage>
#include <QPointF>
#include <QSizeF>
#include <cstddef>
#include <functional>
#include <map>
#include <utility>

#include "ui/stepping/TapeCards.h"

namespace glassnet::ui {

/// All that a card's pixels depend on within a program, but for its words.
struct TapeCardLook {
    bool isHere = false;
    bool isReached = false;
    bool isDone = false;
    bool isHovered = false;
    /// Entries of its group that have run.
    std::size_t done = 0;
    /// How much of the entry in hand is there.
    double shown = 1;
    QSizeF size;
    /// Where it begins within a pixel.
    QPointF offset;
    double pixelRatio = 1;
    double scale = 1;
    bool isDark = false;
    friend bool operator==(const TapeCardLook&, const TapeCardLook&) = default;
};

/// The cards of a tape as they were painted last: of a step two cards change, and where the tape scrolls none does.
class TapeCardImages {
public:
    /// More cards than any window shows.
    static constexpr std::size_t kMost = 128;

    /// Words or program are others.
    void clear() { m_images.clear(); }
    /// The picture of a card that looks so, painted by `paint` if it looked otherwise before.
    [[nodiscard]] const QImage& image(const TapeCard& card, const TapeCardLook& look, const std::function<QImage()>& paint) {
        if (m_images.size() >= kMost && !m_images.contains({card.kind, card.first})) {
            clear();
        }
        auto& kept = m_images[{card.kind, card.first}];
        if (kept.second.isNull() || kept.first != look) {
            kept = {look, paint()};
        }
        return kept.second;
    }

private:
    std::map<std::pair<TapeCard::Kind, std::size_t>, std::pair<TapeCardLook, QImage>> m_images;
};

}  // namespace glassnet::ui
