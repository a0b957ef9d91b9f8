#include "ui/canvas/LinkTile.h"

#include <algorithm>
#include <vector>

#include "ui/theme/ColorMap.h"

namespace glassnet::ui {

namespace {

constexpr double kGap = 20;         // between the tile and the cards
constexpr double kLinkTileNarrowest = 24;   // canvas units
constexpr std::int64_t kLinkTileFew = 300;  // connections that are better seen as lines

}  // namespace

LinkTile::LinkTile(const LinkPair& pair) : m_sources(pair.source.count), m_targets(pair.target.count) {}

TileCell LinkTile::cell(std::int64_t row, std::int64_t column) const {
    const auto start = [](std::int64_t part, std::int64_t parts, std::int64_t units) { return part * units / parts; };
    TileCell cell;
    cell.from = start(row, rows(), m_sources);
    cell.to = start(column, columns(), m_targets);
    cell.fromCount = start(row + 1, rows(), m_sources) - cell.from;
    cell.toCount = start(column + 1, columns(), m_targets) - cell.to;
    return cell;
}

TileCell LinkTile::cellAt(double across, double down) const {
    const auto part = [](double share, std::int64_t parts) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(share * static_cast<double>(parts)), 0, parts - 1);
    };
    return cell(part(down, rows()), part(across, columns()));
}

QImage LinkTile::draw(const LinkPair& pair, const LinkValues& values, const std::array<QRgb, 256>& colors) const {
    std::vector<double> means;
    means.reserve(static_cast<std::size_t>(rows() * columns()));
    for (std::int64_t row = 0; row < rows(); ++row) {
        for (std::int64_t column = 0; column < columns(); ++column) {
            means.push_back(meanOf(pair, values, cell(row, column)));
        }
    }
    const double limit = ColorMap::limitOf(means);
    QImage image(static_cast<int>(columns()), static_cast<int>(rows()), QImage::Format_RGB32);
    auto mean = means.begin();
    for (int row = 0; row < image.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < image.width(); ++column) {
            line[column] = colors[ColorMap::index(*mean++, limit)];
        }
    }
    return image;
}

double meanOf(const LinkPair& pair, const LinkValues& values, const TileCell& cell) {
    const auto sum = [&](const auto elements) {
        double total = 0;
        for (std::int64_t from = cell.from; from < cell.from + cell.fromCount; ++from) {
            const std::int64_t row = pair.indexOf(from, cell.to);
            for (std::int64_t to = 0; to < cell.toCount; ++to) {
                if (pair.isThere(row + to)) {
                    total += static_cast<double>(elements[static_cast<std::size_t>(values.first + row + to)]);
                }
            }
        }
        return total;
    };
    const double total = values.tensor.dtype() == DType::Float32 ? sum(values.tensor.values<float>()) : sum(values.tensor.values<double>());
    return total / static_cast<double>(cell.fromCount * cell.toCount);
}

std::optional<QRectF> tileRect(const LinkPair& pair, const QRectF& sourceCard, const QRectF& targetCard) {
    const QRectF rect(QPointF(sourceCard.right() + kGap, pair.source.first), QPointF(targetCard.left() - kGap, pair.source.last()));
    if (!pair.dense || pair.ways.size() != 1 || pair.count() <= kLinkTileFew || rect.width() < kLinkTileNarrowest || rect.height() <= 0) {
        return std::nullopt;
    }
    return rect;
}

}  // namespace glassnet::ui
