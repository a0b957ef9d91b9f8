#pragma once

#include <optional>
#include <vector>

#include "engine/network/Problems.h"
#include "ui/inspector/LayerSummary.h"

namespace glassnet::ui {

/// Shapes in and out, parameters, multiply-adds for one sample and memory for a training step, from the drawing alone: it need not be
/// able to run. `rows`: the samples at once; none: "batch" stands for them. Shapes that cannot be known yet have a question mark.
[[nodiscard]] std::vector<Fact> shapeFacts(const NetworkSpec& network, LayerId layer, const CheckLimits& limits,
                                           std::optional<std::int64_t> rows = std::nullopt);

/// Layers, parameters and memory of the whole drawing.
[[nodiscard]] std::vector<Fact> networkFacts(const NetworkSpec& network, const CheckLimits& limits);

}  // namespace glassnet::ui
