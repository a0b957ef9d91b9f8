#include "ui/heatmap/HistogramBins.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

HistogramBins::HistogramBins(const Heatmap& heatmap, int count) : m_counts(static_cast<std::size_t>(std::max(count, 1)), 0) {
    const int last = size() - 1;
    heatmap.values.stretches([&](const auto& numbers, std::int64_t) {
        for (const auto number : numbers) {
            const auto value = static_cast<double>(number);
            if (std::isfinite(value)) {
                const int bin = std::clamp(static_cast<int>(heatmap.axisOf(value) * (last + 1)), 0, last);
                ++m_counts[static_cast<std::size_t>(bin)];
            }
        }
    });
    m_most = *std::ranges::max_element(m_counts);
    for (int edge = 0; edge <= size(); ++edge) {
        m_edges.push_back(heatmap.axisValue(static_cast<double>(edge) / size()));
    }
}

std::pair<double, double> HistogramBins::limits(int bin) const {
    return {m_edges.at(static_cast<std::size_t>(bin)), m_edges.at(static_cast<std::size_t>(bin) + 1)};
}

}  // namespace glassnet::ui
