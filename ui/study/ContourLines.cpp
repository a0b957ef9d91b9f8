#include "ui/study/ContourLines.h"

#include <array>
#include <cmath>

namespace glassnet::ui {

namespace {

/// A cell's corners go round: left bottom, right bottom, right top, left top (y rises with the row).
struct Corner {
    int dx;
    int dy;
};
constexpr std::array<Corner, 4> kCorners{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};

}  // namespace

std::vector<QLineF> contourLines(std::span<const double> values, int columns, int rows, double level) {
    std::vector<QLineF> lines;
    const auto at = [&](int x, int y) {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x)];
    };
    for (int y = 0; y + 1 < rows; ++y) {
        for (int x = 0; x + 1 < columns; ++x) {
            std::array<double, 4> corner{};
            double mean = 0;
            for (std::size_t k = 0; k < corner.size(); ++k) {
                corner[k] = at(x + kCorners[k].dx, y + kCorners[k].dy) - level;
                mean += corner[k] / 4;
            }
            if (!std::isfinite(mean)) {
                continue;
            }
            // Where the sign changes from corner k to the next; two crossings, or four where the diagonals are apart.
            std::array<QPointF, 4> crossing;
            std::size_t crossings = 0;
            for (std::size_t k = 0; k < corner.size(); ++k) {
                const std::size_t next = (k + 1) % corner.size();
                if ((corner[k] >= 0) != (corner[next] >= 0)) {
                    const double t = corner[k] / (corner[k] - corner[next]);
                    crossing[crossings] = QPointF(x + kCorners[k].dx + t * (kCorners[next].dx - kCorners[k].dx),
                                                  y + kCorners[k].dy + t * (kCorners[next].dy - kCorners[k].dy));
                    ++crossings;
                }
            }
            if (crossings == 2) {
                lines.emplace_back(crossing[0], crossing[1]);
            } else if (crossings == 4) {
                // Crossing k lies between corners k and k + 1. A middle like corner 0 joins corners 0 and 2 and cuts 1 and 3 off.
                const std::size_t first = (mean >= 0) == (corner[0] >= 0) ? 0 : 3;
                lines.emplace_back(crossing[first], crossing[(first + 1) % 4]);
                lines.emplace_back(crossing[(first + 2) % 4], crossing[(first + 3) % 4]);
            }
        }
    }
    return lines;
}

}  // namespace glassnet::ui
