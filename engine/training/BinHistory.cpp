#include "engine/training/BinHistory.h"

#include <algorithm>
#include <cmath>

namespace glassnet {

namespace {

constexpr auto kCount = static_cast<std::size_t>(BinHistory::kBins);
/// Beyond it all numbers share the outermost bins.
constexpr double kWidest = 1e30;

}  // namespace

void BinHistory::clear() { *this = BinHistory(); }

void BinHistory::add(std::int64_t step, const Tensor& values) {
    while (!m_steps.empty() && m_steps.back() >= step) {
        m_steps.pop_back();
        m_counts.resize(m_counts.size() - kCount);
    }
    if (!m_steps.empty() && step - m_steps.back() < m_spacing) {
        return;
    }
    double largest = 0.0;
    for (std::int64_t i = 0; i < values.elements(); ++i) {
        const double size = std::abs(values.at(i));
        largest = std::isfinite(size) ? std::max(largest, size) : largest;
    }
    while (largest > m_limit && m_limit < kWidest) {
        widen();
    }
    if (m_steps.size() >= kMostSteps) {
        thin();
    }
    m_steps.push_back(step);
    m_counts.resize(m_counts.size() + kCount, 0);
    auto* counts = m_counts.data() + m_counts.size() - kCount;
    for (std::int64_t i = 0; i < values.elements(); ++i) {
        const double value = values.at(i);
        if (std::isfinite(value)) {
            const auto bin = std::floor((value / m_limit + 1.0) / 2.0 * kBins);
            ++counts[static_cast<std::size_t>(std::clamp(bin, 0.0, static_cast<double>(kBins - 1)))];
        }
    }
}

/// Twice as wide: two neighbors become one, in the middle half.
void BinHistory::widen() {
    m_limit *= 2.0;
    for (std::size_t column = 0; column < m_steps.size(); ++column) {
        auto* counts = m_counts.data() + column * kCount;
        std::vector<std::int64_t> wider(kCount, 0);
        for (std::size_t bin = 0; bin < kCount; ++bin) {
            wider[kCount / 4 + bin / 2] += counts[bin];
        }
        std::copy(wider.begin(), wider.end(), counts);
    }
}

void BinHistory::thin() {
    std::size_t kept = 0;
    for (std::size_t column = 0; column < m_steps.size(); column += 2, ++kept) {
        m_steps[kept] = m_steps[column];
        std::copy_n(m_counts.begin() + static_cast<std::ptrdiff_t>(column * kCount), kCount,
                    m_counts.begin() + static_cast<std::ptrdiff_t>(kept * kCount));
    }
    m_steps.resize(kept);
    m_counts.resize(kept * kCount);
    m_spacing = std::max<std::int64_t>(m_spacing, (m_steps.back() - m_steps.front()) / static_cast<std::int64_t>(kMostSteps));
}

}  // namespace glassnet
