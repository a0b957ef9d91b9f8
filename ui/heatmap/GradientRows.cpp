#include "ui/heatmap/GradientRows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace glassnet::ui {

std::vector<std::size_t> GradientRows::largest(const GradientColumns& columns, std::size_t most) {
    std::vector<std::size_t> rows(columns.rows.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (rows.size() <= most) {
        return rows;
    }
    const std::size_t steps = columns.steps.size();
    std::vector<float> sizes(rows.size(), 0.0F);
    for (std::size_t i = 0; i < columns.values.size(); ++i) {
        const float size = std::fabs(columns.values[i]);
        float& kept = sizes[i / steps];
        kept = std::isfinite(size) ? std::max(kept, size) : std::numeric_limits<float>::infinity();
    }
    // Of equals the first ones, so that the same numbers always show the same rows.
    const auto larger = [&sizes](std::size_t a, std::size_t b) { return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a < b; };
    std::ranges::nth_element(rows, rows.begin() + static_cast<std::ptrdiff_t>(most), larger);
    rows.resize(most);
    std::ranges::sort(rows);
    return rows;
}

double GradientRows::limit(const GradientColumns& columns) {
    double limit = 0;
    for (const float value : columns.values) {
        limit = std::isfinite(value) ? std::max(limit, static_cast<double>(std::fabs(value))) : limit;
    }
    return limit;
}

}  // namespace glassnet::ui
