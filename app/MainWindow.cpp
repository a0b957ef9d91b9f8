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
#include "app/DataWiring.h"
#include "app/DeviceWiring.h"
#include "app/Examples.h"
#include "app/FindSource.h"
#include "app/HelpSource.h"
#include "app/MainMenu.h"
#include "app/Presenter.h"
#include "app/RightPanel.h"
#include "app/StepWiring.h"
#include "app/TrainWiring.h"
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

bool isDark(const Settings& settings) {
    const auto theme = settings.theme();
    return theme == QLatin1String("dark") || (theme == QLatin1String("system") && systemPrefersDark());
}

const ui::Theme& themeOf(const Settings& settings) { return isDark(settings) ? ui::Theme::dark() : ui::Theme::light(); }

/// Before the first widget is made: fields that were made with the system's own font would keep it.
Settings& themed(Settings& settings) {
    ui::applyTheme(*qApp, themeOf(settings));
    return settings;
}

}  // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent, std::shared_ptr<DeviceHost> devices)
    : QMainWindow(parent),
      m_settings(themed(settings)),
      m_workbench(nullptr, std::move(devices), settings.passedDevices()),
      m_header(new ui::HeaderBar(this)),
      m_area(new CanvasArea(this)),
      m_palette(new ui::Palette(this)),
      m_right(new RightPanel(this)),
      m_bottom(new BottomBar(this)),
      m_build(new BuildWiring({m_workbench, *m_palette, *m_area, *m_right}, this)),
      m_step(new StepWiring({m_workbench, *m_area, *m_bottom, *m_right}, this)),
      m_train(new TrainWiring({m_workbench, *m_area, *m_bottom, *m_right}, this)),
      m_data(new DataWiring(m_workbench, m_right->data(), this)),
      m_devices(new DeviceWiring(m_workbench, m_header->deviceButton(), settings, this)),
      m_presenter(std::make_unique<Presenter>(*this, std::vector<QWidget*>{m_header, m_palette, m_right}, [this] { dress(); })) {
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
    m_header->setModes({ui::Mode::Build, ui::Mode::Step, ui::Mode::Train, ui::Mode::Present});
    setMode(ui::Mode::Step);
    qApp->installEventFilter(this);
    // The program has its theme already.
    ui::Motion::setReduced(m_settings.reduceMotion());
    dressParts();
    changeDigits(0);
}

MainWindow::~MainWindow() = default;

ui::SidePanel& MainWindow::panel() const noexcept { return m_right->values(); }

void MainWindow::makeActions() {
    // What is not here belongs to stepping or to building.
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
        {ActionId::TrainMode, [this] { setMode(ui::Mode::Train); }},
        {ActionId::PresentMode, [this] { setMode(m_mode == ui::Mode::Present ? m_modeBefore : ui::Mode::Present); }},
        {ActionId::Restart, [this] { m_workbench.restart(); }},
        {ActionId::Fit, [this] { m_area->canvas().fit(); }},
        {ActionId::ZoomIn, [this] { m_area->canvas().zoomBy(ui::CanvasView::kZoomStep); }},
        {ActionId::ZoomOut, [this] { m_area->canvas().zoomBy(1 / ui::CanvasView::kZoomStep); }},
        {ActionId::MoreDigits, [this] { changeDigits(1); }},
        {ActionId::FewerDigits, [this] { changeDigits(-1); }},
        {ActionId::ToggleTheme, [this] { toggleTheme(); }},
        {ActionId::Help, [this] { showHelp(*this, helpPageOf(m_mode)); }},
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
            action, &QAction::triggered, this, found != handlers.end() ? found->second : [this, id = row.id] { perform(id); });
        m_actions.at(static_cast<std::size_t>(row.id)) = action;
    }
}

/// What the mode knows best is the mode's.
void MainWindow::perform(ActionId id) {
    if (m_mode == ui::Mode::Train && m_train->perform(id)) {
        return;
    }
    if (!m_step->perform(id)) {
        m_build->perform(id);
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

    connect(&m_header->modeSwitch(), &ui::ModeSwitch::modeChanged, this, &MainWindow::setMode);
    m_header->setFindSource(
        [this](const QString& text) { return findRows(text, m_workbench, [this](ActionId id) { return &action(id); }); });
    m_header->findField().setShortcut(action(ActionId::Find).shortcut());
    connect(&m_header->findField(), &ui::FindField::chosen, this, &MainWindow::showFound);
    connect(m_step, &StepWiring::sentence, &m_area->notice(), &ui::Notice::say);
    connect(m_train, &TrainWiring::sentence, &m_area->notice(), &ui::Notice::say);
    connect(m_devices, &DeviceWiring::sentence, &m_area->notice(), &ui::Notice::say);
    connect(m_data, &DataWiring::sentence, &m_area->notice(), &ui::Notice::say);
    connect(m_build, &BuildWiring::dataWanted, m_data, &DataWiring::useSet);
    connect(m_train, &TrainWiring::steppingWanted, this, [this] { setMode(ui::Mode::Step); });
}

void MainWindow::connectWorkbench() {
    connect(&m_workbench, &ui::Workbench::projectChanged, this, &MainWindow::showProject);
    connect(&m_workbench, &ui::Workbench::modifiedChanged, this, &MainWindow::showTitle);
    connect(&m_workbench, &ui::Workbench::drawingChanged, this, &MainWindow::showTitle);
    connect(&m_workbench, &ui::Workbench::historyChanged, this, &MainWindow::showActions);
    connect(&m_workbench, &ui::Workbench::snapshotChanged, m_step, &StepWiring::showSnapshot);
    connect(&m_workbench, &ui::Workbench::selectionChanged, this, &MainWindow::showSelection);
    connect(&m_workbench, &ui::Workbench::hoveredChanged, m_step, &StepWiring::showHovered);
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
        action(row.id).setEnabled(isInScope(row.scope, m_mode));
    }
    const auto& history = m_workbench.history();
    action(ActionId::Undo).setEnabled(history.done() > 0);
    action(ActionId::Redo).setEnabled(history.done() < history.entries().size());
}

void MainWindow::setMode(ui::Mode mode) {
    if (m_mode != ui::Mode::Present) {
        m_modeBefore = m_mode;
    }
    const bool isPresenting = mode == ui::Mode::Present;
    m_mode = mode;
    m_header->modeSwitch().setMode(mode);
    m_step->leave();
    m_bottom->setVisible(mode != ui::Mode::Build);
    m_bottom->setMode(mode);
    m_build->setMode(mode);
    m_train->setTraining(mode == ui::Mode::Train);
    m_step->setAway(mode == ui::Mode::Train);
    const bool isOtherScale = isPresenting != m_presenter->isPresenting();
    m_presenter->setPresenting(isPresenting);
    showActions();
    if (isPresenting) {
        m_area->canvas().setFocus();
    }
    if (isOtherScale) {
        m_area->canvas().fit();
    }
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
    if (m_mode == ui::Mode::Present && event->key() == Qt::Key_Escape) {
        setMode(m_modeBefore);
        return;
    }
    const bool isDigit = event->text().size() == 1 && event->text().front().isDigit() && event->modifiers() == Qt::NoModifier;
    if (!isDigit || !m_build->typeUnits(event->text())) {
        QMainWindow::keyPressEvent(event);
    }
}

void MainWindow::showSelection() {
    m_build->showSelection();
    m_step->showSelection();
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
    const auto proposal = m_workbench.path().isEmpty() ? QString::fromStdString(m_workbench.project().name) : m_workbench.path();
    const auto path =
        ui::Dialogs::askSaveFile(this, tr("Save the project"), proposal, tr("Glassnet projects"), QStringLiteral(".glassnet"));
    if (path.isEmpty()) {
        m_afterSaving = {};
        return;
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
    if (m_mode == ui::Mode::Present && m_workbench.isModified()) {
        setMode(m_modeBefore);  // A question would stand in front of the class.
    }
    if (!mayLeave([this] { close(); })) {
        event->ignore();
        return;
    }
    m_settings.setValue(SettingId::WindowGeometry, saveGeometry());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.size() <= 2 && std::all_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); })) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const auto& url : event->mimeData()->urls()) {
        paths.append(url.toLocalFile());
    }
    if (paths.size() == 1 && paths.first().endsWith(QStringLiteral(".glassnet"), Qt::CaseInsensitive)) {
        leaveFor([this, path = paths.first()] { openFile(path); });
    } else if (m_data->openData(paths)) {
        // What was dropped is data: the place where they are shaped.
        setMode(ui::Mode::Train);
        m_right->setPage(RightPanel::Page::Data);
    }
}

void MainWindow::changeDigits(int by) {
    m_settings.setValue(SettingId::Digits, m_settings.digits() + by);
    m_step->setDigits(m_settings.digits());
    m_train->setNumberText(ui::NumberText(m_settings.digits()));
}

void MainWindow::toggleTheme() {
    m_settings.setValue(SettingId::Theme, isDark(m_settings) ? QStringLiteral("light") : QStringLiteral("dark"));
    applySettings();
}

void MainWindow::applySettings() {
    ui::Motion::setReduced(m_settings.reduceMotion());
    dress();
    changeDigits(0);
}

void MainWindow::dress() {
    ui::applyTheme(*qApp, themeOf(m_settings));
    dressParts();
}

/// What takes its colors by itself.
void MainWindow::dressParts() {
    m_area->canvas().setTheme(themeOf(m_settings));
    m_header->setDark(isDark(m_settings));
    for (const auto& row : actionCatalog()) {
        if (*row.icon != '\0') {
            action(row.id).setIcon(ui::Icon::icon(QString::fromLatin1(row.icon)));
        }
    }
}

void MainWindow::leaveFor(const std::function<void()>& next) {
    if (mayLeave(next)) {
        next();
    }
}

}  // namespace glassnet::app
