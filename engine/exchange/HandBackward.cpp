#include "engine/exchange/HandBackward.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "engine/backend/Knobs.h"
#include "engine/exchange/ChangedValues.h"
#include "engine/exchange/PythonText.h"
#include "engine/exchange/StepLines.h"
#include "engine/exchange/TorchCalls.h"
#include "engine/exchange/TorchModules.h"
#include "engine/network/LossForm.h"

namespace glassnet {

namespace {

constexpr bool kMade = true;

ScriptSubject gradientOf(LayerId layer, SymbolLetter letter, bool isMade) { return {layer, letter, true, isMade}; }

SymbolLetter letterOf(StateRole role) { return ScriptSubjects::kept({}, role).letter; }

/// The slope of an activation in terms of what it gave; none where it has no such form here.
std::optional<std::string> slopeOf(Activation activation, const std::string& value) {
    switch (activation) {
        case Activation::Identity:
            return std::string();
        case Activation::Sigmoid:
            return " * " + value + " * (1 - " + value + ")";
        case Activation::Tanh:
            return " * (1 - " + value + " ** 2)";
        case Activation::Relu:
            return " * (" + value + " > 0)";
        default:
            return std::nullopt;
    }
}

/// Loss and activation whose slopes are taken together, by z: sigmoid with binary cross entropy, softmax with cross entropy.
bool isTogether(const OutputSettings& output) { return lossForm(output.loss.kind, output.dense.activation.kind).readsPreActivation; }

}  // namespace

HandBackward::HandBackward(const ScriptNetwork& network, HandNames names, ScriptLines& lines)
    : m_network(network), m_names(std::move(names)), m_lines(lines), m_isSpelled(findSpelled()) {
    for (const auto* layer : m_network.layers()) {
        const auto parameters = parametersOf(*layer);
        m_trained.insert(m_trained.end(), parameters.begin(), parameters.end());
    }
    findWanted();
}

bool HandBackward::findSpelled() const {
    return std::ranges::all_of(m_network.layers(), [this](const LayerSpec* layer) {
        if (layer->kind() == LayerKind::Input) {
            return layer->clamps.empty();
        }
        const auto* dense = layer->dense();
        if (dense == nullptr || !layer->clamps.empty()) {
            return false;
        }
        const auto* output = layer->output();
        if (output == nullptr) {
            return slopeOf(dense->activation.kind, {}).has_value();
        }
        const bool isSquared = output->loss.kind == Loss::MeanSquaredError || output->loss.kind == Loss::HalfSquaredError;
        const bool isLast =
            std::ranges::none_of(m_network.spec().links(), [layer](const LinkSpec& link) { return link.from == layer->id; });
        return isLast && (isTogether(*output) || (isSquared && slopeOf(dense->activation.kind, {}).has_value()));
    });
}

std::vector<HandBackward::Parameter> HandBackward::parametersOf(const LayerSpec& layer) const {
    std::vector<Parameter> all;
    if (!isTrainable(layer)) {
        return all;
    }
    for (const auto role : {StateRole::Weight, StateRole::Bias, StateRole::Scale, StateRole::Shift}) {
        if (hasRole(layer, role)) {
            all.push_back({&layer, role});
        }
    }
    return all;
}

void HandBackward::findWanted() {
    for (const auto* layer : m_network.layers()) {
        const auto links = m_network.spec().incoming(layer->id);
        const bool readsTrained = std::ranges::any_of(links, [this](const LinkSpec* link) { return m_wanted.contains(link->from); });
        if (readsTrained || !parametersOf(*layer).empty()) {
            m_wanted.insert(layer->id);
        }
    }
}

std::string HandBackward::dz(const LayerSpec& layer) const {
    // Without an activation z is the value itself.
    const bool isItself = layer.dense()->activation.kind == Activation::Identity;
    return "d" + (isItself ? m_names.value(layer) : m_names.sum(layer));
}

std::string HandBackward::allNames() const {
    std::vector<std::string> names;
    for (const auto& parameter : m_trained) {
        names.push_back(name(parameter));
    }
    return joined(names);
}

ScriptLine& HandBackward::add(ScriptRole role, const std::string& text, const LayerSpec* layer, ScriptSubjects::List about) {
    auto& line = m_lines.add(role, text, layer == nullptr ? LayerId() : layer->id);
    line.subjects = std::move(about);
    return line;
}

void HandBackward::writeMarks() {
    if (!m_isSpelled && canLearn()) {
        m_lines.blank();
        m_lines.add(ScriptRole::Start, "for parameter in [" + allNames() + "]:");
        m_lines.add(ScriptRole::Start, "    parameter.requires_grad_()");
    }
}

void HandBackward::write() {
    m_lines.blank();
    writeLosses();
    if (!canLearn()) {
        return;
    }
    m_lines.blank();
    if (m_isSpelled) {
        for (const auto* layer : m_network.layers() | std::views::reverse) {
            if (m_wanted.contains(layer->id)) {
                writeLayer(*layer);
            }
        }
    } else {
        writeAutograd();
    }
    m_lines.blank();
    writeUpdate();
}

std::string HandBackward::lossOf(const LayerSpec& layer) const {
    const auto& output = *layer.output();
    const auto a = m_names.value(layer);
    const auto y = target(layer);
    if (output.loss.kind == Loss::MeanSquaredError) {
        return "((" + a + " - " + y + ") ** 2).mean()";
    }
    // The value stands behind its activation here: a loss that would take that again is not used.
    if (isTogether(output)) {
        return output.loss.kind == Loss::CrossEntropy ? pythonCall("nn.functional.nll_loss", {"torch.log(" + a + ")", y})
                                                      : pythonCall("nn.functional.binary_cross_entropy", {a, y});
    }
    return lossCall(output.loss, output.dense.activation.kind, a, y);
}

void HandBackward::writeLosses() {
    for (const auto* layer : m_network.outputs()) {
        const auto& rows = m_network.source().targets.at(layer->id);
        m_network.writeRows(m_lines, target(*layer), {layer->id, SymbolLetter::Target}, rows);
        if (!m_network.takesAllRows()) {
            add(ScriptRole::Data, target(*layer) + " = " + target(*layer) + "[rows]", layer, {{layer->id, SymbolLetter::Target}});
        }
    }
    glassnet::writeLosses(m_lines, m_network, [this](const LayerSpec& layer) { return lossOf(layer); });
    add(ScriptRole::Loss, "print(loss.item())", nullptr, {{{}, SymbolLetter::Loss}});
}

/// The gradient of the loss by the output, or, where both slopes are taken together, by its z.
void HandBackward::writeOutputSlope(const LayerSpec& layer) {
    const auto& output = *layer.output();
    const auto a = m_names.value(layer);
    const auto y = target(layer);
    const bool areClasses = output.loss.kind == Loss::CrossEntropy;
    const auto difference =
        "(" + a + " - " + (areClasses ? pythonCall("nn.functional.one_hot", {y, std::to_string(output.dense.units)}) : y) + ")";
    const bool bySamples = areClasses || output.loss.kind == Loss::HalfSquaredError;
    const auto slope = weightText(output) + (output.loss.kind == Loss::MeanSquaredError ? "2 * " : "") + difference + " / " +
                       (bySamples ? "len(" + a + ")" : a + ".numel()");
    const auto by = isTogether(output) ? SymbolLetter::PreActivation : m_network.subjects().output(layer).letter;
    add(ScriptRole::Training, (isTogether(output) ? dz(layer) : "d" + a) + " = " + slope, &layer,
        {gradientOf(layer.id, by, kMade), m_network.subjects().output(layer), {layer.id, SymbolLetter::Target}});
}

void HandBackward::writeLayer(const LayerSpec& layer) {
    if (layer.dense() == nullptr) {
        return;
    }
    const auto value = m_names.value(layer);
    const bool isTogetherHere = layer.output() != nullptr && isTogether(*layer.output());
    if (layer.output() != nullptr) {
        writeOutputSlope(layer);
    }
    if (!isTogetherHere && layer.dense()->activation.kind != Activation::Identity) {
        add(ScriptRole::Training, dz(layer) + " = d" + value + *slopeOf(layer.dense()->activation.kind, value), &layer,
            {gradientOf(layer.id, SymbolLetter::PreActivation, kMade),
             gradientOf(layer.id, m_network.subjects().output(layer).letter, false), m_network.subjects().output(layer)});
    }
    writeParameterGradients(layer, dz(layer));
    writeSourceGradients(layer, dz(layer));
}

void HandBackward::writeParameterGradients(const LayerSpec& layer, const std::string& dz) {
    for (const auto& parameter : parametersOf(layer)) {
        std::string text = dz + ".sum(dim=0, keepdim=True)";
        ScriptSubjects::List about{gradientOf(layer.id, letterOf(parameter.role), kMade),
                                   gradientOf(layer.id, SymbolLetter::PreActivation, false)};
        if (parameter.role == StateRole::Weight) {
            const auto sources = m_names.sources(layer);
            const auto upright = sources.find(' ') == std::string::npos || sources.ends_with(')') ? sources : "(" + sources + ")";
            text = "torch.mm(" + upright + ".t(), " + dz + ")" + (m_network.hasCuts(layer.id) ? " * " + m_names.mask(layer) : "") +
                   (m_names.liesDown(layer) ? ".view_as(" + name(parameter) + ")" : "");
            for (const auto* link : m_network.spec().incoming(layer.id)) {
                about.push_back(m_network.subjects().output(m_network.spec().layer(link->from)));
            }
        }
        add(ScriptRole::Training, gradient(parameter) + " = " + text, &layer, std::move(about));
    }
}

void HandBackward::writeSourceGradients(const LayerSpec& layer, const std::string& dz) {
    const auto links = m_network.spec().incoming(layer.id);
    if (std::ranges::none_of(links, [this](const LinkSpec* link) { return m_wanted.contains(link->from); })) {
        return;
    }
    const auto weight = m_names.parameter(layer, StateRole::Weight);
    const auto upright = m_network.hasCuts(layer.id) ? "(" + weight + " * " + m_names.mask(layer) + ")" : weight;
    auto whole = "torch.mm(" + dz + ", " + upright + ".t())";
    if (links.size() > 1) {
        const auto read = "dx" + m_network.number(layer.id);
        add(ScriptRole::Training, read + " = " + whole, &layer, {gradientOf(layer.id, SymbolLetter::PreActivation, false)});
        whole = read;
    }
    std::int64_t begin = 0;
    for (const auto* link : links) {
        const auto& from = m_network.spec().layer(link->from);
        const auto end = begin + m_network.shape(from.id).out;
        const auto part = links.size() > 1 ? whole + "[:, " + std::to_string(begin) + ":" + std::to_string(end) + "]" : whole;
        begin = end;
        if (m_wanted.contains(from.id)) {
            const auto name = "d" + m_names.value(from);
            const bool isFirst = m_begun.insert(from.id).second;
            add(ScriptRole::Training, name + " = " + (isFirst ? "" : name + " + ") + part, &layer,
                {gradientOf(from.id, m_network.subjects().output(from).letter, kMade),
                 gradientOf(layer.id, SymbolLetter::PreActivation, false), ScriptSubjects::kept(layer.id, StateRole::Weight)});
        }
    }
}

/// A line for each layer that is trained, backward; the gradients of layers without parameters stand in the line of the next one.
void HandBackward::writeAutograd() {
    ScriptSubjects::List waiting;
    for (const auto* layer : m_network.layers() | std::views::reverse) {
        for (const auto letter : {m_network.subjects().output(*layer).letter, SymbolLetter::PreActivation, SymbolLetter::Activation,
                                  SymbolLetter::Standardized}) {
            waiting.push_back(gradientOf(layer->id, letter, kMade));
        }
        const auto parameters = parametersOf(*layer);
        if (parameters.empty()) {
            continue;
        }
        std::vector<std::string> gradients;
        std::vector<std::string> names;
        ScriptSubjects::List about;
        for (const auto& parameter : parameters) {
            gradients.push_back(gradient(parameter));
            names.push_back(name(parameter));
            about.push_back(gradientOf(layer->id, letterOf(parameter.role), kMade));
        }
        about.insert(about.end(), waiting.begin(), waiting.end());
        waiting.clear();
        const auto call = pythonCall("torch.autograd.grad", {"loss", pythonTuple(names), "retain_graph=True"});
        add(ScriptRole::Training, joined(gradients) + " = " + call + (names.size() == 1 ? "[0]" : ""), layer, about);
    }
}

void HandBackward::writeUpdate() {
    const auto& source = m_network.source();
    const auto& knobs = source.knobs;
    const bool isPlain = source.optimizer == OptimizerKind::Sgd && knobs.momentum == 0.0 && knobs.weightDecay == 0.0 &&
                         source.penalty == Penalty::None && source.clipping == Clipping::None;
    if (!isPlain) {
        return writeStep();
    }
    const auto rate = pythonNumber(knobsAt(knobs, 0).learningRate);
    for (const auto& parameter : m_trained) {
        auto made = ScriptSubjects::kept(parameter.layer->id, parameter.role);
        made.isMade = true;
        add(ScriptRole::Training, name(parameter) + " = " + name(parameter) + " - " + rate + " * " + gradient(parameter), parameter.layer,
            {made, gradientOf(parameter.layer->id, letterOf(parameter.role), false)});
    }
}

/// Any other optimizer is PyTorch's; it is given the gradients.
void HandBackward::writeStep() {
    const auto& source = m_network.source();
    m_lines.add(ScriptRole::Training, "parameters = [" + allNames() + "]");
    for (const auto& parameter : m_trained) {
        add(ScriptRole::Training, name(parameter) + ".grad = " + gradient(parameter) + ".clone()", parameter.layer,
            {gradientOf(parameter.layer->id, letterOf(parameter.role), false)});
    }
    for (const auto& parameter : m_trained) {
        if (source.penalty != Penalty::None && parameter.role == StateRole::Weight) {
            const auto mask = m_network.hasCuts(parameter.layer->id) ? m_names.mask(*parameter.layer) : std::string();
            add(ScriptRole::Training, penaltyCall(source.penalty, source.knobs.penaltyRate, name(parameter), mask), parameter.layer,
                m_network.subjects().penalty(*parameter.layer));
        }
    }
    if (source.clipping != Clipping::None) {
        add(ScriptRole::Training, clippingCall(source.clipping, source.knobs.clipLimit, "parameters"), nullptr,
            m_network.subjects().clipping());
    }
    const auto knobs = knobsAt(source.knobs, 0);
    writeOptimizer(m_lines, source.optimizer, knobs, "parameters");
    writeResting(true);
    add(ScriptRole::Training, "optimizer.step()", nullptr, m_network.subjects().update());
    writeResting(false);
}

/// Weight decay leaves cut connections alone.
void HandBackward::writeResting(bool before) {
    for (const auto& parameter : m_trained) {
        if (parameter.role == StateRole::Weight && m_network.hasCuts(parameter.layer->id)) {
            writeRestingWeights(m_lines, m_network, parameter.layer->id, name(parameter), m_names.mask(*parameter.layer), before);
        }
    }
}

}  // namespace glassnet
