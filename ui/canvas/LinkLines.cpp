#include "ui/canvas/LinkLines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace glassnet::ui {

namespace {

template <class T>
double largest(std::span<const T> values) {
    T limit = 0;
    for (const T value : values) {
        const T size = std::abs(value);
        limit = std::isfinite(size) ? std::max(limit, size) : limit;
    }
    return static_cast<double>(limit);
}

bool isFainter(const LinkLine& a, const LinkLine& b) { return std::abs(a.strength) < std::abs(b.strength); }

/// Adds the connections that are there, by index from `start` on in steps of `stride`.
template <class Strength>
void addLines(const LinkPair& pair, std::int64_t stride, Strength strength, std::vector<LinkLine>& lines) {
    const std::int64_t last = pair.dense ? pair.indices() : pair.count();
    const bool whole = pair.cut.empty();
    std::int64_t from = 0;
    std::int64_t to = pair.dense ? 0 : pair.offset;
    for (std::int64_t index = 0; index < last; index += stride) {
        if (stride > 1) {
            from = pair.sourceOf(index);
            to = pair.targetOf(index);
        }
        if (whole || pair.isThere(index)) {
            lines.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), strength(index)});
        }
        if (!pair.dense || ++to == pair.target.count) {
            ++from;
            to = pair.dense ? 0 : to + 1;
        }
    }
}

template <class T>
void addValues(const LinkPair& pair, std::span<const T> values, double limit, std::vector<LinkLine>& lines) {
    const T scale = static_cast<T>(limit > 0 ? 1 / limit : 1);
    addLines(
        pair, 1,
        [&](std::int64_t index) {
            const T share = values[static_cast<std::size_t>(index)] * scale;
            return std::isfinite(share) ? static_cast<float>(std::clamp(share, T(-1), T(1))) : std::numeric_limits<float>::infinity();
        },
        lines);
}

}  // namespace

double LinkValues::limit() const {
    if (tensor.dtype() == DType::Float32) {
        return largest(tensor.values<float>());
    }
    return tensor.dtype() == DType::Float64 ? largest(tensor.values<double>()) : 0;
}

bool operator==(const LinkValues& a, const LinkValues& b) {
    return a.first == b.first && (a.tensor.isSameView(b.tensor) || bitEqual(a.tensor, b.tensor));
}

void chooseLines(const LinkPair& pair, const std::optional<LinkValues>& values, double limit, std::int64_t most, LinkLines& result) {
    result.total = pair.count();
    result.lines.clear();
    const bool cuts = most > 0 && most < result.total;
    if (!values || !pair.dense) {
        const std::int64_t stride = cuts ? (result.total + most - 1) / most : 1;
        addLines(
            pair, stride, [](std::int64_t) { return 0.0F; }, result.lines);
        return;
    }
    result.lines.reserve(static_cast<std::size_t>(result.total));
    const auto first = static_cast<std::size_t>(values->first);
    const auto count = static_cast<std::size_t>(pair.indices());
    if (values->tensor.dtype() == DType::Float32) {
        addValues(pair, values->tensor.values<float>().subspan(first, count), limit, result.lines);
    } else {
        addValues(pair, values->tensor.values<double>().subspan(first, count), limit, result.lines);
    }
    if (cuts) {
        const auto kept = result.lines.end() - static_cast<std::ptrdiff_t>(most);
        std::nth_element(result.lines.begin(), kept, result.lines.end(), isFainter);
        result.lines.erase(result.lines.begin(), kept);
    }
    std::sort(result.lines.begin(), result.lines.end(), isFainter);
}

}  // namespace glassnet::ui
