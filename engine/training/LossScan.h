#pragma once

#include <vector>

#include "engine/backend/Backend.h"
#include "engine/training/LookControl.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// Values of one parameter element to measure at: `points` of them from `low` to `high`, both included.
struct ScanRange {
    double low = -1.0;
    double high = 1.0;
    std::int64_t points = 65;

    [[nodiscard]] double at(std::int64_t i) const noexcept {
        return points < 2 ? low : low + (high - low) * static_cast<double>(i) / static_cast<double>(points - 1);
    }
};

/// The loss of the batch in hand over one parameter element, everything else as it stands now.
struct LossCurve {
    LookOutcome outcome = LookOutcome::Done;
    ParameterElement at;
    /// Where the element stands, the loss there and its slope: the gradient by this element in the reference's arithmetic. A frozen
    /// element has no gradient: hasSlopes is false, and the slopes are zero.
    double value = 0.0;
    double loss = 0.0;
    double slope = 0.0;
    bool hasSlopes = false;
    std::vector<double> values;
    std::vector<double> losses;
    std::vector<double> slopes;
};

/// The loss over two parameter elements.
struct LossSurface {
    LookOutcome outcome = LookOutcome::Done;
    ParameterElement x;
    ParameterElement y;
    double xValue = 0.0;
    double yValue = 0.0;
    double loss = 0.0;
    std::vector<double> xs;
    std::vector<double> ys;
    /// [ys, xs] in C order.
    std::vector<double> losses;
};

/// Measures the loss of the batch in hand with the parameters as they stand now (after an update: the updated ones) and this step's masks.
/// The trainer is only read.
[[nodiscard]] LossCurve lossCurve(const Trainer& trainer, const Backend& reference, const ParameterElement& at, const ScanRange& range,
                                  const LookControl& control = {});
[[nodiscard]] LossSurface lossSurface(const Trainer& trainer, const Backend& reference, const ParameterElement& x, const ScanRange& xRange,
                                      const ParameterElement& y, const ScanRange& yRange, const LookControl& control = {});

}  // namespace glassnet
