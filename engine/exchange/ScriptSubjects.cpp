#include "engine/exchange/ScriptSubjects.h"

#include <array>

namespace glassnet {

namespace {

constexpr bool kScriptSubjectsMade = true;

/// A letter of the layer that the line reads, or makes.
ScriptSubject value(LayerId layer, SymbolLetter letter, bool isMade = false) { return {layer, letter, false, isMade}; }

bool isNorm(const LayerSpec& layer) { return layer.kind() == LayerKind::BatchNorm || layer.kind() == LayerKind::LayerNorm; }

void append(ScriptSubjects::List& all, const ScriptSubjects::List& more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

ScriptSubject ScriptSubjects::kept(LayerId layer, StateRole role) {
    // In StateRole's order, from Weight on.
    static constexpr std::array kLetters{SymbolLetter::Weight, SymbolLetter::Bias,        SymbolLetter::Scale,
                                         SymbolLetter::Shift,  SymbolLetter::RunningMean, SymbolLetter::RunningVariance};
    return value(layer, kLetters.at(static_cast<std::size_t>(role) - 1));
}

SymbolLetter ScriptSubjects::freeLetter(const LayerSpec& layer) const {
    if (layer.clamps.empty()) {
        return outputSymbol(m_network, layer.id).letter;
    }
    const auto* dense = layer.dense();
    return dense == nullptr                                 ? SymbolLetter::Data
           : dense->activation.kind == Activation::Identity ? SymbolLetter::PreActivation
                                                            : SymbolLetter::Activation;
}

ScriptSubject ScriptSubjects::data(const LayerSpec& layer) const { return value(layer.id, freeLetter(layer)); }

ScriptSubject ScriptSubjects::output(const LayerSpec& layer) const { return value(layer.id, outputSymbol(m_network, layer.id).letter); }

ScriptSubjects::List ScriptSubjects::module(const LayerSpec& layer) const {
    if (layer.dense() != nullptr) {
        return {kept(layer.id, StateRole::Weight), kept(layer.id, StateRole::Bias), value(layer.id, SymbolLetter::ConnectionMask)};
    }
    if (isNorm(layer)) {
        return {kept(layer.id, StateRole::Scale), kept(layer.id, StateRole::Shift), kept(layer.id, StateRole::RunningMean),
                kept(layer.id, StateRole::RunningVariance)};
    }
    return {};
}

void ScriptSubjects::addSources(List& all, const LayerSpec& layer) const {
    for (const auto* link : m_network.incoming(layer.id)) {
        all.push_back(output(m_network.layer(link->from)));
    }
}

ScriptSubjects::List ScriptSubjects::forward(const LayerSpec& layer) const {
    if (layer.dense() != nullptr) {
        auto all = activation(layer, kScriptSubjectsMade);
        all.pop_back();  // z, which the sum makes.
        append(all, weightedSum(layer, false));
        return all;
    }
    List all{value(layer.id, freeLetter(layer), kScriptSubjectsMade)};
    if (isNorm(layer)) {
        for (const auto letter : {SymbolLetter::Standardized, SymbolLetter::Mean, SymbolLetter::Variance, SymbolLetter::RunningMean,
                                  SymbolLetter::RunningVariance}) {
            all.push_back(value(layer.id, letter, kScriptSubjectsMade));
        }
        all.push_back(kept(layer.id, StateRole::Scale));
        all.push_back(kept(layer.id, StateRole::Shift));
    }
    if (layer.kind() == LayerKind::Dropout) {
        all.push_back(value(layer.id, SymbolLetter::DropoutMask, kScriptSubjectsMade));
    }
    addSources(all, layer);
    return all;
}

ScriptSubjects::List ScriptSubjects::weightedSum(const LayerSpec& layer, bool isWhole) const {
    List all;
    if (isWhole) {
        all.push_back(value(layer.id, freeLetter(layer), kScriptSubjectsMade));
    }
    all.push_back(value(layer.id, SymbolLetter::PreActivation, kScriptSubjectsMade));
    append(all, module(layer));
    addSources(all, layer);
    return all;
}

ScriptSubjects::List ScriptSubjects::activation(const LayerSpec& layer, bool isMade) const {
    return {value(layer.id, freeLetter(layer), isMade), value(layer.id, SymbolLetter::PreActivation)};
}

ScriptSubjects::List ScriptSubjects::moment(const LayerSpec& layer, SymbolLetter letter) const {
    List all{value(layer.id, letter, kScriptSubjectsMade)};
    addSources(all, layer);
    return all;
}

ScriptSubjects::List ScriptSubjects::normalized(const LayerSpec& layer) const {
    List all{value(layer.id, freeLetter(layer), kScriptSubjectsMade), value(layer.id, SymbolLetter::Standardized, kScriptSubjectsMade)};
    addSources(all, layer);
    append(all, {value(layer.id, SymbolLetter::Mean), value(layer.id, SymbolLetter::Variance), kept(layer.id, StateRole::Scale),
                 kept(layer.id, StateRole::Shift)});
    return all;
}

ScriptSubjects::List ScriptSubjects::held(const LayerSpec& layer) const {
    return {value(layer.id, outputSymbol(m_network, layer.id).letter, kScriptSubjectsMade), data(layer)};
}

ScriptSubjects::List ScriptSubjects::loss(const LayerSpec& layer) const {
    return {value(layer.id, SymbolLetter::Loss, kScriptSubjectsMade), value(layer.id, SymbolLetter::Target), output(layer),
            value(layer.id, SymbolLetter::PreActivation)};
}

ScriptSubjects::List ScriptSubjects::totalLoss(const std::vector<const LayerSpec*>& outputs) const {
    List all{value({}, SymbolLetter::Loss, kScriptSubjectsMade)};
    for (const auto* layer : outputs) {
        all.push_back(value(layer->id, SymbolLetter::Loss));
    }
    return all;
}

ScriptSubjects::List ScriptSubjects::gradients() const {
    List all;
    const auto add = [&all](LayerId layer, SymbolLetter letter) { all.push_back({layer, letter, true, kScriptSubjectsMade}); };
    for (const auto& layer : m_network.layers()) {
        add(layer.id, outputSymbol(m_network, layer.id).letter);
        add(layer.id, freeLetter(layer));
        if (layer.dense() != nullptr) {
            add(layer.id, SymbolLetter::PreActivation);
            add(layer.id, SymbolLetter::Weight);
            add(layer.id, SymbolLetter::Bias);
        } else if (isNorm(layer)) {
            add(layer.id, SymbolLetter::Standardized);
            add(layer.id, SymbolLetter::Scale);
            add(layer.id, SymbolLetter::Shift);
        }
    }
    return all;
}

ScriptSubjects::List ScriptSubjects::penalty(const LayerSpec& layer) const {
    return {value(layer.id, SymbolLetter::Penalized, kScriptSubjectsMade),
            {layer.id, SymbolLetter::Weight, true, false},
            kept(layer.id, StateRole::Weight)};
}

ScriptSubjects::List ScriptSubjects::clipping() const {
    List all{value({}, SymbolLetter::GradientNorm, kScriptSubjectsMade), value({}, SymbolLetter::NormPart, kScriptSubjectsMade)};
    for (const auto& layer : m_network.layers()) {
        all.push_back(value(layer.id, SymbolLetter::Clipped, kScriptSubjectsMade));
        all.push_back(value(layer.id, SymbolLetter::Penalized));
    }
    return all;
}

ScriptSubjects::List ScriptSubjects::update() const {
    List all;
    for (const auto& layer : m_network.layers()) {
        const auto roles =
            layer.dense() != nullptr ? std::array{StateRole::Weight, StateRole::Bias} : std::array{StateRole::Scale, StateRole::Shift};
        for (const auto role : roles) {
            if (layer.dense() != nullptr || isNorm(layer)) {
                auto parameter = kept(layer.id, role);
                parameter.isMade = true;
                all.push_back(parameter);
            }
        }
    }
    const auto parameters = all;
    for (auto gradient : parameters) {
        gradient.isGradient = true;
        gradient.isMade = false;
        all.push_back(gradient);
    }
    return all;
}

}  // namespace glassnet
