#pragma once

#include <vector>

namespace glassnet::ui {

/// The range of an axis and the round numbers on it.
struct AxisTicks {
    double low = 0;
    double high = 1;
    std::vector<double> values;  ///< rising, from `low` to `high`

    /// Multiples of 1, 2 or 5 times a power of ten, at most `most` of them (2 or more), the range widened to the outer two. A range of one
    /// value or none gets some room.
    [[nodiscard]] static AxisTicks linear(double low, double high, int most);
    /// The same ticks, as far as they lie within the range, which stays as it is.
    [[nodiscard]] static AxisTicks within(double low, double high, int most);
    /// Powers of ten, and between them 2 and 5 times as much where the range has fewer than two; `low` is above zero. The range is widened
    /// to the outer two; where there are more than `most`, every second, third.. power is left.
    [[nodiscard]] static AxisTicks logarithmic(double low, double high, int most);
};

}  // namespace glassnet::ui
