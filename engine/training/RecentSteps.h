#pragma once

#include <optional>
#include <vector>

#include "engine/backend/Backend.h"
#include "engine/training/LookControl.h"
#include "engine/training/Timeline.h"
#include "engine/training/Trainer.h"

namespace glassnet {

/// One training step on the way here: its parameter values before it and its gradients, in the order of RecentSteps::elements.
struct RecentStep {
    std::int64_t step = 0;
    /// None for the step in hand while it is not computed.
    std::optional<double> loss;
    std::vector<double> values;
    /// Empty for the step in hand while its gradients are not all computed.
    std::vector<double> gradients;
};

/// The last steps on the present way, oldest first; the last one is the step in hand.
struct RecentSteps {
    /// Numbers that are kept of a step at most.
    static constexpr std::int64_t kMostElements = 4096;

    LookOutcome outcome = LookOutcome::Done;
    /// Which numbers: parameters in the program's order, each whole, the last one cut where they are too many.
    std::vector<ParameterElement> elements;
    /// Set: the network has more than kMostElements parameters, and these are only this layer's.
    std::optional<LayerId> onlyLayer;
    /// Parameters of the network or the layer that did not fit.
    std::int64_t leftOut = 0;
    std::vector<RecentStep> steps;
};

/// Computes the last `count` finished steps of the timeline's present branch again, in a trainer of its own on `backend` (the same as the
/// trainer's, for the same bits), and reads the step in hand from `trainer`. Both are only read. The elements are those of parameters with
/// a gradient; an element of a frozen one has the gradient 0.
[[nodiscard]] RecentSteps recentSteps(const Timeline& timeline, const Trainer& trainer, const Backend& backend, std::int64_t count,
                                      std::vector<ParameterElement> elements, const LookControl& control = {});
/// The same for every parameter with a gradient; where they are too many, those of `layer`.
[[nodiscard]] RecentSteps recentSteps(const Timeline& timeline, const Trainer& trainer, const Backend& backend, std::int64_t count,
                                      LayerId layer, const LookControl& control = {});

}  // namespace glassnet
