#pragma once

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <array>
#include <cstdint>
#include <optional>

#include "ui/canvas/LinkLines.h"

namespace glassnet::ui {

/// A block of connections that one cell of a tile stands for.
struct TileCell {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t fromCount = 1;
    std::int64_t toCount = 1;
};

/// The cells of a link's weight matrix as a picture: a row for each source unit, a column for each target unit, or for several where
/// there are more than kMost.
class LinkTile {
public:
    static constexpr std::int64_t kMost = 256;

    explicit LinkTile(const LinkPair& pair);

    [[nodiscard]] std::int64_t rows() const { return std::min(kMost, m_sources); }
    [[nodiscard]] std::int64_t columns() const { return std::min(kMost, m_targets); }
    [[nodiscard]] TileCell cell(std::int64_t row, std::int64_t column) const;
    /// The cell at a place of the tile, shares from 0 to 1 across and down.
    [[nodiscard]] TileCell cellAt(double across, double down) const;
    /// The means of the cells, colored with limits of the largest mean; connections that are cut count as zero.
    [[nodiscard]] QImage draw(const LinkPair& pair, const LinkValues& values, const std::array<QRgb, 256>& colors) const;

private:
    std::int64_t m_sources;
    std::int64_t m_targets;
};

/// The mean of a cell's numbers, by all its elements; cut connections count as zero.
[[nodiscard]] double meanOf(const LinkPair& pair, const LinkValues& values, const TileCell& cell);

/// Where the tile stands: between the two cards, as high as the source's column; none where there is no room.
[[nodiscard]] std::optional<QRectF> tileRect(const LinkPair& pair, const QRectF& sourceCard, const QRectF& targetCard);

}  // namespace glassnet::ui
