#include "ui/charts/AxisTicks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace glassnet::ui {

namespace {

constexpr double kSlack = 1e-9;  // of a step: what rounding may add to a whole number of them

/// `count` times `factor` times 10 to the `power`, rounded once or twice, so that it is written with few digits.
double multiple(double count, int factor, int power) {
    const double whole = count * factor;
    return power < 0 ? whole / std::pow(10.0, -power) : whole * std::pow(10.0, power);
}

struct Step {
    int factor = 1;
    int power = 0;
    [[nodiscard]] double size() const { return multiple(1, factor, power); }
};

/// The smallest round step with which `fits` says yes, from far below the width up.
template <class Fits>
Step stepFor(double width, Fits fits) {
    for (int power = static_cast<int>(std::floor(std::log10(width))) - 3;; ++power) {
        for (const int factor : {1, 2, 5}) {
            const Step step{factor, power};
            if (fits(step.size())) {
                return step;
            }
        }
    }
}

void makeRoom(double& low, double& high) {
    if (!(high > low) || !std::isfinite(high - low)) {
        const double middle = std::isfinite(low) ? low : 0;
        const double room = middle == 0 ? 1 : std::abs(middle) * 0.1;
        low = middle - room;
        high = middle + room;
    }
}

}  // namespace

AxisTicks AxisTicks::linear(double low, double high, int most) {
    makeRoom(low, high);
    const auto down = [&](double step) { return std::floor(low / step + kSlack); };
    const auto up = [&](double step) { return std::ceil(high / step - kSlack); };
    const Step step = stepFor(high - low, [&](double size) { return up(size) - down(size) + 1 <= std::max(2, most); });
    AxisTicks ticks;
    for (double i = down(step.size()); i <= up(step.size()); ++i) {
        ticks.values.push_back(multiple(i, step.factor, step.power));
    }
    ticks.low = ticks.values.front();
    ticks.high = ticks.values.back();
    return ticks;
}

AxisTicks AxisTicks::within(double low, double high, int most) {
    makeRoom(low, high);
    const auto up = [&](double step) { return std::ceil(low / step - kSlack); };
    const auto down = [&](double step) { return std::floor(high / step + kSlack); };
    const Step step = stepFor(high - low, [&](double size) { return down(size) - up(size) + 1 <= std::max(2, most); });
    AxisTicks ticks{low, high, {}};
    for (double i = up(step.size()); i <= down(step.size()); ++i) {
        ticks.values.push_back(multiple(i, step.factor, step.power));
    }
    return ticks;
}

AxisTicks AxisTicks::logarithmic(double low, double high, int most) {
    constexpr double kFewestDecades = 2;
    high = std::max(low, high);
    const auto lowPower = static_cast<int>(std::floor(std::log10(low) + kSlack));
    const auto highPower = static_cast<int>(std::ceil(std::log10(high) - kSlack));
    AxisTicks ticks;
    if (highPower - lowPower <= kFewestDecades && std::log10(high / low) < kFewestDecades) {
        for (int power = lowPower; power <= highPower; ++power) {
            for (const int factor : {1, 2, 5}) {
                ticks.values.push_back(multiple(1, factor, power));
            }
        }
        // Outside of the range only the nearest stays on either side.
        while (ticks.values.size() > 2 && ticks.values[1] <= low * (1 + kSlack)) {
            ticks.values.erase(ticks.values.begin());
        }
        while (ticks.values.size() > 2 && ticks.values[ticks.values.size() - 2] >= high * (1 - kSlack)) {
            ticks.values.pop_back();
        }
    } else {
        const int each = std::max(1, static_cast<int>(std::ceil((highPower - lowPower) / static_cast<double>(std::max(2, most) - 1))));
        for (int power = lowPower; power < highPower + each; power += each) {
            ticks.values.push_back(multiple(1, 1, power));
        }
    }
    ticks.low = ticks.values.front();
    ticks.high = ticks.values.back();
    return ticks;
}

}  // namespace glassnet::ui
