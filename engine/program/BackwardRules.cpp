#include "engine/program/BackwardRules.h"

#include <algorithm>
#include <array>

#include "engine/program/UpdateEntries.h"

namespace glassnet {

namespace {

std::size_t sourcesOf(const Entry& entry) { return static_cast<std::size_t>(entry.attributes.sources); }

TensorId back(BackwardPass& pass, Op op, const Entry& entry, std::vector<TensorId> inputs, TensorId output, Attributes attributes) {
    return pass.builder().addEntry(op, Phase::Backward, entry.layer, std::move(inputs), {output}, std::move(attributes));
}

bool isSource(const Entry& entry, std::size_t input) { return input < sourcesOf(entry); }
bool isFirst(const Entry&, std::size_t input) { return input == 0; }
bool isAffineInput(const Entry& entry, std::size_t input) { return input < sourcesOf(entry) + 1 + (entry.attributes.hasBias ? 1U : 0U); }
bool isScaleShiftInput(const Entry&, std::size_t input) { return input < 3; }

// dW, db, then dx for each source: the order in which the lesson writes them.
void writeAffine(BackwardPass& pass, const Entry& entry) {
    const auto dz = pass.gradient(entry.outputs[0]);
    const auto sources = sourcesOf(entry);
    const auto weight = entry.inputs[sources];
    auto attributes = entry.attributes;
    if (pass.wants(weight)) {
        std::vector<TensorId> inputs(entry.inputs.begin(), entry.inputs.begin() + static_cast<std::ptrdiff_t>(sources));
        inputs.push_back(dz);
        if (attributes.hasMask) {
            inputs.push_back(entry.inputs.back());
        }
        back(pass, Op::WeightGradient, entry, std::move(inputs), pass.parameterGradient(weight), attributes);
    }
    if (attributes.hasBias && pass.wants(entry.inputs[sources + 1])) {
        back(pass, Op::BiasGradient, entry, {dz}, pass.parameterGradient(entry.inputs[sources + 1]), {});
    }
    std::int64_t offset = 0;
    for (std::size_t source = 0; source < sources; ++source) {
        const auto width = pass.builder().tensor(entry.inputs[source]).shape[1];
        if (pass.wants(entry.inputs[source])) {
            std::vector<TensorId> inputs{dz, weight};
            if (attributes.hasMask) {
                inputs.push_back(entry.inputs.back());
            }
            attributes.source = static_cast<int>(source);
            attributes.offset = offset;
            back(pass, Op::InputGradient, entry, std::move(inputs), pass.contribute(entry, source), attributes);
        }
        offset += width;
    }
}

void writeActivate(BackwardPass& pass, const Entry& entry) {
    const auto da = pass.gradient(entry.outputs[0]);
    back(pass, Op::ActivateGradient, entry, {da, entry.inputs[0], entry.outputs[0]}, pass.contribute(entry, 0), entry.attributes);
}

void writeClamp(BackwardPass& pass, const Entry& entry) {
    const auto dy = pass.gradient(entry.outputs[0]);
    back(pass, Op::ClampGradient, entry, {dy}, pass.contribute(entry, 0), entry.attributes);
}

void writeJoin(BackwardPass& pass, const Entry& entry) {
    const auto dy = pass.gradient(entry.outputs[0]);
    const auto op = entry.op == Op::JoinAdd ? Op::JoinAddGradient : Op::JoinConcatGradient;
    auto attributes = entry.attributes;
    for (std::size_t source = 0; source < sourcesOf(entry); ++source) {
        const auto width = pass.builder().tensor(entry.inputs[source]).shape[1];
        if (pass.wants(entry.inputs[source])) {
            attributes.source = static_cast<int>(source);
            back(pass, op, entry, {dy}, pass.contribute(entry, source), attributes);
        }
        attributes.offset += width;
    }
}

void writeApplyMask(BackwardPass& pass, const Entry& entry) {
    const auto dy = pass.gradient(entry.outputs[0]);
    back(pass, Op::ApplyMask, entry, {dy, entry.inputs[1]}, pass.contribute(entry, 0), entry.attributes);
}

// The way through the statistics is part of this one entry, as in the written-out derivative of nn.BatchNorm1d and nn.LayerNorm.
void writeStandardize(BackwardPass& pass, const Entry& entry) {
    const auto ds = pass.gradient(entry.outputs[0]);
    back(pass, Op::StandardizeGradient, entry, {ds, entry.outputs[0], entry.inputs[2]}, pass.contribute(entry, 0), entry.attributes);
}

void writeScaleShift(BackwardPass& pass, const Entry& entry) {
    const auto dy = pass.gradient(entry.outputs[0]);
    if (pass.wants(entry.inputs[1])) {
        back(pass, Op::ScaleGradient, entry, {dy, entry.inputs[0]}, pass.parameterGradient(entry.inputs[1]), entry.attributes);
    }
    if (pass.wants(entry.inputs[2])) {
        back(pass, Op::BiasGradient, entry, {dy}, pass.parameterGradient(entry.inputs[2]), {});
    }
    if (pass.wants(entry.inputs[0])) {
        back(pass, Op::ScaleInputGradient, entry, {dy, entry.inputs[1]}, pass.contribute(entry, 0), entry.attributes);
    }
}

// The first gradient of all: 1/n and the output's weight enter here and nowhere else (TotalLoss only shows the sum).
void writeLoss(BackwardPass& pass, const Entry& entry) {
    auto attributes = entry.attributes;
    auto from = entry.inputs[0];
    const auto shown = pass.builder().program().outputOf(entry.layer);
    if (attributes.fromLogits && shown != entry.inputs[0] && shown.valid()) {
        attributes.fromProbability = true;
        from = shown;
    }
    back(pass, Op::LossGradient, entry, {from, entry.inputs[1]}, pass.contribute(entry, 0), attributes);
}

constexpr std::array kRules{
    BackwardRule{Op::Affine, isAffineInput, writeAffine},
    BackwardRule{Op::Activate, isFirst, writeActivate},
    BackwardRule{Op::Clamp, isFirst, writeClamp},
    BackwardRule{Op::JoinAdd, isSource, writeJoin},
    BackwardRule{Op::JoinConcatenate, isSource, writeJoin},
    BackwardRule{Op::ApplyMask, isFirst, writeApplyMask},
    BackwardRule{Op::Standardize, isFirst, writeStandardize},
    BackwardRule{Op::ScaleShift, isScaleShiftInput, writeScaleShift},
    BackwardRule{Op::Loss, isFirst, writeLoss},
};

}  // namespace

const BackwardRule* backwardRule(Op op) {
    const auto* found = std::find_if(kRules.begin(), kRules.end(), [op](const BackwardRule& rule) { return rule.op == op; });
    return found == kRules.end() ? nullptr : found;
}

BackwardPass::BackwardPass(ProgramBuilder& builder, const NetworkSpec& network, LinkPlaces linkPlaces)
    : m_builder(builder), m_network(network), m_linkPlaces(std::move(linkPlaces)), m_forwardEntries(builder.program().size()) {}

/// Wanted: trainable parameters (and inputs if asked for), and everything computed from a wanted tensor.
void BackwardPass::findWanted() {
    const auto& program = m_builder.program();
    const auto trainable = [this](LayerId id) {
        const auto& layer = m_network.layer(id);
        if (const auto* dense = layer.dense()) {
            return dense->trainable;
        }
        const auto* batchNorm = std::get_if<BatchNormSettings>(&layer.settings);
        const auto* layerNorm = std::get_if<LayerNormSettings>(&layer.settings);
        return (batchNorm != nullptr && batchNorm->trainable) || (layerNorm != nullptr && layerNorm->trainable);
    };
    for (const auto& tensor : program.tensors()) {
        if ((tensor.role == TensorRole::Parameter && trainable(tensor.layer)) ||
            (tensor.role == TensorRole::Input && program.options().inputGradients)) {
            m_wanted.insert(tensor.id);
        }
    }
    for (const auto& entry : program.entries()) {
        const auto* rule = backwardRule(entry.op);
        for (std::size_t i = 0; rule != nullptr && i < entry.inputs.size(); ++i) {
            if (rule->flowsTo(entry, i) && wants(entry.inputs[i])) {
                m_wanted.insert(entry.outputs[0]);
            }
        }
    }
}

TensorId BackwardPass::contribute(const Entry& entry, std::size_t input) {
    const auto of = entry.inputs[input];
    const auto place = m_linkPlaces.find({m_current, input});
    const auto tensor = m_builder.addGradient(of);
    m_contributions[of].push_back({place == m_linkPlaces.end() ? -1 : place->second, tensor});
    return tensor;
}

TensorId BackwardPass::parameterGradient(TensorId parameter) {
    const auto tensor = m_builder.addGradient(parameter);
    m_gradients[parameter] = tensor;
    m_builder.setGradient(parameter, tensor);
    return tensor;
}

/// Makes the gradient of `tensor` whole once every reader has contributed.
void BackwardPass::finish(TensorId tensor, LayerId layer) {
    auto& parts = m_contributions[tensor];
    TensorId whole = parts.front().tensor;
    if (parts.size() > 1) {
        std::stable_sort(parts.begin(), parts.end(), [](const Contribution& a, const Contribution& b) { return a.place < b.place; });
        std::vector<TensorId> inputs;
        for (const auto& part : parts) {
            inputs.push_back(part.tensor);
            m_builder.setPart(part.tensor, static_cast<int>(inputs.size()));
        }
        whole = m_builder.addGradient(tensor);
        Attributes attributes;
        attributes.sources = static_cast<int>(inputs.size());
        m_builder.addEntry(Op::Accumulate, Phase::Backward, layer, std::move(inputs), {whole}, attributes);
    }
    m_gradients[tensor] = whole;
    m_builder.setGradient(tensor, whole);
}

void BackwardPass::run() {
    findWanted();
    for (m_current = m_forwardEntries; m_current-- > 0;) {
        const auto entry = m_builder.program().entries()[m_current];
        const auto* rule = backwardRule(entry.op);
        if (rule == nullptr) {
            continue;
        }
        if (entry.op == Op::Loss) {
            if (wants(entry.inputs[0])) {
                rule->write(*this, entry);
            }
        } else if (m_contributions.contains(entry.outputs[0])) {
            finish(entry.outputs[0], entry.layer);
            rule->write(*this, entry);
        }
    }
    for (const auto& input : m_builder.program().inputs()) {
        if (m_contributions.contains(input.tensor)) {
            finish(input.tensor, input.layer);
        }
    }
    addUpdates(m_builder, m_network, m_gradients);
}

}  // namespace glassnet
