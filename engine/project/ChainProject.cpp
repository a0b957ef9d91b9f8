#include "engine/project/ChainProject.h"

#include "engine/network/LayerProperties.h"
#include "engine/project/Draft.h"
#include "engine/project/DrawingEdits.h"

namespace glassnet {

namespace {

LayerSettings settingsFor(std::size_t place, std::size_t count, std::int64_t units) {
    if (place == 0) {
        return InputSettings{.units = units, .drawnRows = 1};
    }
    DenseSettings dense;
    dense.units = units;
    if (place + 1 == count) {
        return OutputSettings{.dense = dense, .loss = defaultSpec(Loss::MeanSquaredError)};
    }
    dense.activation = defaultSpec(Activation::Relu);
    return dense;
}

}  // namespace

Project chainProject(std::span<const std::int64_t> sizes, const ChainNames& names,
                     const std::array<std::uint64_t, kGeneratorRoles>& seeds) {
    if (sizes.size() < 2) {
        throw ErrorException(Error{ErrorCode::TooFewLinks, {names.output, static_cast<std::int64_t>(sizes.size())}});
    }
    Project project;
    project.training.seeds = seeds;
    Draft draft(project);
    LayerId before;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const std::string& name = i == 0 ? names.input : i + 1 == sizes.size() ? names.output : names.dense;
        LayerSpec layer{{}, uniqueLayerName(draft.network, name), settingsFor(i, sizes.size(), sizes[i]), {}};
        if (const auto set = setProperty(layer, "units", sizes[i]); !set) {
            throw ErrorException(set.error());
        }
        const LayerId id = draft.network.addLayer(std::move(layer.name), std::move(layer.settings));
        if (before.valid()) {
            draft.network.addLink(before, id);
        }
        project.positions[id] = {kChainStep * static_cast<double>(i), 0.0};
        before = id;
    }
    draft.commit();
    return project;
}

}  // namespace glassnet
