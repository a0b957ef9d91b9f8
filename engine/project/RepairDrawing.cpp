#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/network/Problems.h"
#include "engine/project/Draft.h"
#include "engine/project/DrawingEdits.h"

namespace glassnet {

namespace {

/// From the middle of a layer to that of the next one, in canvas units.
constexpr double kStep = 200.0;
constexpr double kRow = 120.0;

bool addsLayer(RepairKind kind) { return kind == RepairKind::AddInput || kind == RepairKind::AddOutput; }

Result<void> setBatchSize(Project& project, std::int64_t size) {
    if (size < 1) {
        return failure(ErrorCode::BadProperty,
                       {std::string(), std::string("batchSize"), size, std::int64_t{1}, std::numeric_limits<std::int64_t>::max()});
    }
    project.training.batches.batchSize = size;
    return {};
}

/// What a repair speaks of must be there.
Result<void> checkApplies(const NetworkSpec& network, const Repair& repair) {
    const bool isLink = repair.kind == RepairKind::RemoveLink;
    if (isLink && network.find(repair.link) == nullptr) {
        return failure(ErrorCode::UnknownLink, {static_cast<std::int64_t>(repair.link.value)});
    }
    if (!isLink && !addsLayer(repair.kind) && network.find(repair.layer) == nullptr) {
        return failure(ErrorCode::UnknownLayer, {static_cast<std::int64_t>(repair.layer.value)});
    }
    if (repair.kind == RepairKind::AddLink) {
        const auto why = whyNotConnect(network, repair.other, repair.layer);
        return why ? Result<void>(tl::unexpected<Error>(*why)) : Result<void>();
    }
    return {};
}

/// Left of what an input feeds or right of what an output reads; without a link left or right of everything. None where the layer it is
/// linked with has no place either.
std::optional<Position> placeFor(const Project& project, const LayerSpec& layer) {
    const bool isInput = layer.kind() == LayerKind::Input;
    const double step = isInput ? -kStep : kStep;
    const auto links = isInput ? project.network.outgoing(layer.id) : project.network.incoming(layer.id);
    std::optional<Position> place;
    if (!links.empty()) {
        const auto neighbor = project.positions.find(isInput ? links.front()->to : links.front()->from);
        if (neighbor == project.positions.end()) {
            return std::nullopt;
        }
        place = {neighbor->second.x + step, neighbor->second.y};
    }
    for (const auto& [other, position] : project.positions) {
        const bool isFarther = !place || (isInput ? position.x + step < place->x : position.x + step > place->x);
        if (links.empty() && isFarther) {
            place = {position.x + step, position.y};
        }
    }
    Position free = place.value_or(Position{});
    const auto isTaken = [&free](const auto& entry) {
        return std::abs(entry.second.x - free.x) < kStep / 2 && std::abs(entry.second.y - free.y) < kRow / 2;
    };
    // Each step down leaves the layers above behind, so that as many as there are layers are enough.
    for (std::size_t i = 0; i <= project.positions.size() && std::ranges::any_of(project.positions, isTaken); ++i) {
        free.y += kRow;
    }
    return free;
}

}  // namespace

Result<void> repairDrawing(Project& project, const Repair& repair, std::string name) {
    if (repair.kind == RepairKind::SetBatchSize) {
        return setBatchSize(project, repair.value);
    }
    if (const auto applies = checkApplies(project.network, repair); !applies) {
        return applies;
    }
    if (repair.kind == RepairKind::SetUnits) {
        return setUnits(project, repair.layer, repair.value);
    }
    if (addsLayer(repair.kind) && name.empty()) {
        return failure(ErrorCode::NoName);
    }
    Draft draft(project);
    name = uniqueLayerName(draft.network, name);
    if (!applyRepair(draft.network, repair, name)) {
        // A Join that concatenates already: the problem is gone.
        return {};
    }
    if (!addsLayer(repair.kind)) {
        draft.commit();
        return {};
    }
    const LayerId added = draft.network.layers().back().id;
    LayerSpec& layer = *draft.network.find(added);
    if (const auto set = setProperty(layer, "units", repair.value); !set) {
        return set;
    }
    if (auto* input = std::get_if<InputSettings>(&layer.settings)) {
        fitInput(*input, project.network, project.data);
    }
    draft.commit();
    if (const auto place = placeFor(project, project.network.layer(added))) {
        project.positions[added] = *place;
    }
    return {};
}

}  // namespace glassnet
