#include "app/BuildWiring.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>
#include <array>

#include "app/ActionCatalog.h"
#include "app/CanvasArea.h"
#include "app/RightPanel.h"
#include "app/ScriptSaving.h"
#include "app/UnitsEditor.h"
#include "engine/data/SyntheticSets.h"
#include "engine/project/DrawingEdits.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/Minimap.h"
#include "ui/canvas/ZoomControl.h"
#include "ui/code/CodePanel.h"
#include "ui/drawing/LayerDefaults.h"
#include "ui/header/Notice.h"
#include "ui/history/HistoryList.h"
#include "ui/inspector/BuildPanel.h"
#include "ui/inspector/ProblemList.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/SidePanel.h"
#include "ui/palette/Palette.h"
#include "ui/support/ErrorText.h"
#include "ui/support/MimeTypes.h"

namespace glassnet::app {

using ui::CanvasView;

namespace {

/// From dot to dot of the ground, in canvas units.
constexpr double kGrid = 24;

}  // namespace

BuildWiring::BuildWiring(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_commands(parts.workbench),
      m_values(parts.workbench),
      m_units(new UnitsEditor(&parts.area.canvas())) {
    m_commands.setSizes([this] {
        ui::HalfSizes sizes;
        for (const auto& [id, layer] : m_parts.area.canvas().frame().geometry.layers) {
            sizes[id] = {layer.card.width() / 2, layer.card.height() / 2};
        }
        return sizes;
    });
    connect(&m_parts.palette, &ui::Palette::activated, this, [this](const QString& mime, const QString& key) {
        emit buildingWanted();
        if (mime == QLatin1String(ui::kDataMime)) {
            useData(key);
        } else if (const auto kind = ui::layerKindOf(key)) {
            m_commands.add(*kind);
        }
    });
    connect(&m_commands, &ui::DrawingCommands::sentence, &m_parts.area.notice(), &ui::Notice::say);
    connect(m_units, &UnitsEditor::rejected, &m_parts.area.notice(), &ui::Notice::say);
    connect(m_units, &UnitsEditor::unitsEntered, this, [this](qint64 units) {
        for (const auto layer : m_commands.selectedLayers()) {
            m_commands.setUnits(layer, units, true);
        }
    });
    connect(&m_parts.workbench, &ui::Workbench::drawingChanged, this, [this] { showDrawing(false); });
    connect(&m_parts.workbench, &ui::Workbench::snapshotChanged, this, &BuildWiring::showChanged);
    connect(&m_parts.workbench, &ui::Workbench::historyChanged, this, &BuildWiring::showHistory);
    connect(&m_parts.workbench, &ui::Workbench::problemsChanged, this, &BuildWiring::showProblems);
    connectCanvas();
    connectPanel();
}

void BuildWiring::connectCanvas() {
    auto& canvas = m_parts.area.canvas();
    canvas.setConnectRule([this](LayerId from, LayerId to) -> std::optional<QString> {
        const auto error = whyNotConnect(m_parts.workbench.project().network, from, to);
        return error.has_value() ? std::optional(ui::ErrorText::of(*error)) : std::nullopt;
    });
    connect(&canvas, &CanvasView::layerDropped, this,
            [this](const QString& key, QPointF place, std::optional<LinkId> onLink, std::optional<LayerId> after,
                   std::optional<LayerId> before) {
                if (const auto kind = ui::layerKindOf(key)) {
                    m_commands.drop(*kind, place, onLink, after, before);
                }
            });
    // A dialog does not open within the drop.
    connect(&canvas, &CanvasView::dataDropped, this, &BuildWiring::useData, Qt::QueuedConnection);
    connect(&canvas, &CanvasView::linkDrawn, &m_commands, &ui::DrawingCommands::connectLayers);
    connect(&canvas, &CanvasView::layersMoved, &m_commands, &ui::DrawingCommands::moveLayers);
    connect(&canvas, &CanvasView::unitsDragged, &m_commands, &ui::DrawingCommands::setUnits);
    connect(&canvas, &CanvasView::unitsRequested, this, [this](LayerId layer, qint64 units) { m_commands.setUnits(layer, units, true); });
    connect(&canvas, &CanvasView::unitMoved, this, [this](LayerId from, qint64 unit, LayerId to, qint64 place) {
        m_commands.moveUnit({from, unit, to, place});
    });
    connect(&canvas, &CanvasView::renameRequested, this, [this](LayerId layer) {
        goTo(layer, std::nullopt);
        perform(ActionId::Rename);
    });
    connect(&canvas, &CanvasView::selectionRequested, this, [this](const ui::CanvasSelection& chosen) {
        auto selection = m_parts.workbench.selection();
        selection.layers = chosen.layers;
        selection.links = chosen.links;
        if (!chosen.layers.contains(selection.layer)) {
            selection.layer = chosen.layers.empty() ? LayerId() : *chosen.layers.begin();
        }
        selection.unit.reset();
        selection.parameter.reset();
        m_parts.workbench.select(selection);
    });
    connect(&canvas, &CanvasView::connectionClicked, this,
            [this](LinkId link, qint64 from, qint64 to, const std::optional<ui::ElementRef>& weight) {
                m_connection.reset();
                if (weight.has_value()) {
                    m_connection = Connection{link, {from, to}, *weight};
                }
            });
    connect(&canvas, &CanvasView::viewChanged, this, &BuildWiring::showOverview);
    connect(&m_parts.area.minimap(), &ui::Minimap::panRequested, &canvas, &CanvasView::panTo);
    auto& zoom = m_parts.area.zoomControl();
    zoom.setLimits(CanvasView::kSmallestZoom, CanvasView::kLargestZoom);
    connect(&zoom, &ui::ZoomControl::zoomInRequested, &canvas, [&canvas] { canvas.zoomBy(CanvasView::kZoomStep); });
    connect(&zoom, &ui::ZoomControl::zoomOutRequested, &canvas, [&canvas] { canvas.zoomBy(1 / CanvasView::kZoomStep); });
    connect(&zoom, &ui::ZoomControl::zoomRequested, &canvas, [&canvas](double wanted) { canvas.zoomBy(wanted / canvas.zoom()); });
    connect(&zoom, &ui::ZoomControl::fitRequested, &canvas, &CanvasView::fit);
    auto& problems = m_parts.area.problems();
    connect(&problems, &ui::ProblemList::repairRequested, &m_commands, &ui::DrawingCommands::repair);
    connect(&problems, &ui::ProblemList::layerClicked, this, [this](LayerId layer) { goTo(layer, std::nullopt); });
}

void BuildWiring::useData(const QString& key) {
    if (findSyntheticSet(key.toStdString()) != nullptr) {
        m_commands.useData(key);
    } else {
        emit dataWanted(key);
    }
}

void BuildWiring::connectPanel() {
    auto& panel = m_parts.panel.build();
    auto& form = panel.form();
    connect(&panel, &ui::BuildPanel::sentence, &m_parts.area.notice(), &ui::Notice::say);
    connect(&form, &ui::PropertyForm::propertySet, &m_commands, &ui::DrawingCommands::setProperty);
    connect(&form, &ui::PropertyForm::nameSet, &m_commands, &ui::DrawingCommands::setName);
    connect(&form, &ui::PropertyForm::colorSet, &m_commands, &ui::DrawingCommands::setColor);
    connect(&form, &ui::PropertyForm::unitNameSet, &m_commands, &ui::DrawingCommands::setUnitName);
    connect(&form, &ui::PropertyForm::clampSet, &m_commands, &ui::DrawingCommands::setClamp);
    auto& values = m_parts.panel.values();
    connect(&values, &ui::SidePanel::fillRequested, &m_values, &ui::ValueCommands::fill);
    connect(&values, &ui::SidePanel::valuesPasted, &m_values, &ui::ValueCommands::paste);
    connect(&values, &ui::SidePanel::resetRequested, &m_values, &ui::ValueCommands::reset);
    auto& code = m_parts.panel.code();
    connect(&code, &ui::CodePanel::layerClicked, this, [this](LayerId layer) { goTo(layer, std::nullopt); });
    connect(&code, &ui::CodePanel::copied, &m_parts.area.notice(), &ui::Notice::say);
    connect(&code, &ui::CodePanel::saveWanted, this, [this](ScriptForm wanted, const auto& changed) {
        saveScript(m_parts.panel.window(), m_parts.workbench, wanted, changed,
                   [this](const auto& text) { m_parts.area.notice().say(text); });
    });
    connect(&m_parts.panel.history(), &ui::HistoryList::jumpRequested, this,
            [this](int index) { m_parts.workbench.jumpTo(static_cast<std::size_t>(std::max(0, index))); });
}

bool BuildWiring::typeUnits(const QString& digit) {
    const auto layers = m_commands.selectedLayers();
    if (!m_building || layers.empty()) {
        return false;
    }
    const auto& canvas = m_parts.area.canvas();
    const auto found = canvas.frame().geometry.layers.find(*layers.rbegin());
    if (found == canvas.frame().geometry.layers.end()) {
        return false;
    }
    const auto& card = found->second.card;
    m_units->open(canvas.mapFromScene(QPointF(card.center().x(), card.bottom())), digit);
    return true;
}

void BuildWiring::goTo(LayerId layer, std::optional<std::int64_t> unit) {
    m_parts.workbench.select(m_parts.workbench.selection().only(layer, unit));
}

/// A single connection is cut; whole layers and links are removed.
void BuildWiring::remove() {
    if (!toggleCut()) {
        m_commands.removeSelected();
    }
}

bool BuildWiring::toggleCut() {
    const auto& selection = m_parts.workbench.selection();
    const bool isChosen = m_connection.has_value() && selection.parameter == m_connection->weight && selection.links.empty();
    if (isChosen) {
        m_commands.toggleCut(m_connection->link, m_connection->pair);
    }
    return isChosen;
}

void BuildWiring::copy() {
    if (const auto text = m_commands.copySelected(); !text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

bool BuildWiring::perform(ActionId id) {
    struct AddRow {
        ActionId id;
        LayerKind kind;
    };
    constexpr auto kAdd = std::to_array<AddRow>({{ActionId::AddInput, LayerKind::Input},
                                                 {ActionId::AddDense, LayerKind::Dense},
                                                 {ActionId::AddOutput, LayerKind::Output},
                                                 {ActionId::AddDropout, LayerKind::Dropout},
                                                 {ActionId::AddBatchNorm, LayerKind::BatchNorm},
                                                 {ActionId::AddLayerNorm, LayerKind::LayerNorm},
                                                 {ActionId::AddJoin, LayerKind::Join}});
    struct AlignRow {
        ActionId id;
        ui::Alignment alignment;
    };
    constexpr auto kAlign = std::to_array<AlignRow>({{ActionId::AlignLeft, ui::Alignment::Left},
                                                     {ActionId::AlignCenter, ui::Alignment::Center},
                                                     {ActionId::AlignRight, ui::Alignment::Right},
                                                     {ActionId::AlignTop, ui::Alignment::Top},
                                                     {ActionId::AlignMiddle, ui::Alignment::Middle},
                                                     {ActionId::AlignBottom, ui::Alignment::Bottom}});
    struct CommandRow {
        ActionId id;
        void (*run)(BuildWiring&);
    };
    constexpr auto kCommands = std::to_array<CommandRow>({
        {ActionId::Cut,
         [](BuildWiring& self) {
             self.copy();
             self.m_commands.removeSelected();
         }},
        {ActionId::Copy, [](BuildWiring& self) { self.copy(); }},
        {ActionId::Paste, [](BuildWiring& self) { self.m_commands.paste(QGuiApplication::clipboard()->text()); }},
        {ActionId::Duplicate, [](BuildWiring& self) { self.m_commands.duplicateSelected(); }},
        {ActionId::Delete, [](BuildWiring& self) { self.remove(); }},
        {ActionId::SelectAll, [](BuildWiring& self) { self.m_commands.selectAll(); }},
        {ActionId::Rename,
         [](BuildWiring& self) {
             self.m_parts.panel.setPage(RightPanel::Page::Layer);
             self.m_parts.panel.build().form().focusRow("name");
         }},
        {ActionId::MoreUnits, [](BuildWiring& self) { self.m_commands.addUnits(1); }},
        {ActionId::FewerUnits, [](BuildWiring& self) { self.m_commands.addUnits(-1); }},
        {ActionId::ToggleCut, [](BuildWiring& self) { self.toggleCut(); }},
        {ActionId::Freeze, [](BuildWiring& self) { self.m_commands.toggleTrainable(); }},
        {ActionId::Arrange, [](BuildWiring& self) { self.m_commands.arrange(); }},
        {ActionId::MoveLeft, [](BuildWiring& self) { self.m_commands.nudge(-kGrid, 0); }},
        {ActionId::MoveRight, [](BuildWiring& self) { self.m_commands.nudge(kGrid, 0); }},
        {ActionId::MoveUp, [](BuildWiring& self) { self.m_commands.nudge(0, -kGrid); }},
        {ActionId::MoveDown, [](BuildWiring& self) { self.m_commands.nudge(0, kGrid); }},
        {ActionId::DistributeAcross, [](BuildWiring& self) { self.m_commands.distribute(true); }},
        {ActionId::DistributeDown, [](BuildWiring& self) { self.m_commands.distribute(false); }},
    });
    for (const auto& row : kAdd) {
        if (row.id == id) {
            m_commands.add(row.kind);
            return true;
        }
    }
    for (const auto& row : kAlign) {
        if (row.id == id) {
            m_commands.align(row.alignment);
            return true;
        }
    }
    for (const auto& row : kCommands) {
        if (row.id == id) {
            row.run(*this);
            return true;
        }
    }
    return false;
}

void BuildWiring::setMode(ui::Mode mode) {
    const bool building = mode == ui::Mode::Build;
    m_building = building;
    m_parts.palette.setCollapsed(!building);
    m_parts.area.setMode(mode);
    m_parts.panel.setMode(mode);
    m_parts.workbench.setLive(building);
    m_parts.workbench.setFollowing(mode == ui::Mode::Step || mode == ui::Mode::Present);
    showSelection();
    showHistory();
}

void BuildWiring::showDrawing(bool anew) {
    const auto& project = m_parts.workbench.project();
    auto& canvas = m_parts.area.canvas();
    const auto before = canvas.frame().geometry.layers.size();
    canvas.setNetwork(std::make_shared<const NetworkSpec>(project.network), project.positions,
                      anew ? ui::ViewChange::Fit : ui::ViewChange::Keep);
    canvas.setColors(project.colors);
    // A layer that was added is to be seen.
    const bool isOutside = std::any_of(canvas.frame().geometry.layers.begin(), canvas.frame().geometry.layers.end(), [&](const auto& item) {
        return !canvas.visiblePart().contains(item.second.card.united(item.second.title));
    });
    if (canvas.frame().geometry.layers.size() > before && isOutside) {
        canvas.fit();
    }
    m_parts.panel.build().setProject(project);
    m_parts.panel.code().setProject(project);
    showProblems();
    showOverview();
}

/// The code says what was edited or trained, so that running it gives the numbers on the screen.
void BuildWiring::showChanged() {
    const auto& shot = m_parts.workbench.snapshot();
    if (shot == nullptr || shot->start == nullptr || !m_building) {
        return;
    }
    std::map<StateKey, Tensor> changed;
    for (const auto& [key, drawn] : shot->start->tensors) {
        const auto* values = shot->find(shot->program->find(key));
        if (values != nullptr && !bitEqual(*values, drawn)) {
            changed[key] = *values;
        }
    }
    m_parts.panel.code().setChanged(std::move(changed));
}

void BuildWiring::showSelection() {
    if (!m_building) {
        return;  // nobody sees it; setMode comes back
    }
    const auto layers = m_commands.selectedLayers();
    m_parts.panel.build().setSelection(layers, m_parts.workbench.selection().unit);
    m_parts.panel.code().setSelection(layers);
    showOverview();
}

void BuildWiring::showProblems() {
    const auto& network = m_parts.workbench.project().network;
    const auto& problems = m_parts.workbench.problems();
    // An empty ground is where one begins, not a mistake.
    m_parts.area.problems().setProblems(network, network.layers().empty() ? std::vector<Problem>() : problems);
    std::map<LayerId, QString> sentences;
    for (const auto& problem : problems) {
        if (problem.layer.valid()) {
            auto& sentence = sentences[problem.layer];
            sentence += (sentence.isEmpty() ? QString() : QStringLiteral(" ")) + ui::ErrorText::of(problem.error);
        }
    }
    m_parts.area.canvas().setProblems(std::move(sentences));
}

void BuildWiring::showHistory() {
    if (!m_building) {
        return;
    }
    std::vector<ui::HistoryLine> lines;
    for (const auto& entry : m_parts.workbench.history().entries()) {
        lines.push_back({entry.title, entry.isTime});
    }
    m_parts.panel.history().setHistory(lines, static_cast<int>(m_parts.workbench.history().done()));
}

void BuildWiring::showOverview() {
    if (!m_building) {
        return;
    }
    const auto& canvas = m_parts.area.canvas();
    std::vector<ui::MinimapLayer> layers;
    const auto chosen = m_commands.selectedLayers();
    for (const auto& [id, layer] : canvas.frame().geometry.layers) {
        layers.push_back({layer.card, layer.units, chosen.contains(id)});
    }
    m_parts.area.minimap().setLayers(std::move(layers));
    m_parts.area.minimap().setVisiblePart(canvas.visiblePart());
    m_parts.area.zoomControl().setZoom(canvas.zoom());
}

}  // namespace glassnet::app
