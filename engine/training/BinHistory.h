#pragma once

#include <cstdint>
#include <vector>

#include "engine/tensor/Tensor.h"

namespace glassnet {

/// Histograms of a set of numbers over a run of any length, in bounded memory: all in the same bins, symmetric around zero. When a number
/// lies beyond, the bins double in width; when there are too many steps, every second one is dropped.
class BinHistory {
public:
    static constexpr int kBins = 48;
    static constexpr std::size_t kMostSteps = 128;

    /// Counts the numbers at a step after the last one; a step before it takes the place of all from there on. What is not finite is not
    /// counted.
    void add(std::int64_t step, const Tensor& values);
    void clear();

    /// The bins reach from -limit to limit; a power of two.
    [[nodiscard]] double limit() const noexcept { return m_limit; }
    /// Rising.
    [[nodiscard]] const std::vector<std::int64_t>& steps() const noexcept { return m_steps; }
    /// [steps, kBins] in C order.
    [[nodiscard]] const std::vector<std::int64_t>& counts() const noexcept { return m_counts; }

private:
    void widen();
    void thin();

    double m_limit = 1.0 / 16;
    std::vector<std::int64_t> m_steps;
    std::vector<std::int64_t> m_counts;
    /// Steps are kept when they are at least so far from the last.
    std::int64_t m_spacing = 1;
};

}  // namespace glassnet
