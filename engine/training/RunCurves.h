#pragma once

#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/training/Breakpoints.h"
#include "engine/training/Curve.h"

namespace glassnet {

/// Knobs turned in the middle of a run.
struct KnobsTurned {
    Knobs before;
    Knobs after;
};

/// Something worth a line across the curves: turned knobs, or why training stopped.
struct RunMark {
    CurvePoint place;
    std::variant<KnobsTurned, StopReason> what;
};

/// How a run went. Training losses are means over windows of up to 100 steps within an epoch, so that each epoch ends one; losses and
/// scores of the parts are measured in evaluation mode.
struct RunCurves {
    /// More marks than these are in nobody's view: the oldest go.
    static constexpr std::size_t kMostMarks = 256;

    Curve batchLoss;
    Curve trainingLoss;
    Curve testLoss;
    /// Accuracy or R2.
    Curve trainingScore;
    Curve testScore;
    bool scoreIsAccuracy = false;
    std::vector<RunMark> marks;

    void addMark(RunMark mark) {
        if (marks.size() >= kMostMarks) {
            marks.erase(marks.begin());
        }
        marks.push_back(std::move(mark));
    }
};

}  // namespace glassnet
