#pragma once

#include "engine/network/Problems.h"
#include "engine/project/ChainProject.h"
#include "engine/project/ProjectFile.h"

namespace glassnet::test {

/// A chain of these sizes with English names and seeds 7, 8, 9; the layers have ids in the order of the chain.
inline Project drawnChain(const std::vector<std::int64_t>& sizes) { return chainProject(sizes, {"Input", "Dense", "Output"}, {7, 8, 9}); }

inline DenseSettings denseOf(std::int64_t units) {
    DenseSettings dense;
    dense.units = units;
    return dense;
}

inline OutputSettings outputOf(std::int64_t units, const LossSpec& loss = defaultSpec(Loss::MeanSquaredError)) {
    return {denseOf(units), loss, 1.0};
}

inline Start startOf(const Project& project) {
    return drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer);
}

/// True when nothing keeps it from running and its rows fit.
inline bool isReady(const Project& project) {
    return findProblems(project.network, {.batchSize = 2}).empty() && trainingData(project, startOf(project)).has_value();
}

inline LayerId layerNamed(const Project& project, std::string_view name) {
    for (const LayerSpec& layer : project.network.layers()) {
        if (layer.name == name) {
            return layer.id;
        }
    }
    return {};
}

/// The link between two layers, by their names; none: not valid.
inline LinkId linkBetween(const Project& project, std::string_view from, std::string_view to) {
    for (const LinkSpec& link : project.network.links()) {
        if (link.from == layerNamed(project, from) && link.to == layerNamed(project, to)) {
            return link.id;
        }
    }
    return {};
}

/// The layers that a layer reads, in the order of the concatenation.
inline std::vector<std::string> sourcesOf(const Project& project, std::string_view name) {
    std::vector<std::string> names;
    for (const LinkSpec* link : project.network.incoming(layerNamed(project, name))) {
        names.push_back(project.network.layer(link->from).name);
    }
    return names;
}

/// The stored target of an output; an empty tensor when there is none.
inline Tensor targetOf(const Project& project, std::string_view name) {
    const auto& targets = std::get<StoredRows>(project.data).targets;
    const auto found = targets.find(layerNamed(project, name));
    return found == targets.end() ? Tensor() : found->second;
}

}  // namespace glassnet::test
