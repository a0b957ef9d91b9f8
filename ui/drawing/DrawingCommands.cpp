#include "ui/drawing/DrawingCommands.h"

#include <algorithm>

#include "engine/data/SyntheticSets.h"
#include "engine/project/ChainProject.h"
#include "engine/project/Clip.h"
#include "engine/project/DataEdits.h"
#include "engine/project/DrawingEdits.h"
#include "ui/drawing/LayerDefaults.h"
#include "ui/support/RepairText.h"

namespace glassnet::ui {

namespace {

constexpr double kStep = 200.0;
constexpr Position kPasteOffset{48.0, 48.0};

Result<void> nothing(const auto& result) { return result ? Result<void>() : tl::unexpected<Error>(result.error()); }

QString nameOf(const Project& project, LayerId id) {
    const auto* layer = project.network.find(id);
    return layer == nullptr ? QString() : QString::fromStdString(layer->name);
}

}  // namespace

DrawingCommands::DrawingCommands(Workbench& workbench, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_sizes([] { return HalfSizes(); }) {}

bool DrawingCommands::edit(const QString& title, const Change& change, const EditOptions& options) {
    return m_workbench.edit(title, change, options);
}

void DrawingCommands::select(const std::set<LayerId>& layers) {
    auto selection = m_workbench.selection();
    selection.layers = layers;
    selection.links.clear();
    selection.layer = layers.empty() ? LayerId() : *layers.rbegin();
    selection.unit.reset();
    selection.parameter.reset();
    m_workbench.select(selection);
}

std::set<LayerId> DrawingCommands::selectedLayers() const {
    const auto& selection = m_workbench.selection();
    auto layers = selection.layers;
    if (layers.empty() && selection.links.empty() && selection.layer.valid()) {
        layers.insert(selection.layer);
    }
    std::erase_if(layers, [&](LayerId id) { return m_workbench.project().network.find(id) == nullptr; });
    return layers;
}

std::optional<LayerId> DrawingCommands::lastLayer() const {
    const auto& network = m_workbench.project().network;
    const auto order = network.topologicalOrder();
    const auto last = std::find_if(order.rbegin(), order.rend(), [&](LayerId id) { return network.layer(id).kind() != LayerKind::Output; });
    return last == order.rend() ? std::nullopt : std::optional(*last);
}

void DrawingCommands::add(LayerKind kind) {
    const auto& project = m_workbench.project();
    const auto& network = project.network;
    const auto chosen = selectedLayers();
    std::optional<LayerId> after;
    if (chosen.size() == 1 && network.layer(*chosen.begin()).kind() != LayerKind::Output) {
        after = *chosen.begin();
    } else {
        after = lastLayer();
    }
    if (kind == LayerKind::Input || !after.has_value()) {
        double left = 0;
        bool any = false;
        for (const auto& [id, place] : project.positions) {
            left = any ? std::min(left, place.x) : place.x;
            any = true;
        }
        drop(kind, {any ? left - kStep : 0.0, 0.0}, std::nullopt, std::nullopt, std::nullopt);
        return;
    }
    const auto place = project.positions.contains(*after) ? project.positions.at(*after) : Position{};
    const auto outgoing = network.outgoing(*after);
    const bool inserts = outgoing.size() == 1 && kind != LayerKind::Output;
    drop(kind, {place.x + kStep, place.y}, inserts ? std::optional(outgoing.front()->id) : std::nullopt, after, std::nullopt);
}

void DrawingCommands::drop(LayerKind kind, const QPointF& place, std::optional<LinkId> onLink, std::optional<LayerId> after,
                           std::optional<LayerId> before) {
    const auto name = defaultName(kind);
    LayerId made;
    const bool done = edit(tr("Add %1").arg(name), [&](Project& project) -> Result<void> {
        const Position position{place.x(), place.y()};
        if (onLink.has_value()) {
            const auto* link = project.network.find(*onLink);
            const bool isTight = link != nullptr && project.positions.contains(link->from) && project.positions.contains(link->to) &&
                                 project.positions.at(link->to).x - project.positions.at(link->from).x < 2 * kStep * 0.9;
            if (isTight) {
                auto moved = withRoomAt(project.positions, position.x, kStep);
                moved.erase(link->from);
                if (auto ok = glassnet::moveLayers(project, moved); !ok) {
                    return ok;
                }
            }
            const auto id = insertOnLink(project, *onLink, name.toStdString(), defaultSettings(kind), position);
            made = id.value_or(LayerId());
            return nothing(id);
        }
        const auto id = addLayer(project, name.toStdString(), defaultSettings(kind), position);
        if (!id) {
            return nothing(id);
        }
        made = *id;
        // A link that cannot be drawn is left out: the layer is there, and the problem says what it lacks.
        if (after.has_value() && !whyNotConnect(project.network, *after, made).has_value()) {
            if (auto ok = glassnet::connectLayers(project, *after, made); !ok) {
                return nothing(ok);
            }
        }
        if (before.has_value() && !whyNotConnect(project.network, made, *before).has_value()) {
            return nothing(glassnet::connectLayers(project, made, *before));
        }
        return {};
    });
    if (done && made.valid()) {
        select({made});
    }
}

void DrawingCommands::useData(const QString& key) {
    edit(tr("Learn from %1").arg(key), [&](Project& project) -> Result<void> {
        SyntheticSpec set = usualSpec(key.toStdString());
        set.seed = project.training.seeds[static_cast<std::size_t>(GeneratorRole::Start)];
        if (auto used = useSynthetic(project, set, usualPlan(set, set.seed).split); !used) {
            return used;
        }
        project.training.batches = {.batchSize = 10, .shuffle = true};
        return {};
    });
}

void DrawingCommands::makeChain(const std::vector<std::int64_t>& sizes) {
    const auto done = edit(tr("Make a network"), [&](Project& project) -> Result<void> {
        const auto chain = chainProject(sizes, chainNames(), project.training.seeds);
        const auto name = project.name;
        project = chain;
        project.name = name;
        return {};
    });
    if (done) {
        select({m_workbench.project().network.layers().front().id});
    }
}

void DrawingCommands::connectLayers(LayerId from, LayerId to) {
    const auto& project = m_workbench.project();
    edit(tr("Link %1 to %2").arg(nameOf(project, from), nameOf(project, to)),
         [&](Project& p) { return nothing(glassnet::connectLayers(p, from, to)); });
}

void DrawingCommands::selectAll() {
    std::set<LayerId> all;
    for (const auto& layer : m_workbench.project().network.layers()) {
        all.insert(layer.id);
    }
    select(all);
}

void DrawingCommands::removeSelected() {
    const auto layers = selectedLayers();
    const auto links = m_workbench.selection().links;
    if (layers.empty() && links.empty()) {
        return;
    }
    const auto title = layers.empty()       ? tr("Remove %n link(s)", nullptr, static_cast<int>(links.size()))
                       : layers.size() == 1 ? tr("Remove %1").arg(nameOf(m_workbench.project(), *layers.begin()))
                                            : tr("Remove %n layer(s)", nullptr, static_cast<int>(layers.size()));
    if (edit(title, [&](Project& project) { return removeFromDrawing(project, layers, links); })) {
        select({});
    }
}

TrainingState DrawingCommands::presentNumbers() const {
    TrainingState state;
    const auto& snapshot = m_workbench.snapshot();
    if (snapshot == nullptr) {
        return state;
    }
    for (const auto& tensor : snapshot->program->tensors()) {
        const auto* values = snapshot->find(tensor.id);
        if (values != nullptr && tensor.key.role != StateRole::None) {
            state.tensors[tensor.key] = *values;
        }
    }
    return state;
}

QString DrawingCommands::copySelected() const {
    const auto layers = selectedLayers();
    if (layers.empty()) {
        return {};
    }
    const auto numbers = presentNumbers();
    return QString::fromStdString(copyLayers(m_workbench.project(), &numbers, layers));
}

void DrawingCommands::duplicateSelected() {
    if (const auto text = copySelected(); !text.isEmpty()) {
        paste(text);
    }
}

void DrawingCommands::paste(const QString& text) {
    // Once to learn the ids and tensors, which the edit then finds again: ids are given in order.
    auto trial = m_workbench.project();
    const auto pasted = pasteLayers(trial, text.toStdString(), kPasteOffset);
    if (!pasted) {
        emit sentence(tr("The clipboard holds no layers; copy some in Glassnet first."));
        return;
    }
    EditOptions options;
    options.put = pasted->tensors;
    const auto done = edit(
        tr("Paste %n layer(s)", nullptr, static_cast<int>(pasted->ids.size())),
        [&](Project& project) -> Result<void> {
            project = trial;
            return {};
        },
        options);
    if (done) {
        select({pasted->ids.begin(), pasted->ids.end()});
    }
}

void DrawingCommands::setUnits(LayerId layer, std::int64_t units, bool done) {
    EditOptions options;
    options.series = QStringLiteral("units %1").arg(layer.value);
    edit(
        tr("Units of %1").arg(nameOf(m_workbench.project(), layer)),
        [&](Project& project) { return glassnet::setUnits(project, layer, units); }, options);
    if (done) {
        m_workbench.closeSeries();
    }
}

void DrawingCommands::addUnits(std::int64_t by) {
    const auto layers = selectedLayers();
    const auto title = by > 0 ? tr("Add a unit") : tr("Remove a unit");
    edit(title, [&](Project& project) -> Result<void> {
        for (const auto id : layers) {
            const auto& layer = project.network.layer(id);
            const auto* input = std::get_if<InputSettings>(&layer.settings);
            const auto* dense = layer.dense();
            const auto units = input != nullptr ? input->units : dense != nullptr ? dense->units : 0;
            if (units == 0) {
                continue;
            }
            if (auto ok = glassnet::setUnits(project, id, std::max<std::int64_t>(1, units + by)); !ok) {
                return ok;
            }
        }
        return {};
    });
}

void DrawingCommands::setProperty(const std::set<LayerId>& layers, const std::string& key, const PropertyValue& value) {
    edit(tr("Change the settings of %1").arg(layers.size() == 1 ? nameOf(m_workbench.project(), *layers.begin()) : tr("several layers")),
         [&](Project& project) { return setLayerProperty(project, layers, key, value); });
}

void DrawingCommands::setName(LayerId layer, const QString& name) {
    edit(tr("Rename %1").arg(nameOf(m_workbench.project(), layer)),
         [&](Project& project) { return renameLayer(project, layer, name.trimmed().toStdString()); });
}

void DrawingCommands::setUnitName(LayerId layer, std::int64_t unit, const QString& name) {
    edit(tr("Name a unit of %1").arg(nameOf(m_workbench.project(), layer)),
         [&](Project& project) { return glassnet::setUnitName(project, layer, unit, name.trimmed().toStdString()); });
}

void DrawingCommands::setClamp(LayerId layer, std::int64_t unit, std::optional<double> value) {
    edit(value.has_value() ? tr("Hold a unit of %1").arg(nameOf(m_workbench.project(), layer))
                           : tr("Let go of a unit of %1").arg(nameOf(m_workbench.project(), layer)),
         [&](Project& project) { return glassnet::setClamp(project, layer, unit, value); });
}

void DrawingCommands::setColor(const std::set<LayerId>& layers, int color) {
    edit(tr("Mark with a color"),
         [&](Project& project) { return setLayerColor(project, layers, color == 0 ? std::nullopt : std::optional(color)); });
}

void DrawingCommands::moveLayers(const std::map<LayerId, Position>& positions) {
    edit(tr("Move %n layer(s)", nullptr, static_cast<int>(positions.size())),
         [&](Project& project) { return glassnet::moveLayers(project, positions); });
}

void DrawingCommands::moveUnit(const UnitMove& move) {
    EditOptions options;
    options.mode = CarryMode::KeepAll;
    options.transform = [network = m_workbench.project().network, move](const TrainingState& state) {
        return carryUnitMove(state, network, move);
    };
    edit(
        tr("Move a unit of %1").arg(nameOf(m_workbench.project(), move.from)),
        [&](Project& project) { return glassnet::moveUnit(project, move); }, options);
}

void DrawingCommands::toggleCut(LinkId link, UnitPair connection) {
    const auto* spec = m_workbench.project().network.find(link);
    if (spec == nullptr) {
        return;
    }
    const bool cut = !spec->cut.contains(connection);
    edit(cut ? tr("Cut a connection") : tr("Mend a connection"), [&](Project& project) { return setCut(project, link, connection, cut); });
}

void DrawingCommands::toggleTrainable() {
    std::set<LayerId> layers;
    bool allFrozen = true;
    for (const auto id : selectedLayers()) {
        const auto& layer = m_workbench.project().network.layer(id);
        if (const auto* property = findProperty(layer.kind(), "trainable")) {
            layers.insert(id);
            allFrozen = allFrozen && !std::get<bool>(property->get(layer.settings));
        }
    }
    if (!layers.empty()) {
        edit(allFrozen ? tr("Let %n layer(s) learn", nullptr, static_cast<int>(layers.size()))
                       : tr("Freeze %n layer(s)", nullptr, static_cast<int>(layers.size())),
             [&](Project& project) { return setLayerProperty(project, layers, "trainable", allFrozen); });
    }
}

std::map<LayerId, Position> DrawingCommands::selectedPlaces() const {
    std::map<LayerId, Position> places;
    for (const auto id : selectedLayers()) {
        if (const auto found = m_workbench.project().positions.find(id); found != m_workbench.project().positions.end()) {
            places.insert(*found);
        }
    }
    return places;
}

void DrawingCommands::align(Alignment alignment) {
    edit(tr("Align"), [&](Project& project) { return glassnet::moveLayers(project, aligned(selectedPlaces(), m_sizes(), alignment)); });
}

void DrawingCommands::distribute(bool horizontally) {
    edit(tr("Distribute"),
         [&](Project& project) { return glassnet::moveLayers(project, distributed(selectedPlaces(), m_sizes(), horizontally)); });
}

void DrawingCommands::arrange() {
    edit(tr("Arrange"), [&](Project& project) { return glassnet::moveLayers(project, arranged(project.network, m_sizes())); });
}

void DrawingCommands::nudge(double dx, double dy) {
    auto places = selectedPlaces();
    for (auto& [id, place] : places) {
        place.x += dx;
        place.y += dy;
    }
    EditOptions options;
    options.series = QStringLiteral("nudge");
    for (const auto& [id, place] : places) {
        options.series += QStringLiteral(" %1").arg(id.value);
    }
    edit(
        tr("Move %n layer(s)", nullptr, static_cast<int>(places.size())),
        [&](Project& project) { return glassnet::moveLayers(project, places); }, options);
}

void DrawingCommands::repair(const Repair& repair) {
    const auto name = repair.kind == RepairKind::AddInput              ? defaultName(LayerKind::Input)
                      : repair.kind == RepairKind::AddOutput           ? defaultName(LayerKind::Output)
                      : repair.kind == RepairKind::JoinByConcatenation ? defaultName(LayerKind::Join)
                                                                       : QString();
    edit(RepairText::of(repair, m_workbench.project().network),
         [&](Project& project) { return repairDrawing(project, repair, name.toStdString()); });
}

}  // namespace glassnet::ui
