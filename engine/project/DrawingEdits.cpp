#include "engine/project/DrawingEdits.h"

#include <algorithm>

#include "engine/network/Clamps.h"
#include "engine/network/Problems.h"
#include "engine/project/Draft.h"
#include "engine/project/RowFitting.h"

namespace glassnet {

namespace {

tl::unexpected<Error> unknown(LayerId layer) { return failure(ErrorCode::UnknownLayer, {static_cast<std::int64_t>(layer.value)}); }
tl::unexpected<Error> unknown(LinkId link) { return failure(ErrorCode::UnknownLink, {static_cast<std::int64_t>(link.value)}); }

template <class Ids>
Result<void> checkKnown(const NetworkSpec& network, const Ids& ids) {
    for (const auto id : ids) {
        if (network.find(id) == nullptr) {
            return unknown(id);
        }
    }
    return {};
}

/// Adds a layer to the draft after checking all there is to check.
Result<LayerId> addTo(Draft& draft, const Project& project, const std::string& name, LayerSettings settings, Position position) {
    LayerSpec layer{{}, uniqueLayerName(draft.network, name), std::move(settings), {}};
    if (name.empty()) {
        return failure(ErrorCode::NoName);
    }
    if (const auto checked = checkPosition(layer.name, position); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    for (const PropertyInfo& property : layerKindInfo(layer.kind()).properties) {
        if (const auto set = setProperty(layer, property.key, property.get(layer.settings)); !set) {
            return tl::unexpected<Error>(set.error());
        }
    }
    if (auto* input = std::get_if<InputSettings>(&layer.settings)) {
        fitInput(*input, draft.network, project.data);
    }
    return draft.network.addLayer(std::move(layer.name), std::move(layer.settings));
}

/// A new link at a place among the links.
LinkId addLinkAt(NetworkSpec& network, LayerId from, LayerId to, std::size_t place, std::set<UnitPair> cut = {}) {
    const LinkId id = network.addLink(from, to);
    network.removeLink(id);
    network.insertLink({id, from, to, std::move(cut)}, place);
    return id;
}

std::size_t placeOf(const NetworkSpec& network, LinkId link) {
    return static_cast<std::size_t>(std::ranges::find(network.links(), link, &LinkSpec::id) - network.links().begin());
}

bool keepsUnits(const LayerSpec& layer) { return layer.kind() != LayerKind::Input && layer.dense() == nullptr; }

/// A group of linked layers that are removed together, and the links between it and what is kept.
struct RemovedGroup {
    std::set<LayerId> layers;
    std::vector<const LinkSpec*> in;
    std::vector<const LinkSpec*> out;
};

/// Finds where the layers around removed ones are to be linked; all of it on the network without the removed links.
class Bridges {
public:
    Bridges(const NetworkSpec& network, const std::set<LayerId>& removed) : m_network(network), m_removed(removed) {}

    /// The pair of links (into the group, out of it) that each bridge replaces.
    [[nodiscard]] std::vector<std::pair<const LinkSpec*, const LinkSpec*>> find() {
        std::vector<std::pair<const LinkSpec*, const LinkSpec*>> bridges;
        std::set<LayerId> seen;
        for (const LayerId layer : m_removed) {
            if (seen.contains(layer)) {
                continue;
            }
            const RemovedGroup group = groupOf(layer);
            seen.insert(group.layers.begin(), group.layers.end());
            if (group.in.size() == 1 && group.out.size() == 1 && reaches(group.in.front()->to, group.out.front()->from)) {
                bridges.emplace_back(group.in.front(), group.out.front());
            }
        }
        return bridges;
    }

private:
    [[nodiscard]] RemovedGroup groupOf(LayerId start) const {
        RemovedGroup group;
        std::vector<LayerId> open{start};
        while (!open.empty()) {
            const LayerId layer = open.back();
            open.pop_back();
            if (!group.layers.insert(layer).second) {
                continue;
            }
            for (const LinkSpec* link : m_network.incoming(layer)) {
                (m_removed.contains(link->from) ? open.push_back(link->from) : group.in.push_back(link));
            }
            for (const LinkSpec* link : m_network.outgoing(layer)) {
                (m_removed.contains(link->to) ? open.push_back(link->to) : group.out.push_back(link));
            }
        }
        return group;
    }

    /// Whether removed layers lead from one to the other.
    [[nodiscard]] bool reaches(LayerId start, LayerId end) const {
        std::set<LayerId> seen;
        std::vector<LayerId> open{start};
        while (!open.empty()) {
            const LayerId layer = open.back();
            open.pop_back();
            if (layer == end) {
                return true;
            }
            if (!seen.insert(layer).second) {
                continue;
            }
            for (const LinkSpec* link : m_network.outgoing(layer)) {
                if (m_removed.contains(link->to)) {
                    open.push_back(link->to);
                }
            }
        }
        return false;
    }

    const NetworkSpec& m_network;
    const std::set<LayerId>& m_removed;
};

/// Makes all inputs draw `rows` samples that draw any; BadProperty where another input has other rows stored.
Result<void> drawAlike(NetworkSpec& network, const StoredRows& stored, const std::set<LayerId>& set, std::int64_t rows) {
    for (const LayerSpec& layer : network.layers()) {
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        const auto entry = stored.inputs.find(layer.id);
        if (input != nullptr && input->drawnRows == 0 && entry != stored.inputs.end() && entry->second.size(0) != rows) {
            const auto count = entry->second.size(0);
            return failure(ErrorCode::BadProperty, {network.layer(*set.begin()).name, std::string("drawnRows"), rows, count, count});
        }
    }
    std::vector<LayerId> drawing;
    for (const LayerSpec& layer : network.layers()) {
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        if (input != nullptr && input->drawnRows > 0) {
            drawing.push_back(layer.id);
        }
    }
    for (const LayerId id : drawing) {
        const LayerSpec& layer = network.layer(id);
        const std::int64_t most = affordableRows(std::get<InputSettings>(layer.settings).units);
        if (rows > most) {
            return failure(ErrorCode::BadProperty, {layer.name, std::string("drawnRows"), rows, std::int64_t{0}, most});
        }
        std::get<InputSettings>(network.find(id)->settings).drawnRows = rows;
    }
    return {};
}

}  // namespace

std::string uniqueLayerName(const NetworkSpec& network, std::string_view base) {
    const auto isTaken = [&network](std::string_view name) {
        return std::ranges::any_of(network.layers(), [name](const LayerSpec& layer) { return layer.name == name; });
    };
    std::string name(base);
    if (!isTaken(name)) {
        return name;
    }
    const auto digits = base.find_last_not_of("0123456789");
    const bool isNumbered = digits != std::string_view::npos && digits > 0 && digits + 1 < base.size() && base[digits] == ' ';
    const std::string words(isNumbered ? base.substr(0, digits) : base);
    std::int64_t number = 2;
    do {
        name = words + ' ' + std::to_string(number++);
    } while (isTaken(name));
    return name;
}

Result<LayerId> addLayer(Project& project, std::string name, LayerSettings settings, Position position) {
    Draft draft(project);
    const auto added = addTo(draft, project, name, std::move(settings), position);
    if (added) {
        draft.commit();
        project.positions[*added] = position;
    }
    return added;
}

Result<LayerId> insertOnLink(Project& project, LinkId link, std::string name, LayerSettings settings, Position position) {
    if (project.network.find(link) == nullptr) {
        return unknown(link);
    }
    Draft draft(project);
    const auto added = addTo(draft, project, name, std::move(settings), position);
    if (!added) {
        return added;
    }
    const std::size_t place = placeOf(draft.network, link);
    LinkSpec old = *draft.network.find(link);
    draft.network.removeLink(link);
    if (const auto why = whyNotConnect(draft.network, old.from, *added)) {
        return tl::unexpected<Error>(*why);
    }
    addLinkAt(draft.network, old.from, *added, place);
    if (const auto why = whyNotConnect(draft.network, *added, old.to)) {
        return tl::unexpected<Error>(*why);
    }
    addLinkAt(draft.network, *added, old.to, place + 1,
              keepsUnits(draft.network.layer(*added)) ? std::move(old.cut) : std::set<UnitPair>());
    draft.commit();
    project.positions[*added] = position;
    return added;
}

Result<LinkId> connectLayers(Project& project, LayerId from, LayerId to) {
    if (const auto why = whyNotConnect(project.network, from, to)) {
        return tl::unexpected<Error>(*why);
    }
    Draft draft(project);
    const LinkId link = draft.network.addLink(from, to);
    draft.commit();
    return link;
}

Result<void> removeFromDrawing(Project& project, const std::set<LayerId>& layers, const std::set<LinkId>& links) {
    for (const auto& checked : {checkKnown(project.network, layers), checkKnown(project.network, links)}) {
        if (!checked) {
            return checked;
        }
    }
    Draft draft(project);
    for (const LinkId link : links) {
        draft.network.removeLink(link);
    }
    const NetworkSpec linked = draft.network;
    NetworkSpec kept = draft.network;
    for (const LayerId layer : layers) {
        kept.removeLayer(layer);
    }
    for (const auto& [in, out] : Bridges(linked, layers).find()) {
        if (!whyNotConnect(kept, in->from, out->to)) {
            kept.addLink(in->from, out->to);
            const bool keepsCut = keepsUnits(linked.layer(out->from)) && unitsOut(linked, in->from) == unitsOut(linked, out->from);
            addLinkAt(draft.network, in->from, out->to, placeOf(draft.network, out->id), keepsCut ? out->cut : std::set<UnitPair>());
        }
    }
    for (const LayerId layer : layers) {
        draft.network.removeLayer(layer);
    }
    draft.commit();
    return {};
}

Result<void> setLayerProperty(Project& project, const std::set<LayerId>& layers, std::string_view key, const PropertyValue& value) {
    if (const auto known = checkKnown(project.network, layers); !known) {
        return known;
    }
    Draft draft(project);
    for (const LayerId layer : layers) {
        if (const auto set = setProperty(*draft.network.find(layer), key, value); !set) {
            return set;
        }
    }
    const auto* stored = std::get_if<StoredRows>(&project.data);
    const auto* rows = std::get_if<std::int64_t>(&value);
    if (key == "drawnRows" && stored != nullptr && rows != nullptr && *rows > 0 && !layers.empty()) {
        if (const auto alike = drawAlike(draft.network, *stored, layers, *rows); !alike) {
            return alike;
        }
    }
    draft.commit();
    return {};
}

Result<void> setUnits(Project& project, LayerId layer, std::int64_t units) { return setLayerProperty(project, {layer}, "units", units); }

Result<void> renameLayer(Project& project, LayerId layer, std::string name) {
    if (project.network.find(layer) == nullptr) {
        return unknown(layer);
    }
    if (name.empty()) {
        return failure(ErrorCode::NoName);
    }
    if (std::ranges::any_of(project.network.layers(), [&](const LayerSpec& other) { return other.id != layer && other.name == name; })) {
        return failure(ErrorCode::DuplicateName, {name});
    }
    project.network.find(layer)->name = std::move(name);
    return {};
}

Result<void> setUnitName(Project& project, LayerId layer, std::int64_t unit, std::string name) {
    LayerSpec* found = project.network.find(layer);
    if (found == nullptr) {
        return unknown(layer);
    }
    const std::int64_t units = unitsOut(project.network, layer);
    if (unit < 0 || unit >= units) {
        return failure(ErrorCode::UnknownUnit, {found->name, unit, units});
    }
    auto& names = found->unitNames;
    const auto place = static_cast<std::size_t>(unit);
    const auto taken = std::ranges::find(names, name);
    if (!name.empty() && taken != names.end() && taken - names.begin() != unit) {
        return failure(ErrorCode::UnitNameTaken, {found->name, name});
    }
    names.resize(std::max(names.size(), place + 1));
    names[place] = std::move(name);
    while (!names.empty() && names.back().empty()) {
        names.pop_back();
    }
    return {};
}

Result<void> setLayerColor(Project& project, const std::set<LayerId>& layers, std::optional<int> color) {
    if (const auto known = checkKnown(project.network, layers); !known) {
        return known;
    }
    for (const LayerId layer : layers) {
        if (color && (*color < 1 || *color > kLayerColors)) {
            return failure(ErrorCode::BadProperty, {project.network.layer(layer).name, std::string("color"), std::int64_t{*color},
                                                    std::int64_t{1}, std::int64_t{kLayerColors}});
        }
    }
    for (const LayerId layer : layers) {
        if (color) {
            project.colors[layer] = *color;
        } else {
            project.colors.erase(layer);
        }
    }
    return {};
}

Result<void> moveLayers(Project& project, const std::map<LayerId, Position>& positions) {
    for (const auto& [id, position] : positions) {
        const LayerSpec* layer = project.network.find(id);
        if (layer == nullptr) {
            return unknown(id);
        }
        if (const auto checked = checkPosition(layer->name, position); !checked) {
            return checked;
        }
    }
    for (const auto& [id, position] : positions) {
        project.positions[id] = position;
    }
    return {};
}

Result<void> setCut(Project& project, LinkId link, UnitPair connection, bool cut) {
    LinkSpec* found = project.network.find(link);
    if (found == nullptr) {
        return unknown(link);
    }
    const LayerSpec& from = project.network.layer(found->from);
    const LayerSpec& to = project.network.layer(found->to);
    if (to.dense() == nullptr) {
        return failure(ErrorCode::NotCuttable, {to.name});
    }
    for (const auto& [layer, unit] : {std::pair(&from, connection.first), std::pair(&to, connection.second)}) {
        const std::int64_t units = unitsOut(project.network, layer->id);
        if (unit < 0 || unit >= units) {
            return failure(ErrorCode::UnknownUnit, {layer->name, unit, units});
        }
    }
    if (cut) {
        found->cut.insert(connection);
    } else {
        found->cut.erase(connection);
    }
    return {};
}

Result<void> setClamp(Project& project, LayerId layer, std::int64_t unit, std::optional<double> value) {
    return setClamp(project.network, layer, unit, value);
}

}  // namespace glassnet
