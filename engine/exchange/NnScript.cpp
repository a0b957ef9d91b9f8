#include "engine/exchange/NnScript.h"

#include <algorithm>
#include <set>

#include "engine/exchange/ChangedValues.h"
#include "engine/exchange/NnTraining.h"
#include "engine/exchange/PythonText.h"
#include "engine/exchange/TorchCalls.h"
#include "engine/exchange/TorchModules.h"

namespace glassnet {

namespace {

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

NnScript::NnScript(const ScriptNetwork& network) : m_network(network), m_names(network), m_isChain(isChain()) {}

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
    NnTraining(m_network, m_names, m_paths).write(m_lines);
    return m_lines.take(m_network.source().arrayFile);
}

bool NnScript::isChain() const {
    return !m_network.hasHeldUnits() && m_network.inputs().size() == 1 && m_network.outputs().size() == 1 &&
           std::all_of(m_network.layers().begin(), m_network.layers().end(), [this](const LayerSpec* layer) {
               return m_network.spec().incoming(layer->id).size() <= 1 && m_network.spec().outgoing(layer->id).size() <= 1;
           });
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
        const auto name =
            dense == nullptr || !m_isChain || NnNames::endsBeforeActivation(*layer) ? std::string() : ownModuleName(dense->activation);
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
        const auto module = torchModule(*layer, m_network.shape(layer->id), m_network.hasCuts(layer->id)) + ",";
        const auto* dense = layer->dense();
        const bool isWhole = dense == nullptr || dense->activation.kind == Activation::Identity;
        m_lines.add(ScriptRole::Model, module, layer->id).subjects =
            dense == nullptr ? subjects().forward(*layer) : subjects().weightedSum(*layer, isWhole);
        if (isWhole) {
            continue;
        }
        if (NnNames::endsBeforeActivation(*layer)) {
            // Where the whole batch is printed a line of its own makes it.
            m_lines.add(ScriptRole::Model, "# " + std::string(activationInfo(dense->activation.kind).key) + ": in the loss", layer->id)
                .subjects = subjects().activation(*layer, !m_network.takesAllRows());
        } else {
            ++place;
            m_lines.add(ScriptRole::Model, activationModule(dense->activation) + ",", layer->id).subjects =
                subjects().activation(*layer, true);
        }
    }
    m_lines.close();
    m_lines.add(ScriptRole::Model, ")");
}

void NnScript::writeClass() {
    const auto add = [this](const std::string& text, LayerId layer = {}, ScriptSubjects::List about = {}) {
        m_lines.add(ScriptRole::Definition, text, layer).subjects = std::move(about);
    };
    add("class Net(nn.Module):");
    m_lines.open();
    add("def __init__(self):");
    m_lines.open();
    add("super().__init__()");
    for (const auto* layer : m_network.layers()) {
        if (hasModule(*layer)) {
            add("self." + attribute(*layer) + " = " + torchModule(*layer, m_network.shape(layer->id), m_network.hasCuts(layer->id)),
                layer->id, subjects().module(*layer));
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
        arguments.push_back(m_names.value(*layer));
    }
    m_lines.add(ScriptRole::Definition, pythonCall("def forward", arguments) + ":");
    m_lines.open();
    for (const auto* layer : m_network.layers()) {
        if (layer->kind() == LayerKind::Input) {
            writeHeldUnits(*layer);
            continue;
        }
        auto text = m_names.sources(*layer);
        if (hasModule(*layer)) {
            text = "self." + attribute(*layer) + "(" + text + ")";
        }
        if (const auto* dense = layer->dense(); dense != nullptr && !NnNames::endsBeforeActivation(*layer)) {
            text = activationCall(dense->activation, text);
        }
        text = m_names.value(*layer) + " = " + text;
        if (NnNames::endsBeforeActivation(*layer)) {
            text += "  # " + std::string(activationInfo(layer->dense()->activation.kind).key) + ": in the loss";
        }
        auto& line = m_lines.add(ScriptRole::Definition, text, layer->id);
        line.subjects = subjects().forward(*layer);
        if (NnNames::endsBeforeActivation(*layer) && m_network.takesAllRows()) {
            line.subjects.front().isMade = false;  // A line of its own makes it, for the print.
        }
        writeHeldUnits(*layer);
    }
    std::vector<std::string> results;
    for (const auto* layer : m_network.outputs()) {
        results.push_back(m_names.value(*layer));
    }
    m_lines.add(ScriptRole::Definition, "return " + joined(results));
    m_lines.close();
}

void NnScript::writeHeldUnits(const LayerSpec& layer) {
    if (!layer.clamps.empty()) {
        const auto held = m_network.withHeldUnits(layer.id, "self.", m_names.value(layer));
        m_lines.add(ScriptRole::Definition, m_names.value(layer) + " = " + held, layer.id).subjects = subjects().held(layer);
    }
}

std::string NnScript::drawnSamples(const LayerSpec& layer) const {
    const auto& input = std::get<InputSettings>(layer.settings);
    return m_names.value(layer) + " = " + drawnMatrix(input.drawn, std::to_string(input.drawnRows), std::to_string(input.units), false);
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
        const auto& layer = m_network.spec().layer(item.layer);
        m_lines.add(ScriptRole::Data, drawnSamples(layer), item.layer).subjects = {subjects().data(layer)};
    } else {
        m_lines.add(ScriptRole::Start, fillLine(item).text, item.layer).subjects = {
            ScriptSubjects::kept(item.layer, item.role == DrawRole::Weight ? StateRole::Weight : StateRole::Bias)};
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
        if (!each.isWritten(m_network)) {
            writeChangedNote(m_lines, each, name(each));
        }
    }
    if (std::none_of(changed.begin(), changed.end(), [this](const ChangedValue& each) { return each.isWritten(m_network); })) {
        return;
    }
    m_lines.add(ScriptRole::Start, "with torch.no_grad():  # values that were edited or trained");
    m_lines.open();
    for (const auto& each : changed) {
        if (each.isWritten(m_network)) {
            const bool isMatrix = each.role == StateRole::Weight;
            const auto values = isMatrix ? *each.values : each.values->select(0, 0);
            writeChangedValue(m_lines, m_network, each, values, name(each) + ".copy_(", isMatrix ? ".t())" : ")");
        }
    }
    m_lines.close();
}

void NnScript::writeMarks() {
    for (const auto* layer : m_network.layers()) {
        if (isFrozen(*layer)) {
            m_lines.add(ScriptRole::Model, m_paths.at(layer->id) + ".requires_grad_(False)", layer->id).subjects =
                subjects().module(*layer);
        }
    }
}

void NnScript::writeStoredInputs() {
    for (const auto* layer : m_network.inputs()) {
        if (const auto found = m_network.source().inputs.find(layer->id); found != m_network.source().inputs.end()) {
            m_network.writeRows(m_lines, m_names.value(*layer), subjects().data(*layer), found->second);
        }
    }
}

void NnScript::writeTargets() {
    for (const auto* layer : m_network.outputs()) {
        m_network.writeRows(m_lines, m_names.target(*layer), {layer->id, SymbolLetter::Target}, m_network.source().targets.at(layer->id));
    }
}

}  // namespace glassnet
