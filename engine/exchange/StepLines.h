#pragma once

#include <functional>
#include <string>

#include "engine/exchange/ScriptNetwork.h"

namespace glassnet {

// Lines of a training step that both forms of a script have.

/// "2 * " for an output whose loss counts twice in the total one; empty where it counts once.
[[nodiscard]] std::string weightText(const OutputSettings& output);

/// Writes the loss of each output, which is what `lossOf` gives, and of several the weighted sum.
void writeLosses(ScriptLines& lines, const ScriptNetwork& network, const std::function<std::string(const LayerSpec&)>& lossOf);

/// Writes the optimizer of `parameters`, an expression.
void writeOptimizer(ScriptLines& lines, OptimizerKind optimizer, const Knobs& knobs, const std::string& parameters);

/// Where a layer has cut connections and there is weight decay: the line that keeps the weights of the cut ones as they are, written before
/// the first step and after each. `weights` and `mask` are expressions.
void writeRestingWeights(ScriptLines& lines, const ScriptNetwork& network, LayerId layer, const std::string& weights,
                         const std::string& mask, bool before);

}  // namespace glassnet
