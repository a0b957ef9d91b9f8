#include "engine/exchange/StepLines.h"

#include <vector>

#include "engine/exchange/PythonText.h"
#include "engine/exchange/TorchCalls.h"

namespace glassnet {

std::string weightText(const OutputSettings& output) { return output.weight == 1.0 ? std::string() : pythonNumber(output.weight) + " * "; }

void writeLosses(ScriptLines& lines, const ScriptNetwork& network, const std::function<std::string(const LayerSpec&)>& lossOf) {
    const auto& outputs = network.outputs();
    const bool isAlone = outputs.size() == 1;
    std::vector<std::string> terms;
    for (const auto* layer : outputs) {
        const auto weight = weightText(*layer->output());
        const auto name = isAlone ? std::string("loss") : "loss" + network.ending(layer->id);
        auto& line = lines.add(ScriptRole::Loss, name + " = " + (isAlone ? weight : "") + lossOf(*layer), layer->id);
        line.subjects = network.subjects().loss(*layer);
        if (isAlone) {
            line.subjects.push_back({{}, SymbolLetter::Loss, false, true});
        }
        terms.push_back(weight + name);
    }
    if (!isAlone) {
        lines.add(ScriptRole::Loss, "loss = " + joined(terms, " + ")).subjects = network.subjects().totalLoss(outputs);
    }
}

void writeOptimizer(ScriptLines& lines, OptimizerKind optimizer, const Knobs& knobs, const std::string& parameters) {
    lines.add(ScriptRole::Training, "optimizer = " + optimizerCall(optimizer, knobs, parameters));
    if (optimizer == OptimizerKind::Sgd && setsNesterovLater(knobs)) {
        lines.add(ScriptRole::Training, "optimizer.param_groups[0][\"nesterov\"] = True");
    }
}

void writeRestingWeights(ScriptLines& lines, const ScriptNetwork& network, LayerId layer, const std::string& weights,
                         const std::string& mask, bool before) {
    if (network.source().knobs.weightDecay == 0.0 || !network.hasCuts(layer)) {
        return;
    }
    const auto resting = "resting" + network.number(layer);
    const auto cut = weights + ".data[" + mask + " == 0]";
    const auto text = before ? resting + " = " + cut + "  # weight decay leaves cut connections alone" : cut + " = " + resting;
    lines.add(ScriptRole::Training, text, layer).subjects = {ScriptSubjects::kept(layer, StateRole::Weight)};
}

}  // namespace glassnet
