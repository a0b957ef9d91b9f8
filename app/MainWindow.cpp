#include "app/MainWindow.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "app/BottomBar.h"
#include "app/BuildWiring.h"
#include "app/CanvasArea.h"
#include "app/Examples.h"
#include "app/FindSource.h"
#include "app/MainMenu.h"
#include "app/RightPanel.h"
#include "ui/canvas/CanvasView.h"
#include "ui/header/HeaderBar.h"
#include "ui/header/Notice.h"
#include "ui/header/SeedField.h"
#include "ui/inspector/SidePanel.h"
#include "ui/palette/Palette.h"
#include "ui/stepping/FormulaCard.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/support/Dialogs.h"
#include "ui/support/ErrorText.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Icon.h"
#include "ui/theme/Motion.h"
#include "ui/theme/Theme.h"

namespace glassnet::app {

using ui::ElementRef;

namespace {

constexpr int kPanelWidth = 360;

}  // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent)
    : QMainWindow(parent),
      m_settings(settings),
      m_header(new ui::HeaderBar(this)),
      m_area(new CanvasArea(this)),
      m_palette(new ui::Palette(this)),
      m_right(new RightPanel(this)),
      m_bottom(new BottomBar(this)),
      m_build(new BuildWiring({m_workbench, *m_palette, *m_area, *m_right}, this)) {
    auto* middle = new QWidget(this);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    auto* row = new QHBoxLayout();
    row->setSpacing(0);
    row->addWidget(m_palette);
    row->addWidget(m_area, 1);
    row->addWidget(m_right);
    m_right->setFixedWidth(kPanelWidth);
    column->addLayout(row, 1);
    column->addWidget(m_bottom);
    setCentralWidget(middle);
    setMinimumSize(1024, 600);
    setAcceptDrops(true);
    makeActions();
    connectParts();
    connectWorkbench();
    const auto geometry = m_settings.value(SettingId::WindowGeometry).toByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry)) {
        resize(1440, 900);
    }
    m_header->setModes({ui::Mode::Build, ui::Mode::Step});
    setMode(ui::Mode::Step);
    qApp->installEventFilter(this);
    applySettings();
}

MainWindow::~MainWindow() = default;

ui::SidePanel& MainWindow::panel() const noexcept { return m_right->values(); }

void MainWindow::makeActions() {
    // What is not here belongs to building.
    const std::map<ActionId, std::function<void()>> handlers{
        {ActionId::New, [this] { leaveFor([this] { newProject(); }); }},
        {ActionId::Open, [this] { open(); }},
        {ActionId::Save, [this] { save(); }},
        {ActionId::SaveAs, [this] { saveAs(); }},
        {ActionId::Quit, [this] { close(); }},
        {ActionId::Undo, [this] { m_workbench.undo(); }},
        {ActionId::Redo, [this] { m_workbench.redo(); }},
        {ActionId::Find, [this] { m_header->findField().start(); }},
        {ActionId::BuildMode, [this] { setMode(ui::Mode::Build); }},
        {ActionId::StepMode, [this] { setMode(ui::Mode::Step); }},
        {ActionId::Forward, [this] { m_workbench.forward(); }},
        {ActionId::Back, [this] { m_workbench.back(); }},
        {ActionId::ToStart, [this] { m_workbench.toStart(); }},
        {ActionId::ToEnd, [this] { m_workbench.toEnd(); }},
        {ActionId::Play, [this] { m_bottom->transport().setPlaying(!m_bottom->transport().isPlaying()); }},
        {ActionId::Restart, [this] { m_workbench.restart(); }},
        {ActionId::Fit, [this] { m_area->canvas().fit(); }},
        {ActionId::ZoomIn, [this] { m_area->canvas().zoomBy(ui::CanvasView::kZoomStep); }},
        {ActionId::ZoomOut, [this] { m_area->canvas().zoomBy(1 / ui::CanvasView::kZoomStep); }},
        {ActionId::MoreDigits, [this] { changeDigits(1); }},
        {ActionId::FewerDigits, [this] { changeDigits(-1); }},
        {ActionId::ToggleTheme, [this] { toggleTheme(); }},
        {ActionId::About, [this] { tellAbout(*this); }},
    };
    for (const auto& row : actionCatalog()) {
        auto* action = new QAction(actionText(row.id), this);
        action->setToolTip(actionHelp(row.id));
        action->setStatusTip(actionHelp(row.id));
        action->setShortcuts(actionShortcuts(row.id));
        addAction(action);
        const auto found = handlers.find(row.id);
        connect(
            action, &QAction::triggered, this, found != handlers.end() ? found->second : [this, id = row.id] { m_build->perform(id); });
        m_actions.at(static_cast<std::size_t>(row.id)) = action;
    }
}

void MainWindow::connectParts() {
    connect(m_build, &BuildWiring::buildingWanted, this, [this] { setMode(ui::Mode::Build); });
    connect(m_header, &ui::HeaderBar::themeToggled, this, &MainWindow::toggleTheme);
    connect(m_header, &ui::HeaderBar::menuRequested, this, [this] { showMainMenu(*this); });
    auto& seed = m_header->seedField();
    connect(&seed, &ui::SeedField::seedEntered, this, [this](quint64 value) { m_workbench.setStartSeed(value); });
    connect(&seed, &ui::SeedField::restartRequested, &m_workbench, &ui::Workbench::restart);
    connect(&seed, &ui::SeedField::rejected, &m_area->notice(), &ui::Notice::say);

    auto& transport = m_bottom->transport();
    connect(&transport, &ui::TransportBar::toStartRequested, &m_workbench, &ui::Workbench::toStart);
    connect(&transport, &ui::TransportBar::backRequested, &m_workbench, &ui::Workbench::back);
    connect(&transport, &ui::TransportBar::forwardRequested, &m_workbench, &ui::Workbench::forward);
    connect(&transport, &ui::TransportBar::toEndRequested, &m_workbench, &ui::Workbench::toEnd);
    connect(&m_bottom->tape(), &ui::TapeWidget::entryRequested, &m_workbench, &ui::Workbench::moveTo);

    auto& canvas = m_area->canvas();
    connect(&canvas, &ui::CanvasView::unitClicked, this, [this](LayerId layer, qint64 unit) { selectUnit(layer, unit); });
    connect(&canvas, &ui::CanvasView::layerClicked, this, [this](LayerId layer) { selectUnit(layer, 0); });
    connect(&m_header->modeSwitch(), &ui::ModeSwitch::modeChanged, this, &MainWindow::setMode);
    m_header->setFindSource(
        [this](const QString& text) { return findRows(text, m_workbench, [this](ActionId id) { return &action(id); }); });
    m_header->findField().setShortcut(action(ActionId::Find).shortcut());
    connect(&m_header->findField(), &ui::FindField::chosen, this, &MainWindow::showFound);
    connect(&canvas, &ui::CanvasView::connectionClicked, this, [this](LinkId, qint64, qint64, const std::optional<ElementRef>& weight) {
        if (weight.has_value()) {
            selectParameter(*weight);
        }
    });
    connect(&canvas, &ui::CanvasView::hovered, &m_workbench, &ui::Workbench::hover);
    connect(&m_area->card(), &ui::FormulaCard::hovered, &m_workbench, &ui::Workbench::hover);

    connect(&panel(), &ui::SidePanel::elementSelected, this, &MainWindow::selectParameter);
    connect(&panel(), &ui::SidePanel::elementHovered, &m_workbench, &ui::Workbench::hover);
    connect(&panel(), &ui::SidePanel::valuePreviewed, &m_workbench, &ui::Workbench::previewElement);
    connect(&panel(), &ui::SidePanel::valueEdited, &m_workbench, &ui::Workbench::setElement);
    connect(&panel(), &ui::SidePanel::sentence, &m_area->notice(), &ui::Notice::say);
    connect(&panel(), &ui::SidePanel::gradientCheckWanted, &m_workbench, &ui::Workbench::setGradientCheckWanted);
}

void MainWindow::connectWorkbench() {
    connect(&m_workbench, &ui::Workbench::projectChanged, this, &MainWindow::showProject);
    connect(&m_workbench, &ui::Workbench::modifiedChanged, this, &MainWindow::showTitle);
    connect(&m_workbench, &ui::Workbench::drawingChanged, this, &MainWindow::showTitle);
    connect(&m_workbench, &ui::Workbench::historyChanged, this, &MainWindow::showActions);
    connect(&m_workbench, &ui::Workbench::snapshotChanged, this, &MainWindow::showSnapshot);
    connect(&m_workbench, &ui::Workbench::selectionChanged, this, &MainWindow::showSelection);
    connect(&m_workbench, &ui::Workbench::hoveredChanged, this, [this] {
        m_area->canvas().setHovered(m_workbench.hovered());
        m_area->card().setHovered(m_workbench.hovered());
    });
    connect(&m_workbench, &ui::Workbench::failed, this, [this](const Error& error) {
        m_afterSaving = {};
        // What is wrong with a drawing stands on its card already.
        const auto& problems = m_workbench.problems();
        const bool isListed = std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) { return problem.error == error; });
        if (m_mode != ui::Mode::Build || !isListed) {
            m_area->notice().say(ui::ErrorText::of(error));
        }
    });
    connect(&m_workbench, &ui::Workbench::saved, this, [this] {
        showTitle();
        if (const auto next = std::exchange(m_afterSaving, {})) {
            next();
        }
    });
}

void MainWindow::showTitle() {
    const auto& project = m_workbench.project();
    const auto name = QString::fromStdString(project.name);
    const auto state = m_workbench.isModified()        ? tr("edited")
                       : !m_workbench.path().isEmpty() ? tr("saved")
                       : m_isNew                       ? tr("new")
                                                       : tr("example");
    m_header->setProject(name, state);
    m_header->setSeed(project.training.seeds[static_cast<std::size_t>(GeneratorRole::Start)]);
    setWindowTitle(tr("%1[*] — Glassnet").arg(name));
    setWindowModified(m_workbench.isModified());
}

void MainWindow::showProject() {
    showTitle();
    m_build->showDrawing(true);
}

/// What can be done now: what belongs to another mode cannot, and nothing is undone before anything was done.
void MainWindow::showActions() {
    for (const auto& row : actionCatalog()) {
        const bool fits = row.scope == ActionScope::Always || (row.scope == ActionScope::Build) == (m_mode == ui::Mode::Build);
        action(row.id).setEnabled(fits);
    }
    const auto& history = m_workbench.history();
    action(ActionId::Undo).setEnabled(history.done() > 0);
    action(ActionId::Redo).setEnabled(history.done() < history.entries().size());
}

void MainWindow::setMode(ui::Mode mode) {
    m_mode = mode;
    m_header->modeSwitch().setMode(mode);
    m_bottom->setVisible(mode == ui::Mode::Step);
    m_bottom->transport().setPlaying(false);
    m_build->setBuilding(mode == ui::Mode::Build);
    showActions();
}

void MainWindow::newProject() {
    Project project;
    project.name = tr("Untitled").toStdString();
    m_area->notice().say({});
    m_isNew = true;
    m_workbench.open(project);
    setMode(ui::Mode::Build);
}

void MainWindow::showFound(const ui::FindRow& row) {
    const auto target = findTarget(row);
    if (target.action.has_value()) {
        action(*target.action).trigger();
    } else if (!target.chain.empty()) {
        m_build->commands().makeChain(target.chain);
        m_area->canvas().fit();
    } else if (target.layer.valid()) {
        m_build->goTo(target.layer, target.unit);
    }
}

/// A text field would take Ctrl+K for itself (it erases to the end of the line); finding is wanted everywhere.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (QKeySequence(key->keyCombination()) == action(ActionId::Find).shortcut()) {
            event->ignore();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    const bool isDigit = event->text().size() == 1 && event->text().front().isDigit() && event->modifiers() == Qt::NoModifier;
    if (!isDigit || !m_build->typeUnits(event->text())) {
        QMainWindow::keyPressEvent(event);
    }
}

void MainWindow::showSnapshot() {
    const auto& snapshot = m_workbench.snapshot();
    m_area->canvas().setSnapshot(snapshot);
    m_area->card().setSnapshot(snapshot);
    m_bottom->transport().setSnapshot(snapshot);
    m_bottom->tape().setSnapshot(snapshot);
    panel().setSnapshot(snapshot);
}

void MainWindow::showSelection() {
    m_area->canvas().setSelection(m_workbench.selection());
    m_build->showSelection();
    panel().setSelection(m_workbench.selection());
}

void MainWindow::selectUnit(LayerId layer, std::int64_t unit) { m_workbench.select(m_workbench.selection().only(layer, unit)); }

void MainWindow::selectParameter(const ElementRef& element) {
    const auto& snapshot = m_workbench.snapshot();
    if (snapshot == nullptr) {
        return;
    }
    const auto& info = snapshot->program->tensor(element.tensor);
    auto selection = m_workbench.selection();
    selection.layer = info.layer;
    selection.layers = {info.layer};
    selection.links.clear();
    if (info.role == TensorRole::Parameter) {
        selection.parameter = element;
        selection.unit = element.element % info.shape[-1];
    } else if (info.perSample && info.shape.rank() == 2) {
        selection.unit = element.element % info.shape[1];
        selection.sample = element.element / info.shape[1];
        selection.parameter.reset();
    } else if (info.gradientOf.valid()) {
        selection.parameter = ElementRef{info.gradientOf, element.element};
        selection.unit = element.element % info.shape[-1];
    }
    m_workbench.select(selection);
}

void MainWindow::openFile(const QString& path) {
    m_area->notice().say({});
    m_workbench.openFile(path);
}

void MainWindow::openExample(const QString& name) {
    const auto project = loadExample(name);
    if (project) {
        m_area->notice().say({});
        m_isNew = false;
        m_workbench.open(*project);
    } else {
        m_area->notice().say(ui::ErrorText::of(project.error()));
    }
}

void MainWindow::open() {
    if (!mayLeave([this] { open(); })) {
        return;
    }
    const auto path = ui::Dialogs::askOpenFile(this, tr("Open a project"), tr("Glassnet projects (*.glassnet)"));
    if (!path.isEmpty()) {
        openFile(path);
    }
}

void MainWindow::save() {
    if (m_workbench.path().isEmpty()) {
        saveAs();
    } else {
        m_workbench.saveFile(m_workbench.path());
    }
}

void MainWindow::saveAs() {
    const auto ending = QStringLiteral(".glassnet");
    const auto proposal = m_workbench.path().isEmpty() ? QString::fromStdString(m_workbench.project().name) + ending : m_workbench.path();
    auto path = ui::Dialogs::askSaveFile(this, tr("Save the project"), proposal, tr("Glassnet projects (*.glassnet)"));
    if (path.isEmpty()) {
        m_afterSaving = {};
        return;
    }
    if (!path.endsWith(ending)) {
        path += ending;
    }
    m_workbench.saveFile(path);
}

bool MainWindow::mayLeave(std::function<void()> next) {
    if (!m_workbench.isModified()) {
        return true;
    }
    switch (ui::Dialogs::askLeave(this, QString::fromStdString(m_workbench.project().name))) {
        case ui::LeaveAnswer::Discard:
            return true;
        case ui::LeaveAnswer::Save:
            m_afterSaving = std::move(next);
            save();
            return false;
        case ui::LeaveAnswer::Stay:
            break;
    }
    return false;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayLeave([this] { close(); })) {
        event->ignore();
        return;
    }
    m_settings.setValue(SettingId::WindowGeometry, saveGeometry());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    const auto path = event->mimeData()->urls().first().toLocalFile();
    leaveFor([this, path] { openFile(path); });
}

void MainWindow::changeDigits(int by) {
    m_settings.setValue(SettingId::Digits, m_settings.digits() + by);
    const int digits = m_settings.digits();
    m_area->canvas().setDigits(digits);
    m_area->card().setDigits(digits);
    panel().setDigits(digits);
}

bool MainWindow::isDark() const {
    const auto theme = m_settings.theme();
    return theme == QLatin1String("dark") || (theme == QLatin1String("system") && systemPrefersDark());
}

void MainWindow::toggleTheme() {
    m_settings.setValue(SettingId::Theme, isDark() ? QStringLiteral("light") : QStringLiteral("dark"));
    applySettings();
}

void MainWindow::applySettings() {
    ui::Motion::setReduced(m_settings.reduceMotion());
    const auto& theme = isDark() ? ui::Theme::dark() : ui::Theme::light();
    ui::applyTheme(*qApp, theme);
    m_area->canvas().setTheme(theme);
    m_header->setDark(isDark());
    for (const auto& row : actionCatalog()) {
        if (*row.icon != '\0') {
            action(row.id).setIcon(ui::Icon::icon(QString::fromLatin1(row.icon)));
        }
    }
    changeDigits(0);
}

void MainWindow::leaveFor(const std::function<void()>& next) {
    if (mayLeave(next)) {
        next();
    }
}

}  // namespace glassnet::app
