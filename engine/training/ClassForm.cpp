#include "engine/training/ClassForm.h"

#include <algorithm>

namespace glassnet {

namespace {

bool isOneHot(std::span<const float> row) {
    const auto ones = std::count(row.begin(), row.end(), 1.0F);
    return ones == 1 && std::count(row.begin(), row.end(), 0.0F) + ones == std::ssize(row);
}

}  // namespace

std::int64_t ClassForm::classOf(const Tensor& targets, std::int64_t row) const {
    if (targets.rank() == 1) {
        return static_cast<std::int64_t>(targets.at(row));
    }
    return targets.size(1) > 1 ? largestOfRow(targets, row) : static_cast<std::int64_t>(targets.at(row) == high);
}

ClassForm classForm(const Tensor& targets, std::int64_t units) {
    if (targets.dtype() == DType::Int64) {
        return {units, 0.0, 1.0};
    }
    const auto values = targets.values<float>();
    const auto columns = static_cast<std::size_t>(targets.size(1));
    if (columns > 1) {
        for (std::size_t begin = 0; begin < values.size(); begin += columns) {
            if (!isOneHot(values.subspan(begin, columns))) {
                return {};
            }
        }
        return {targets.size(1), 0.0, 1.0};
    }
    for (const double low : {0.0, -1.0}) {
        const bool fits = std::all_of(values.begin(), values.end(), [low](float value) { return value == 1.0F || double{value} == low; });
        if (fits) {
            return {2, low, 1.0};
        }
    }
    return {};
}

std::int64_t largestOfRow(const Tensor& values, std::int64_t row) {
    const auto columns = values.size(1);
    std::int64_t best = 0;
    for (std::int64_t i = 1; i < columns; ++i) {
        best = values.at(row * columns + i) > values.at(row * columns + best) ? i : best;
    }
    return best;
}

}  // namespace glassnet
