#include "engine/exchange/NnScript.h"

#include <algorithm>
#include <set>

#include "engine/exchange/ChangedValues.h"
#include "engine/exchange/PythonText.h"
#include "engine/exchange/TorchCalls.h"
#include "engine/exchange/TorchModules.h"
#include "engine/network/LossForm.h"
#include "engine/network/Symbols.h"

namespace glassnet {

namespace {

/// The loss reads z, so the network ends before its activation.
bool endsBeforeActivation(const LayerSpec& layer) {
    const auto* output = layer.output();
    return output != nullptr && lossForm(output->loss.kind, output->dense.activation.kind).readsPreActivation;
}

/// The name within the module.
std::string moduleTensor(StateRole role) {
    switch (role) {
        case StateRole::RunningMean:
            return ".running_mean";
        case StateRole::RunningVariance:
            return ".running_var";
        case StateRole::Bias:
        case StateRole::Shift:
            return ".bias";
        default:
            return ".weight";
    }
}

}  // namespace

NnScript::NnScript(const ScriptNetwork& network) : m_network(network), m_isChain(isChain()) {}

Script NnScript::run() {
    writeHelperClasses();
    if (!m_isChain) {
        writeClass();
    }
    const bool likeModules = drawsLikeModules(m_network.spec(), m_network.draws());
    if (likeModules) {
        ScriptNetwork::writeSeed(m_lines, m_network.source().seeds[0]);
        for (const auto& item : m_network.draws().front().draws) {
            if (item.role == DrawRole::Samples) {
                writeDraw(item);
            }
        }
    }
    writeModel();
    if (!likeModules) {
        m_lines.blank();
        writeStart();
    }
    writeChanges();
    writeMarks();
    m_lines.blank();
    writeStoredInputs();
    writeTargets();
    m_lines.blank();
    writeTraining();
    return m_lines.take();
}

bool NnScript::isChain() const {
    return !m_network.hasHeldUnits() && m_network.inputs().size() == 1 && m_network.outputs().size() == 1 &&
           std::all_of(m_network.layers().begin(), m_network.layers().end(), [this](const LayerSpec* layer) {
               return m_network.spec().incoming(layer->id).size() <= 1 && m_network.spec().outgoing(layer->id).size() <= 1;
           });
}

bool NnScript::canLearn() const {
    return std::any_of(m_network.layers().begin(), m_network.layers().end(), [](const LayerSpec* layer) { return isTrainable(*layer); });
}

void NnScript::writeHelperClasses() {
    const auto& layers = m_network.layers();
    const auto add = [this](const std::string& text) { m_lines.add(ScriptRole::Definition, text); };
    if (std::any_of(layers.begin(), layers.end(), [this](const LayerSpec* layer) { return m_network.hasCuts(layer->id); })) {
        for (const auto* text :
             {"class CutLinear(nn.Linear):", "    def __init__(self, inputs, outputs, bias=True):",
              "        super().__init__(inputs, outputs, bias)", "        self.register_buffer(\"mask\", torch.ones(outputs, inputs))"}) {
            add(text);
        }
        m_lines.blank();
        add("    def forward(self, x):");
        add("        return nn.functional.linear(x, self.weight * self.mask, self.bias)");
        m_lines.blank();
    }
    std::set<std::string> known;
    for (const auto* layer : layers) {
        const auto* dense = layer->dense();
        const auto name = dense == nullptr || !m_isChain || endsBeforeActivation(*layer) ? std::string() : ownModuleName(dense->activation);
        if (!name.empty() && known.insert(name).second) {
            add("class " + name + "(nn.Module):");
            add("    def forward(self, z):");
            add("        return " + activationCall(dense->activation, "z"));
            m_lines.blank();
        }
    }
}

std::string NnScript::attribute(const LayerSpec& layer) const {
    const char* word = layer.dense() != nullptr ? "linear" : layer.kind() == LayerKind::Dropout ? "dropout" : "norm";
    return word + m_network.number(layer.id);
}

std::string NnScript::value(const LayerSpec& layer) const {
    if (layer.kind() == LayerKind::Output) {
        return (endsBeforeActivation(layer) ? "z" : "output") + m_network.ending(layer.id);
    }
    return symbolKey(outputSymbol(m_network.spec(), layer.id));
}

std::string NnScript::sources(const LayerSpec& layer) const {
    return m_network.sources(layer, [this](const LayerSpec& from) { return value(from); });
}

void NnScript::writeModel() {
    if (m_isChain) {
        writeSequential();
    } else {
        m_lines.add(ScriptRole::Model, "net = Net()");
        for (const auto* layer : m_network.layers()) {
            if (hasModule(*layer)) {
                m_paths[layer->id] = "net." + attribute(*layer);
            }
        }
    }
    for (const auto* layer : m_network.layers()) {
        if (m_network.hasCuts(layer->id)) {
            m_network.writeCuts(m_lines, *layer, m_paths.at(layer->id) + ".mask", true);
        }
    }
}

void NnScript::writeSequential() {
    m_lines.add(ScriptRole::Model, "net = nn.Sequential(");
    m_lines.open();
    int place = 0;
    for (const auto* layer : m_network.layers()) {
        if (layer->kind() == LayerKind::Input) {
            continue;
        }
        m_paths[layer->id] = "net[" + std::to_string(place++) + "]";
        m_lines.add(ScriptRole::Model, torchModule(*layer, m_network.shape(layer->id), m_network.hasCuts(layer->id)) + ",", layer->id);
        const auto* dense = layer->dense();
        if (dense == nullptr || dense->activation.kind == Activation::Identity) {
            continue;
        }
        if (endsBeforeActivation(*layer)) {
            m_lines.add(ScriptRole::Model, "# " + std::string(activationInfo(dense->activation.kind).key) + ": in the loss", layer->id);
        } else {
            ++place;
            m_lines.add(ScriptRole::Model, activationModule(dense->activation) + ",", layer->id);
        }
    }
    m_lines.close();
    m_lines.add(ScriptRole::Model, ")");
}

void NnScript::writeClass() {
    const auto add = [this](const std::string& text, LayerId layer = {}) { m_lines.add(ScriptRole::Definition, text, layer); };
    add("class Net(nn.Module):");
    m_lines.open();
    add("def __init__(self):");
    m_lines.open();
    add("super().__init__()");
    for (const auto* layer : m_network.layers()) {
        if (hasModule(*layer)) {
            add("self." + attribute(*layer) + " = " + torchModule(*layer, m_network.shape(layer->id), m_network.hasCuts(layer->id)),
                layer->id);
        }
        if (!layer->clamps.empty()) {
            const auto held = pythonCall("self.register_buffer", {'"' + m_network.heldName(layer->id) + '"', m_network.heldUnits(*layer)});
            add(held, layer->id);
            const auto name = '"' + m_network.heldValuesName(layer->id) + '"';
            add(pythonCall("self.register_buffer", {name, m_network.heldValues(*layer)}), layer->id);
        }
    }
    m_lines.close();
    m_lines.blank();
    writeForward();
    m_lines.close();
    m_lines.blank();
}

void NnScript::writeForward() {
    std::vector<std::string> arguments{"self"};
    for (const auto* layer : m_network.inputs()) {
        arguments.push_back(value(*layer));
    }
    m_lines.add(ScriptRole::Definition, pythonCall("def forward", arguments) + ":");
    m_lines.open();
    for (const auto* layer : m_network.layers()) {
        if (layer->kind() == LayerKind::Input) {
            writeHeldUnits(*layer);
            continue;
        }
        auto text = sources(*layer);
        if (hasModule(*layer)) {
            text = "self." + attribute(*layer) + "(" + text + ")";
        }
        if (const auto* dense = layer->dense(); dense != nullptr && !endsBeforeActivation(*layer)) {
            text = activationCall(dense->activation, text);
        }
        text = value(*layer) + " = " + text;
        if (endsBeforeActivation(*layer)) {
            text += "  # " + std::string(activationInfo(layer->dense()->activation.kind).key) + ": in the loss";
        }
        m_lines.add(ScriptRole::Definition, text, layer->id);
        writeHeldUnits(*layer);
    }
    std::vector<std::string> results;
    for (const auto* layer : m_network.outputs()) {
        results.push_back(value(*layer));
    }
    m_lines.add(ScriptRole::Definition, "return " + joined(results));
    m_lines.close();
}

void NnScript::writeHeldUnits(const LayerSpec& layer) {
    if (!layer.clamps.empty()) {
        const auto held = m_network.withHeldUnits(layer.id, "self.", value(layer));
        m_lines.add(ScriptRole::Definition, value(layer) + " = " + held, layer.id);
    }
}

std::string NnScript::drawnSamples(const LayerSpec& layer) const {
    const auto& input = std::get<InputSettings>(layer.settings);
    return value(layer) + " = " + drawnMatrix(input.drawn, std::to_string(input.drawnRows), std::to_string(input.units), false);
}

FillLine NnScript::fillLine(const DrawItem& item) const {
    const auto& layer = m_network.spec().layer(item.layer);
    const auto& dense = *layer.dense();
    const auto& shape = m_network.shape(layer.id);
    const auto& path = m_paths.at(layer.id);
    return item.role == DrawRole::Weight ? fillWeight(dense.weightStart, path + ".weight", shape.in, shape.out)
                                         : fillBias(dense.biasStart, path + ".bias", shape.in);
}

void NnScript::writeDraw(const DrawItem& item) {
    if (item.role == DrawRole::Samples) {
        m_lines.add(ScriptRole::Data, drawnSamples(m_network.spec().layer(item.layer)), item.layer);
    } else {
        m_lines.add(ScriptRole::Start, fillLine(item).text, item.layer);
    }
}

bool NnScript::fillsUnderNoGrad() const {
    return std::any_of(m_network.draws().begin(), m_network.draws().end(), [this](const DrawGroup& group) {
        return std::any_of(group.draws.begin(), group.draws.end(),
                           [this](const DrawItem& item) { return item.role != DrawRole::Samples && fillLine(item).needsNoGrad; });
    });
}

void NnScript::writeStart() {
    ScriptNetwork::writeSeed(m_lines, m_network.source().seeds[0]);
    // Everything from the first parameter on stands in one block, where one of its lines needs it.
    bool opensBlock = fillsUnderNoGrad();
    const auto openBefore = [&](const DrawItem& item) {
        if (opensBlock && item.role != DrawRole::Samples) {
            opensBlock = false;
            m_lines.add(ScriptRole::Start, "with torch.no_grad():");
            m_lines.open();
        }
    };
    for (const auto& group : m_network.draws()) {
        openBefore(group.draws.front());
        if (group.seed) {
            m_lines.add(ScriptRole::Start, "with torch.random.fork_rng(devices=[]):", group.draws.front().layer);
            m_lines.open();
            ScriptNetwork::writeSeed(m_lines, *group.seed, group.draws.front().layer);
        }
        for (const auto& item : group.draws) {
            openBefore(item);
            writeDraw(item);
        }
        if (group.seed) {
            m_lines.close();
        }
    }
    m_lines.closeAll();
}

void NnScript::writeChanges() {
    const auto changed = changedValues(m_network);
    if (changed.empty()) {
        return;
    }
    m_lines.blank();
    const auto name = [this](const ChangedValue& each) { return m_paths.at(each.layer->id) + moduleTensor(each.role); };
    for (const auto& each : changed) {
        if (!each.isWritten()) {
            writeChangedNote(m_lines, each, name(each));
        }
    }
    if (std::none_of(changed.begin(), changed.end(), [](const ChangedValue& each) { return each.isWritten(); })) {
        return;
    }
    m_lines.add(ScriptRole::Start, "with torch.no_grad():  # values that were edited or trained");
    m_lines.open();
    for (const auto& each : changed) {
        if (each.isWritten()) {
            const bool isMatrix = each.role == StateRole::Weight;
            const auto values = isMatrix ? *each.values : each.values->select(0, 0);
            writeChangedValue(m_lines, each, values, name(each) + ".copy_(", isMatrix ? ".t())" : ")");
        }
    }
    m_lines.close();
}

void NnScript::writeMarks() {
    for (const auto* layer : m_network.layers()) {
        if (isFrozen(*layer)) {
            m_lines.add(ScriptRole::Model, m_paths.at(layer->id) + ".requires_grad_(False)", layer->id);
        }
    }
}

void NnScript::writeStoredInputs() {
    for (const auto* layer : m_network.inputs()) {
        if (const auto found = m_network.source().inputs.find(layer->id); found != m_network.source().inputs.end()) {
            ScriptNetwork::writeRows(m_lines, value(*layer), layer->id, found->second);
        }
    }
}

void NnScript::writeTargets() {
    for (const auto* layer : m_network.outputs()) {
        ScriptNetwork::writeRows(m_lines, target(*layer), layer->id, m_network.source().targets.at(layer->id));
    }
}

void NnScript::writeTraining() {
    const auto& source = m_network.source();
    if (canLearn()) {
        m_lines.add(ScriptRole::Training, "optimizer = " + optimizerCall(source.optimizer, source.knobs));
        if (setsNesterovLater(source.knobs)) {
            m_lines.add(ScriptRole::Training, "optimizer.param_groups[0][\"nesterov\"] = True");
        }
        writeRestingWeights(true);
    }
    if (m_network.drawsMasks()) {
        m_lines.add(ScriptRole::Forward, "torch.manual_seed(" + std::to_string(source.seeds[2]) + ")  # dropout");
    }
    if (m_network.takesAllRows()) {
        writeStep();
        return;
    }
    m_lines.add(ScriptRole::Training,
                "for rows in " + m_network.epochOrder() + ".split(" + std::to_string(source.batchSize) + "):  # one epoch");
    m_lines.open();
    writeStep();
    m_lines.close();
}

void NnScript::writeRestingWeights(bool before) {
    for (const auto* layer : m_network.layers()) {
        if (m_network.source().knobs.weightDecay == 0.0 || !m_network.hasCuts(layer->id) || !isTrainable(*layer)) {
            continue;
        }
        const auto resting = "resting" + m_network.number(layer->id);
        const auto& path = m_paths.at(layer->id);
        const auto weights = path + ".weight.data[" + path + ".mask == 0]";
        m_lines.add(ScriptRole::Training,
                    before ? resting + " = " + weights + "  # weight decay leaves cut connections alone" : weights + " = " + resting,
                    layer->id);
    }
}

void NnScript::writeStep() {
    const bool all = m_network.takesAllRows();
    std::vector<std::string> arguments;
    for (const auto* layer : m_network.inputs()) {
        arguments.push_back(value(*layer) + (all ? "" : "[rows]"));
    }
    std::vector<std::string> results;
    for (const auto* layer : m_network.outputs()) {
        results.push_back(value(*layer));
    }
    m_lines.add(ScriptRole::Forward, joined(results) + " = " + pythonCall("net", arguments));
    for (const auto* layer : m_network.outputs()) {
        const auto output = "output" + m_network.ending(layer->id);
        if (all && endsBeforeActivation(*layer)) {
            m_lines.add(ScriptRole::Forward, output + " = " + activationCall(layer->dense()->activation, value(*layer)), layer->id);
        }
        if (all) {
            m_lines.add(ScriptRole::Forward, "print(" + output + ")", layer->id);
        }
    }
    writeLosses();
    if (canLearn()) {
        m_lines.add(ScriptRole::Training, "optimizer.zero_grad()");
        m_lines.add(ScriptRole::Training, "loss.backward()");
        m_lines.add(ScriptRole::Training, "optimizer.step()");
        writeRestingWeights(false);
    }
    m_lines.add(ScriptRole::Training, "print(loss.item())");
}

void NnScript::writeLosses() {
    const auto rows = std::string(m_network.takesAllRows() ? "" : "[rows]");
    std::vector<std::string> terms;
    for (const auto* layer : m_network.outputs()) {
        const auto& output = *layer->output();
        auto text = lossCall(output.loss, output.dense.activation.kind, value(*layer), target(*layer) + rows);
        const auto weight = output.weight == 1.0 ? std::string() : pythonNumber(output.weight) + " * ";
        if (m_network.outputs().size() == 1) {
            m_lines.add(ScriptRole::Loss, "loss = " + weight + text, layer->id);
            return;
        }
        const auto name = "loss" + m_network.ending(layer->id);
        m_lines.add(ScriptRole::Loss, name + " = " + text, layer->id);
        terms.push_back(weight + name);
    }
    m_lines.add(ScriptRole::Loss, "loss = " + joined(terms, " + "));
}

}  // namespace glassnet
