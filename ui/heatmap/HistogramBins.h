#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ui/heatmap/Heatmap.h"

namespace glassnet::ui {

/// How many numbers of a heatmap lie in each stretch of its color axis: stretches of equal length on the axis, from left to right. What is
/// not finite is in none. On a map of sizes the sizes are counted.
class HistogramBins {
public:
    HistogramBins() = default;
    /// One pass over the known numbers. `count` is odd on a signed map, so that zero is in the middle of a stretch.
    HistogramBins(const Heatmap& heatmap, int count);

    [[nodiscard]] int size() const noexcept { return static_cast<int>(m_counts.size()); }
    [[nodiscard]] std::int64_t count(int bin) const { return m_counts.at(static_cast<std::size_t>(bin)); }
    [[nodiscard]] std::int64_t most() const noexcept { return m_most; }
    /// The values between which the bin's numbers lie; the lower belongs to it.
    [[nodiscard]] std::pair<double, double> limits(int bin) const;

private:
    std::vector<std::int64_t> m_counts;
    std::vector<double> m_edges;
    std::int64_t m_most = 0;
};

}  // namespace glassnet::ui
