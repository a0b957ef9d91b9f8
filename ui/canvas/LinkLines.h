#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/tensor/Tensor.h"
#include "ui/canvas/LinkPair.h"

namespace glassnet::ui {

/// The numbers of a link's connections: weights or gradients, [in, out], of which the link's own begin at `first`.
struct LinkValues {
    Tensor tensor;
    std::int64_t first = 0;

    /// The largest finite |value| of the whole tensor; 0 when there is none.
    [[nodiscard]] double limit() const;
    /// Equal when they are the same numbers, bit for bit.
    friend bool operator==(const LinkValues& a, const LinkValues& b);
};

/// One connection to draw: its units, and its number as a share of the limit, -1 to 1; infinite where it is not finite.
struct LinkLine {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    float strength = 0;
};

/// The connections of one pair that are drawn, faint first, so that the strong ones lie on top.
struct LinkLines {
    std::vector<LinkLine> lines;
    std::int64_t total = 0;  ///< connections of the pair

    [[nodiscard]] bool isCut() const { return static_cast<std::int64_t>(lines.size()) < total; }
    [[nodiscard]] std::size_t bytes() const { return lines.capacity() * sizeof(LinkLine); }
};

/// Chooses the `most` strongest connections of the pair, evenly spread ones where there are no numbers, and sorts them. `most` 0: all.
void chooseLines(const LinkPair& pair, const std::optional<LinkValues>& values, double limit, std::int64_t most, LinkLines& result);

}  // namespace glassnet::ui
