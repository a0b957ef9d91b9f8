#include "engine/training/UnitCondition.h"

#include <algorithm>
#include <cmath>

#include "engine/base/VectorState.h"
#include "engine/program/ElementFormulas.h"

namespace glassnet {

namespace {

constexpr double kQuiet = 0.01;

double slopeAt(const ActivationSpec& activation, double z) { return activationSlope(activation, z, activationValue(activation, z)); }

}  // namespace

double largestSlope(const ActivationSpec& activation) {
    // Every slope of the table is largest near zero, or far out where it has come to rest.
    constexpr int kSteps = 400;
    constexpr double kNear = 8.0;
    restVectorRegisters();
    double largest = 0.0;
    const auto look = [&](double z) {
        const double slope = std::abs(slopeAt(activation, z));
        largest = std::isfinite(slope) ? std::max(largest, slope) : largest;
    };
    for (int i = -kSteps; i <= kSteps; ++i) {
        look(kNear * i / kSteps);
    }
    for (double far = 10.0; far <= 1e9; far *= 10.0) {
        look(far);
        look(-far);
    }
    return largest;
}

UnitCondition unitCondition(const ActivationSpec& activation, std::span<const double> z, std::size_t followed,
                            std::optional<double> largest) {
    UnitCondition condition;
    condition.samples = z.size();
    if (activationInfo(activation.kind).scope != ActivationScope::Element || z.empty()) {
        return condition;
    }
    condition.largestSlope = largest.has_value() ? *largest : largestSlope(activation);
    for (const double each : z) {
        condition.quiet += std::abs(slopeAt(activation, each)) < kQuiet * condition.largestSlope ? 1U : 0U;
    }
    condition.slope = slopeAt(activation, z[std::min(followed, z.size() - 1)]);
    // A flat side left of zero: relu. A sigmoid's slope can come to zero too, but by rounding, far out.
    condition.hasFlatSide = condition.largestSlope > 0.0 && slopeAt(activation, -1.0) == 0.0;
    const bool isDead = std::all_of(z.begin(), z.end(), [](double each) { return each <= 0.0; });
    if (condition.largestSlope == 0.0) {
        condition.state = UnitState::Flat;
    } else if (condition.hasFlatSide && isDead) {
        condition.state = UnitState::Dead;
    } else if (condition.hasFlatSide && condition.slope == 0.0) {
        condition.state = UnitState::Off;
    } else if (std::abs(condition.slope) < kQuiet * condition.largestSlope) {
        condition.state = UnitState::Saturated;
    }
    return condition;
}

}  // namespace glassnet
