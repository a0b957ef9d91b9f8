#include "engine/exchange/HandScript.h"

#include <algorithm>

#include "engine/exchange/ChangedValues.h"
#include "engine/exchange/PythonText.h"
#include "engine/exchange/TorchCalls.h"
#include "engine/network/Symbols.h"

namespace glassnet {

namespace {

constexpr Initializer kRandn{InitializerKind::Normal, 0.0, 1.0};

bool isSingle(const ScriptNetwork& network) {
    const auto& layers = network.layers();
    return network.inputs().size() == 1 &&
           std::count_if(layers.begin(), layers.end(), [](const LayerSpec* layer) { return layer->dense() != nullptr; }) == 1;
}

bool hasRowsFirst(const ScriptNetwork& network) {
    bool seesOther = false;
    for (const auto& group : network.draws()) {
        for (const auto& item : group.draws) {
            if (item.role == DrawRole::Samples && seesOther) {
                return false;
            }
            seesOther = seesOther || item.role != DrawRole::Samples;
        }
    }
    return true;
}

const InputSettings& inputOf(const LayerSpec& layer) { return std::get<InputSettings>(layer.settings); }

}  // namespace

HandScript::HandScript(const ScriptNetwork& network)
    : m_network(network), m_isSingle(isSingle(network)), m_hasRowsFirst(hasRowsFirst(network)) {}

Script HandScript::run() {
    nameActivations();
    writeActivations();
    writeSeedAndRows();
    writeDraws();
    writeConstants();
    writeChanges();
    HandBackward backward(m_network, names(), m_lines);
    backward.writeMarks();
    m_lines.blank();
    writeBatch();
    writeForward();
    writePrints(!backward.isSpelled() && backward.canLearn());
    backward.write();
    return m_lines.take(m_network.source().arrayFile);
}

void HandScript::nameActivations() {
    for (const auto* layer : m_network.layers()) {
        const auto* dense = layer->dense();
        if (dense == nullptr || dense->activation.kind == Activation::Identity) {
            continue;
        }
        const auto isThis = [dense](const auto& known) { return known.first == dense->activation; };
        if (std::none_of(m_activations.begin(), m_activations.end(), isThis)) {
            m_activations.emplace_back(dense->activation, "activation");
        }
    }
    if (m_activations.size() < 2) {
        return;
    }
    for (std::size_t i = 0; i < m_activations.size(); ++i) {
        auto& [activation, name] = m_activations[i];
        const auto isSameKind = [kind = activation.kind](const auto& other) { return other.first.kind == kind; };
        name = std::string(activationInfo(activation.kind).key);
        if (std::count_if(m_activations.begin(), m_activations.end(), isSameKind) > 1) {
            const auto end = m_activations.begin() + static_cast<std::ptrdiff_t>(i) + 1;
            name += std::to_string(std::count_if(m_activations.begin(), end, isSameKind));
        }
    }
}

void HandScript::writeActivations() {
    for (const auto& [activation, name] : m_activations) {
        const auto formula = activation.kind == Activation::Sigmoid ? std::string("1/(1+torch.exp(-x))") : activationCall(activation, "x");
        m_lines.add(ScriptRole::Definition, "def " + name + "(x):");
        m_lines.add(ScriptRole::Definition, "    return " + formula);
        m_lines.blank();
    }
}

std::string HandScript::activated(const ActivationSpec& activation, const std::string& argument) const {
    const auto found =
        std::find_if(m_activations.begin(), m_activations.end(), [&](const auto& known) { return known.first == activation; });
    return found == m_activations.end() ? argument : found->second + "(" + argument + ")";
}

std::string HandScript::value(const LayerSpec& layer) const {
    if (layer.kind() == LayerKind::Input) {
        return "features" + m_network.ending(layer.id);
    }
    if (layer.kind() == LayerKind::Output) {
        return m_isSingle ? "y" : "output" + m_network.ending(layer.id);
    }
    return symbolKey(outputSymbol(m_network.spec(), layer.id));
}

std::string HandScript::sources(const LayerSpec& layer) const {
    return m_network.sources(layer, [this](const LayerSpec& from) { return value(from); });
}

std::string HandScript::size(const LayerSpec& layer) const {
    if (m_isSingle) {
        return std::to_string(m_network.shape(layer.id).out);
    }
    if (layer.kind() == LayerKind::Input) {
        return "n_input" + m_network.ending(layer.id);
    }
    if (layer.dense() != nullptr) {
        return (layer.output() != nullptr ? "n_output" : "n_hidden") + m_network.ending(layer.id);
    }
    return sizeIn(layer);
}

std::string HandScript::sizeIn(const LayerSpec& layer) const {
    if (m_isSingle) {
        return std::to_string(m_network.shape(layer.id).in);
    }
    std::vector<std::string> sizes;
    for (const auto* link : m_network.spec().incoming(layer.id)) {
        sizes.push_back(size(m_network.spec().layer(link->from)));
    }
    const auto* join = std::get_if<JoinSettings>(&layer.settings);
    return join != nullptr && join->mode == JoinMode::Add ? sizes.front() : joined(sizes, " + ");
}

std::string HandScript::parameter(const char* letter, const LayerSpec& layer) const { return letter + m_network.number(layer.id); }

bool HandScript::isDrawnLikeFeatures(const LayerSpec& layer) const {
    const auto& input = inputOf(*m_network.inputs().front());
    const auto links = m_network.spec().incoming(layer.id);
    const auto& dense = *layer.dense();
    return m_isSingle && m_hasRowsFirst && dense.units == 1 && !dense.seed && dense.weightStart == kRandn && input.drawnRows == 1 &&
           links.size() == 1 && links.front()->from == m_network.inputs().front()->id;
}

void HandScript::writeSeedAndRows() {
    const auto writeStored = [this] {
        for (const auto* layer : m_network.inputs()) {
            if (const auto found = m_network.source().inputs.find(layer->id); found != m_network.source().inputs.end()) {
                m_network.writeRows(m_lines, value(*layer), subjects().data(*layer), found->second);
            }
        }
    };
    if (!m_hasRowsFirst) {
        writeStored();
        writeSizes();
        ScriptNetwork::writeSeed(m_lines, m_network.source().seeds[0]);
        return;
    }
    ScriptNetwork::writeSeed(m_lines, m_network.source().seeds[0]);
    for (const auto& group : m_network.draws()) {
        for (const auto& item : group.draws) {
            if (item.role == DrawRole::Samples) {
                writeDraw(item);
            }
        }
    }
    writeStored();
    writeSizes();
}

void HandScript::writeSizes() {
    m_lines.blank();
    for (const auto* layer : m_network.layers()) {
        const bool isInput = layer->kind() == LayerKind::Input;
        if (!m_isSingle && (isInput || layer->dense() != nullptr)) {
            const auto number = std::to_string(m_network.shape(layer->id).out);
            m_lines.add(ScriptRole::Sizes, size(*layer) + " = " + (isInput && m_hasRowsFirst ? value(*layer) + ".shape[1]" : number),
                        layer->id);
        }
    }
    m_lines.blank();
}

void HandScript::writeDraws() {
    for (const auto& group : m_network.draws()) {
        if (group.seed) {
            m_lines.add(ScriptRole::Start, "with torch.random.fork_rng(devices=[]):", group.draws.front().layer);
            m_lines.open();
            ScriptNetwork::writeSeed(m_lines, *group.seed, group.draws.front().layer);
        }
        for (const auto& item : group.draws) {
            if (item.role != DrawRole::Samples || !m_hasRowsFirst) {
                writeDraw(item);
            }
        }
        m_lines.closeAll();
    }
}

void HandScript::writeDraw(const DrawItem& item) {
    const auto& layer = m_network.spec().layer(item.layer);
    if (item.role == DrawRole::Samples) {
        const auto& input = inputOf(layer);
        const auto drawn = drawnMatrix(input.drawn, std::to_string(input.drawnRows), std::to_string(input.units), true);
        m_lines.add(ScriptRole::Data, value(layer) + " = " + drawn, layer.id).subjects = {subjects().data(layer)};
        return;
    }
    const auto& dense = *layer.dense();
    if (item.role == DrawRole::Bias) {
        m_lines.add(ScriptRole::Start, bias(layer) + " = " + drawnBias(dense.biasStart, sizeIn(layer), size(layer)), layer.id).subjects = {
            ScriptSubjects::kept(layer.id, StateRole::Bias)};
        return;
    }
    const auto drawn = isDrawnLikeFeatures(layer) ? "torch.randn_like(" + sources(layer) + ")"
                                                  : drawnMatrix(dense.weightStart, sizeIn(layer), size(layer), false);
    m_lines.add(ScriptRole::Start, weight(layer) + " = " + drawn, layer.id).subjects = {ScriptSubjects::kept(layer.id, StateRole::Weight)};
}

void HandScript::writeConstants() {
    for (const auto* layer : m_network.layers()) {
        if (m_network.hasCuts(layer->id)) {
            const auto mask = parameter("C", *layer);
            m_lines.add(ScriptRole::Model, mask + " = torch.ones(" + sizeIn(*layer) + ", " + size(*layer) + ")", layer->id).subjects = {
                {layer->id, SymbolLetter::ConnectionMask}};
            m_network.writeCuts(m_lines, *layer, mask, false);
        }
        if (!layer->clamps.empty()) {
            m_lines.add(ScriptRole::Model, m_network.heldName(layer->id) + " = " + m_network.heldUnits(*layer), layer->id);
            m_lines.add(ScriptRole::Model, m_network.heldValuesName(layer->id) + " = " + m_network.heldValues(*layer), layer->id);
        }
        const auto* batchNorm = std::get_if<BatchNormSettings>(&layer->settings);
        const auto* layerNorm = std::get_if<LayerNormSettings>(&layer->settings);
        if ((batchNorm != nullptr && batchNorm->affine) || (layerNorm != nullptr && layerNorm->affine)) {
            const auto shape = "((1, " + size(*layer) + "))";
            m_lines.add(ScriptRole::Start, parameter("gamma", *layer) + " = torch.ones" + shape, layer->id).subjects = {
                ScriptSubjects::kept(layer->id, StateRole::Scale)};
            m_lines.add(ScriptRole::Start, parameter("beta", *layer) + " = torch.zeros" + shape, layer->id).subjects = {
                ScriptSubjects::kept(layer->id, StateRole::Shift)};
        }
    }
}

std::string HandScript::nameOf(const LayerSpec& layer, StateRole role) const {
    switch (role) {
        case StateRole::Weight:
            return weight(layer);
        case StateRole::Bias:
            return bias(layer);
        case StateRole::Scale:
            return parameter("gamma", layer);
        case StateRole::Shift:
            return parameter("beta", layer);
        default:
            return {};
    }
}

void HandScript::writeChanges() {
    auto changed = changedValues(m_network);
    std::erase_if(changed, [this](const ChangedValue& each) { return nameOf(*each.layer, each.role).empty(); });
    if (changed.empty()) {
        return;
    }
    m_lines.blank();
    for (const auto& each : changed) {
        if (!each.isWritten(m_network)) {
            writeChangedNote(m_lines, each, nameOf(*each.layer, each.role));
        }
    }
    bool isFirst = true;
    for (const auto& each : changed) {
        if (each.isWritten(m_network)) {
            if (isFirst) {
                m_lines.add(ScriptRole::Start, "# Values that were edited or trained");
            }
            isFirst = false;
            writeChangedValue(m_lines, m_network, each, *each.values, nameOf(*each.layer, each.role) + " = ", {});
        }
    }
}

void HandScript::writeBatch() {
    if (m_network.takesAllRows()) {
        return;
    }
    const auto count = std::to_string(m_network.source().batchSize);
    const auto order = m_network.epochOrder(m_network.shuffleGenerator());
    m_lines.add(ScriptRole::Forward, "rows = " + order + "[:" + count + "]  # the first batch");
    for (const auto* layer : m_network.inputs()) {
        m_lines.add(ScriptRole::Forward, value(*layer) + " = " + value(*layer) + "[rows]", layer->id).subjects = {subjects().data(*layer)};
    }
    m_lines.blank();
}

void HandScript::writeForward() {
    if (m_network.drawsMasks()) {
        m_lines.add(ScriptRole::Forward, "torch.manual_seed(" + std::to_string(m_network.source().seeds[2]) + ")  # dropout");
    }
    for (const auto* layer : m_network.layers()) {
        switch (layer->kind()) {
            case LayerKind::Input:
                break;
            case LayerKind::Dense:
            case LayerKind::Output:
                writeDense(*layer);
                break;
            case LayerKind::BatchNorm:
            case LayerKind::LayerNorm:
                writeNorm(*layer);
                break;
            case LayerKind::Dropout: {
                const auto probability = pythonNumber(std::get<DropoutSettings>(layer->settings).probability);
                const auto dropped = "nn.functional.dropout(" + sources(*layer) + ", p=" + probability + ")";
                m_lines.add(ScriptRole::Forward, value(*layer) + " = " + dropped, layer->id).subjects = subjects().forward(*layer);
                break;
            }
            case LayerKind::Join:
                m_lines.add(ScriptRole::Forward, value(*layer) + " = " + sources(*layer), layer->id).subjects = subjects().forward(*layer);
                break;
        }
        if (!layer->clamps.empty()) {
            const auto held = m_network.withHeldUnits(layer->id, {}, value(*layer));
            m_lines.add(ScriptRole::Forward, value(*layer) + " = " + held, layer->id).subjects = subjects().held(*layer);
        }
    }
}

void HandScript::writeDense(const LayerSpec& layer) {
    auto factor = weight(layer);
    if (isDrawnLikeFeatures(layer)) {
        factor += ".view(" + sizeIn(layer) + ", " + size(layer) + ")";
    }
    if (m_network.hasCuts(layer.id)) {
        factor += " * " + parameter("C", layer);
    }
    auto sum = "torch.mm(" + sources(layer) + ", " + factor + ")";
    if (layer.dense()->bias) {
        sum += " + " + bias(layer);
    }
    m_lines.add(ScriptRole::Forward, value(layer) + " = " + activated(layer.dense()->activation, sum), layer.id).subjects =
        subjects().forward(layer);
}

void HandScript::writeNorm(const LayerSpec& layer) {
    const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings);
    const bool affine = batchNorm != nullptr ? batchNorm->affine : std::get<LayerNormSettings>(layer.settings).affine;
    const auto epsilon = pythonNumber(batchNorm != nullptr ? batchNorm->epsilon : std::get<LayerNormSettings>(layer.settings).epsilon);
    const auto dimension = std::string(batchNorm != nullptr ? "0" : "1");
    const auto x = sources(layer);
    const auto mean = parameter("mean", layer);
    const auto variance = parameter("var", layer);
    const auto add = [&](const std::string& text, ScriptSubjects::List about) {
        m_lines.add(ScriptRole::Forward, text, layer.id).subjects = std::move(about);
    };
    add(mean + " = " + x + ".mean(dim=" + dimension + ", keepdim=True)", subjects().moment(layer, SymbolLetter::Mean));
    add(variance + " = " + x + ".var(dim=" + dimension + ", unbiased=False, keepdim=True)",
        subjects().moment(layer, SymbolLetter::Variance));
    auto text = value(layer) + " = (" + x + " - " + mean + ") / torch.sqrt(" + variance + " + " + epsilon + ")";
    if (affine) {
        text += " * " + parameter("gamma", layer) + " + " + parameter("beta", layer);
    }
    add(text, subjects().normalized(layer));
}

HandNames HandScript::names() const {
    return {[this](const LayerSpec& layer) { return value(layer); },
            [this](const LayerSpec& layer) { return sources(layer); },
            [this](const LayerSpec& layer, StateRole role) { return nameOf(layer, role); },
            [this](const LayerSpec& layer) { return m_isSingle ? std::string("z") : parameter("z", layer); },
            [this](const LayerSpec& layer) { return parameter("C", layer); },
            [this](const LayerSpec& layer) { return layer.dense() != nullptr && isDrawnLikeFeatures(layer); }};
}

/// `detached`: the values carry what PyTorch needs for gradients, which is not to be printed.
void HandScript::writePrints(bool detached) {
    for (const auto* layer : m_network.outputs()) {
        m_lines.add(ScriptRole::Forward, "print(" + value(*layer) + (detached ? ".detach())" : ")"), layer->id).subjects = {
            subjects().output(*layer)};
    }
}

}  // namespace glassnet
