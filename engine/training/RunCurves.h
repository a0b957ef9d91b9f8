#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/network/NetworkSpec.h"
#include "engine/program/OptimizerKind.h"
#include "engine/training/Breakpoints.h"
#include "engine/training/Curve.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// What a run learns by, the knobs apart: another one is compiled anew.
struct LearningChoices {
    OptimizerKind optimizer{};
    Penalty penalty{};
    Clipping clipping{};
    BatchPlan batches;
    friend bool operator==(const LearningChoices&, const LearningChoices&) = default;
};

/// Knobs turned in the middle of a run, or another optimizer, penalty, clipping or batch chosen.
struct KnobsTurned {
    Knobs before;
    Knobs after;
    LearningChoices chosenBefore;
    LearningChoices chosenAfter;
};

/// Something worth a line across the curves: turned knobs, or why training stopped.
struct RunMark {
    CurvePoint place;
    std::variant<KnobsTurned, StopReason> what;
};

/// How one of several outputs did, without its weight in the total loss; measured in evaluation mode on all rows of each part.
struct OutputCurves {
    LayerId layer;
    Curve trainingLoss;
    Curve testLoss;
    /// Accuracy or R2.
    Curve trainingScore;
    Curve testScore;
    bool scoreIsAccuracy = false;
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
    /// In layer order; only of a network with several outputs. The scores above are then the first one's.
    std::vector<OutputCurves> outputs;
    std::vector<RunMark> marks;

    void addMark(RunMark mark) {
        if (marks.size() >= kMostMarks) {
            marks.erase(marks.begin());
        }
        marks.push_back(std::move(mark));
    }

    /// Null where the network has one output, or none of this id.
    [[nodiscard]] const OutputCurves* output(LayerId layer) const {
        const auto found = std::ranges::find(outputs, layer, &OutputCurves::layer);
        return found == outputs.end() ? nullptr : &*found;
    }
};

}  // namespace glassnet
