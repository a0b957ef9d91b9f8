#include "tests/support/NetworkFeatures.h"

#include <algorithm>
#include <set>

#include "engine/program/KnobTable.h"
#include "engine/program/Optimizers.h"

namespace glassnet::test {

namespace {

using Features = std::set<std::string>;

std::string named(std::string_view what, std::string_view key) { return std::string(what) + " " + std::string(key); }

/// Everything there is.
Features wanted() {
    Features features{"skip link",        "cut connection", "dropout",      "batch norm",      "layer norm",    "sum",
                      "concatenation",    "held unit",      "frozen layer", "several outputs", "several links", "batch over 1",
                      "short last batch", "shuffled",       "momentum",     "nesterov",        "dampening",     "weight decay"};
    for (const auto& info : activations()) {
        features.insert(named("activation", info.key));
    }
    for (const auto& info : losses()) {
        features.insert(named("loss", info.key));
    }
    for (const auto& info : optimizers()) {
        features.insert(named("optimizer", info.key));
    }
    for (const auto& knob : knobTable()) {
        for (const auto choice : knob.key == "optimizer" ? std::span<const std::string_view>() : knob.choices) {
            features.insert(named(knob.key, choice));
        }
    }
    features.insert("warm-up");
    return features;
}

void addKind(const LayerSpec& layer, Features& features) {
    switch (layer.kind()) {
        case LayerKind::Dropout:
            features.insert("dropout");
            break;
        case LayerKind::BatchNorm:
            features.insert("batch norm");
            break;
        case LayerKind::LayerNorm:
            features.insert("layer norm");
            break;
        case LayerKind::Join:
            features.insert(std::get<JoinSettings>(layer.settings).mode == JoinMode::Add ? "sum" : "concatenation");
            break;
        case LayerKind::Input:
        case LayerKind::Dense:
        case LayerKind::Output:
            break;
    }
}

Features featuresOf(const NetworkSpec& network) {
    Features features;
    std::map<LayerId, int> depths;
    int outputs = 0;
    for (const auto id : network.topologicalOrder()) {
        const auto& layer = network.layer(id);
        for (const auto* link : network.incoming(id)) {
            depths[id] = std::max(depths[id], depths[link->from] + 1);
        }
        for (const auto* link : network.incoming(id)) {
            if (depths[id] > depths[link->from] + 1) {
                features.insert("skip link");
            }
            if (!link->cut.empty()) {
                features.insert("cut connection");
            }
        }
        addKind(layer, features);
        if (!layer.clamps.empty()) {
            features.insert("held unit");
        }
        if (const auto* dense = layer.dense()) {
            features.insert(named("activation", activationInfo(dense->activation.kind).key));
            if (!dense->trainable) {
                features.insert("frozen layer");
            }
            if (network.incoming(id).size() > 1) {
                features.insert("several links");
            }
        }
        if (const auto* output = layer.output()) {
            features.insert(named("loss", lossInfo(output->loss.kind).key));
            ++outputs;
        }
    }
    if (outputs > 1) {
        features.insert("several outputs");
    }
    return features;
}

Features featuresOf(const RandomRun& run) {
    Features features;
    const std::map<std::string, bool> has{{"batch over 1", run.batchSize > 1},
                                          {"short last batch", run.rows % run.batchSize != 0},
                                          {"shuffled", run.shuffle},
                                          {"momentum", run.knobs.momentum != 0.0},
                                          {"nesterov", run.knobs.nesterov},
                                          {"dampening", run.knobs.dampening != 0.0},
                                          {"weight decay", run.knobs.weightDecay != 0.0},
                                          {"warm-up", run.knobs.schedule.warmUp > 0}};
    features.insert(named("optimizer", optimizerInfo(run.optimizer).key));
    features.insert(named("penalty", penaltyKey(run.penalty)));
    features.insert(named("clipping", clippingKey(run.clipping)));
    features.insert(named("schedule", findKnob("schedule")->choices[static_cast<std::size_t>(run.knobs.schedule.kind)]));
    for (const auto& [feature, is] : has) {
        if (is) {
            features.insert(feature);
        }
    }
    return features;
}

}  // namespace

void FeatureCount::add(const NetworkSpec& network, const RandomRun& run) {
    ++m_networks;
    for (const auto& feature : featuresOf(network)) {
        ++m_counts[feature];
    }
    for (const auto& feature : featuresOf(run)) {
        ++m_counts[feature];
    }
}

std::string FeatureCount::rare() const {
    std::string names;
    for (const auto& feature : wanted()) {
        const auto found = m_counts.find(feature);
        const int count = found == m_counts.end() ? 0 : found->second;
        if (count * 10 < m_networks) {
            names += (names.empty() ? "" : ", ") + feature + " (" + std::to_string(count) + ")";
        }
    }
    return names;
}

}  // namespace glassnet::test
