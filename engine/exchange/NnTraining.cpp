#include "engine/exchange/NnTraining.h"

#include <algorithm>

#include "engine/exchange/PythonText.h"
#include "engine/exchange/StepLines.h"
#include "engine/exchange/TorchCalls.h"
#include "engine/exchange/TorchModules.h"

namespace glassnet {

bool NnTraining::canLearn() const {
    return std::any_of(m_network.layers().begin(), m_network.layers().end(), [](const LayerSpec* layer) { return isTrainable(*layer); });
}

void NnTraining::write(ScriptLines& lines) const {
    const auto& source = m_network.source();
    if (canLearn()) {
        writeOptimizer(lines, source.optimizer, source.knobs, "net.parameters()");
        if (const auto scheduler = schedulerCall(source.knobs.schedule); !scheduler.empty()) {
            lines.add(ScriptRole::Training, "scheduler = " + scheduler);
        }
        writeRestingWeights(lines, true);
    }
    if (m_network.drawsMasks()) {
        lines.add(ScriptRole::Forward, "torch.manual_seed(" + std::to_string(source.seeds[2]) + ")  # dropout");
    }
    const bool isScheduled = canLearn() && !schedulerCall(source.knobs.schedule).empty();
    const std::string nextEpoch = "scheduler.step()  # at the end of each epoch";
    if (m_network.takesAllRows()) {
        writeStep(lines);
        if (isScheduled) {
            lines.add(ScriptRole::Training, nextEpoch);
        }
        return;
    }
    // The generator has a line of its own: whoever repeats the rest for more epochs gets a new order in each, as the engine draws it.
    if (source.shuffle) {
        lines.add(ScriptRole::Training, "shuffle = " + m_network.shuffleGenerator());
    }
    lines.add(ScriptRole::Training,
              "for rows in " + m_network.epochOrder("shuffle") + ".split(" + std::to_string(source.batchSize) + "):  # one epoch");
    lines.open();
    writeStep(lines);
    lines.close();
    if (isScheduled) {
        lines.add(ScriptRole::Training, nextEpoch);
    }
}

void NnTraining::writeRestingWeights(ScriptLines& lines, bool before) const {
    for (const auto* layer : m_network.layers()) {
        if (isTrainable(*layer)) {
            const auto& path = m_paths.at(layer->id);
            glassnet::writeRestingWeights(lines, m_network, layer->id, path + ".weight", path + ".mask", before);
        }
    }
}

void NnTraining::writeGradientChanges(ScriptLines& lines) const {
    const auto& source = m_network.source();
    for (const auto* layer : m_network.layers()) {
        if (source.penalty != Penalty::None && layer->dense() != nullptr && isTrainable(*layer)) {
            const auto& path = m_paths.at(layer->id);
            const auto mask = m_network.hasCuts(layer->id) ? path + ".mask" : std::string();
            const auto call = penaltyCall(source.penalty, source.knobs.penaltyRate, path + ".weight", mask);
            lines.add(ScriptRole::Training, call + (source.penalty == Penalty::L1 ? "  # L1 penalty" : "  # L2 penalty"), layer->id)
                .subjects = subjects().penalty(*layer);
        }
    }
    if (source.clipping != Clipping::None) {
        lines.add(ScriptRole::Training, clippingCall(source.clipping, source.knobs.clipLimit)).subjects = subjects().clipping();
    }
}

void NnTraining::writeForward(ScriptLines& lines) const {
    const bool all = m_network.takesAllRows();
    std::vector<std::string> arguments;
    std::vector<std::string> results;
    ScriptSubjects::List about;
    for (const auto* layer : m_network.outputs()) {
        results.push_back(m_names.value(*layer));
        about.push_back(NnNames::endsBeforeActivation(*layer) ? ScriptSubject{layer->id, SymbolLetter::PreActivation}
                                                              : subjects().output(*layer));
    }
    for (const auto* layer : m_network.inputs()) {
        arguments.push_back(m_names.value(*layer) + (all ? "" : "[rows]"));
        about.push_back(subjects().data(*layer));
    }
    lines.add(ScriptRole::Forward, joined(results) + " = " + pythonCall("net", arguments)).subjects = about;
    for (const auto* layer : m_network.outputs()) {
        const auto output = "output" + m_network.ending(layer->id);
        if (all && NnNames::endsBeforeActivation(*layer)) {
            lines.add(ScriptRole::Forward, output + " = " + activationCall(layer->dense()->activation, m_names.value(*layer)), layer->id)
                .subjects = subjects().activation(*layer, true);
        }
        if (all) {
            lines.add(ScriptRole::Forward, "print(" + output + ")", layer->id).subjects = {subjects().output(*layer)};
        }
    }
}

void NnTraining::writeStep(ScriptLines& lines) const {
    writeForward(lines);
    const auto rows = std::string(m_network.takesAllRows() ? "" : "[rows]");
    writeLosses(lines, m_network, [&](const LayerSpec& layer) {
        const auto& output = *layer.output();
        return lossCall(output.loss, output.dense.activation.kind, m_names.value(layer), m_names.target(layer) + rows);
    });
    if (canLearn()) {
        lines.add(ScriptRole::Training, "optimizer.zero_grad()");
        lines.add(ScriptRole::Training, "loss.backward()").subjects = subjects().gradients();
        writeGradientChanges(lines);
        lines.add(ScriptRole::Training, "optimizer.step()").subjects = subjects().update();
        writeRestingWeights(lines, false);
    }
    lines.add(ScriptRole::Training, "print(loss.item())").subjects = {{{}, SymbolLetter::Loss}};
}

}  // namespace glassnet
