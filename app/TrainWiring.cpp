#include "app/TrainWiring.h"

#include <algorithm>

#include "app/BottomBar.h"
#include "app/CanvasArea.h"
#include "app/ImageWiring.h"
#include "app/RightPanel.h"
#include "ui/canvas/CanvasView.h"
#include "ui/data/DataPage.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"
#include "ui/support/SymbolNames.h"
#include "ui/training/CurvePanel.h"
#include "ui/training/CurvesPage.h"
#include "ui/training/GradientBars.h"
#include "ui/training/ImagesPage.h"
#include "ui/training/OutputChoice.h"
#include "ui/training/SpeedSlider.h"
#include "ui/training/StopForm.h"
#include "ui/training/TrainBar.h"
#include "ui/training/TrainPage.h"
#include "ui/training/TrainSettings.h"
#include "ui/training/UnitsPage.h"

namespace glassnet::app {

using ui::Workbench;

TrainWiring::TrainWiring(const ModeParts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_images(new ImageWiring(parts.workbench, parts.panel.images(), this)),
      m_runs(parts.workbench.runs()) {
    connectBar();
    connectPages();
    auto& workbench = parts.workbench;
    connect(&workbench, &Workbench::trainingChanged, this, &TrainWiring::take);
    connect(&workbench, &Workbench::projectChanged, this, &TrainWiring::showProject);
    connect(&workbench, &Workbench::drawingChanged, this, &TrainWiring::showProject);
    connect(&workbench, &Workbench::problemsChanged, this, &TrainWiring::tellProblems);
    connect(&workbench, &Workbench::snapshotChanged, this, &TrainWiring::goOn);
    connect(&workbench, &Workbench::runsChanged, this, &TrainWiring::showRuns);
    connect(&workbench, &Workbench::runsDropped, this, &TrainWiring::tellDropped);
    connect(&workbench, &Workbench::selectionChanged, this, [this] {
        if (m_training) {
            wish();
        }
    });
}

void TrainWiring::connectBar() {
    auto& bar = m_parts.bottom.training();
    connect(&bar, &ui::TrainBar::playRequested, this, &TrainWiring::play);
    connect(&bar, &ui::TrainBar::pauseRequested, this, [this] {
        m_goesOn.reset();
        m_parts.workbench.pauseTraining();
    });
    connect(&bar, &ui::TrainBar::batchRequested, this, [this] { perform(ActionId::TrainBatch); });
    connect(&bar, &ui::TrainBar::epochRequested, this, [this] { perform(ActionId::TrainEpoch); });
    connect(&bar, &ui::TrainBar::restartRequested, &m_parts.workbench, &Workbench::restart);
    connect(&bar, &ui::TrainBar::sentence, this, &TrainWiring::sentence);
    connect(&bar, &ui::TrainBar::lastEpochChanged, this, [this] {
        if (isPlaying()) {
            play();
        }
    });
    connect(&bar.speed(), &ui::SpeedSlider::speedChanged, this, &TrainWiring::wish);
}

void TrainWiring::connectPages() {
    auto& page = m_parts.panel.train();
    connect(&page, &ui::TrainPage::planeChanged, this, &TrainWiring::wish);
    connect(&page, &ui::TrainPage::goBackRequested, this, &TrainWiring::goBack);
    connect(&page.settings(), &ui::TrainSettings::changeWanted, this, &TrainWiring::edit);
    connect(&page.settings(), &ui::TrainSettings::sentence, this, &TrainWiring::sentence);
    connect(&page.stops(), &ui::StopForm::sentence, this, &TrainWiring::sentence);
    connect(&page.stops(), &ui::StopForm::changed, this, [this] {
        if (isPlaying()) {
            play();
        }
    });
    auto& data = m_parts.panel.data();
    connect(&data, &ui::DataPage::drawingWanted, this, [this, &page](int classes) {
        m_parts.panel.setPage(RightPanel::Page::Train);
        page.startDrawing(classes);
    });
    connect(&page, &ui::TrainPage::pointsDrawn, &data, &ui::DataPage::setDrawnPoints);
    auto& curves = m_parts.panel.curves();
    // Both pages show the loss; they are looked at in one way.
    connect(&page.loss(), &ui::CurvePanel::lookChanged, this, [this, &page, &curves] {
        curves.loss().setLook(page.loss().look());
        showRuns();
    });
    connect(&curves.loss(), &ui::CurvePanel::lookChanged, this, [this, &page, &curves] {
        page.loss().setLook(curves.loss().look());
        showRuns();
    });
    connect(&m_parts.panel, &RightPanel::pageChanged, this, &TrainWiring::showPage);
    auto& units = m_parts.panel.units();
    connect(&page, &ui::TrainPage::outputChanged, this, &TrainWiring::showOutput);
    connect(&curves.outputs(), &ui::OutputChoice::chosen, &page, &ui::TrainPage::setOutput);
    connect(&units.outputs(), &ui::OutputChoice::chosen, &page, &ui::TrainPage::setOutput);
    auto& runs = curves.runs();
    auto& workbench = m_parts.workbench;
    connect(&runs, &ui::RunsTable::shownChanged, this, [&workbench](std::int64_t id, bool shown) {
        workbench.changeRuns([id, shown](KeptRuns& all) { all.change(id, [shown](KeptRun& run) { run.isShown = shown; }); }, false);
    });
    connect(&runs, &ui::RunsTable::renamed, this, [&workbench](std::int64_t id, const QString& name) {
        workbench.changeRuns([&](KeptRuns& all) { all.change(id, [&](KeptRun& run) { run.name = name.trimmed().toStdString(); }); }, true);
    });
    connect(&runs, &ui::RunsTable::removeWanted, this,
            [&workbench](std::int64_t id) { workbench.changeRuns([id](KeptRuns& all) { all.remove(id); }, true); });
    connect(&runs, &ui::RunsTable::restoreWanted, this, &TrainWiring::restore);
}

bool TrainWiring::perform(ActionId id) {
    ui::PlayOrder order;
    switch (id) {
        case ActionId::Play:
            if (m_goesOn.has_value() || isPlaying()) {
                m_goesOn.reset();
                m_parts.workbench.pauseTraining();
            } else {
                play();
            }
            return true;
        case ActionId::TrainBatch:
            order.untilStep = (m_report == nullptr ? 0 : m_report->step) + 1;
            break;
        case ActionId::TrainEpoch:
            order.untilEpoch = (m_report == nullptr ? 0 : m_report->epoch) + 1;
            break;
        default:
            return false;
    }
    playUntil(order);
    return true;
}

void TrainWiring::play() {
    auto& bar = m_parts.bottom.training();
    if (m_report != nullptr && m_report->epoch >= bar.lastEpoch()) {
        bar.setLastEpoch(m_report->epoch + ui::TrainBar::kEpochs);
    }
    ui::PlayOrder order;
    order.untilEpoch = bar.lastEpoch();
    order.breakpoints = m_parts.panel.train().stops().breakpoints();
    order.output = m_parts.panel.train().output();
    playUntil(order);
}

void TrainWiring::playUntil(const ui::PlayOrder& order) {
    m_goesOn.reset();
    m_parts.workbench.train(order);
}

/// A knob that is turned, or another optimizer or batch that is chosen, while the network trains: the edit stops training, and it goes on
/// with the other one as soon as there is a program for it.
void TrainWiring::edit(const QString& title, const std::function<Result<void>(Project&)>& change) {
    const auto order = isPlaying() ? std::optional(m_report->order) : m_goesOn;
    m_isEditing = true;
    const bool isDone = m_parts.workbench.edit(title, change);
    m_isEditing = false;
    if (isDone && order.has_value()) {
        m_goesOn = order;
        tellProblems();
        goOn();
    }
}

void TrainWiring::goOn() {
    if (m_goesOn.has_value() && m_parts.workbench.snapshot() != nullptr) {
        playUntil(*m_goesOn);
    }
}

/// What cannot run does not go on: the person is told why it paused.
void TrainWiring::tellProblems() {
    const auto& problems = m_parts.workbench.problems();
    m_parts.bottom.training().setTrainable(problems.empty());
    if (m_goesOn.has_value() && !problems.empty()) {
        m_goesOn.reset();
        emit sentence(tr("Training has paused. %1").arg(ui::ErrorText::of(problems.front().error)));
    }
}

void TrainWiring::take(const ui::TrainReportPtr& report) {
    const bool hasStopped = report->state != nullptr && (m_report == nullptr || m_report->state != report->state);
    m_report = report;
    m_parts.bottom.training().setReport(report);
    auto& page = m_parts.panel.train();
    page.setReport(*report);
    m_images->takeReport(*report, page.output());
    m_parts.panel.setImagesOffered(m_parts.panel.images().side() > 0);
    showReport();
    showPictures();
    std::vector<ui::GradientBar> bars;
    const bool hasNetwork = report->network != nullptr;
    for (std::size_t i = 0; hasNetwork && i < report->reach.size(); ++i) {
        const auto* layer = report->network->find(report->reach[i].layer);
        bars.push_back({layer == nullptr ? QString() : QString::fromStdString(layer->name), report->reach[i].gradient});
    }
    // In the order in which the network is drawn: the backward pass comes from the other end.
    std::ranges::reverse(bars);
    m_parts.area.reach().setBars(std::move(bars));
    if (hasStopped && report->birth.has_value()) {
        emit sentence(ui::birthSentence(*report->birth, *report->network));
    } else if (hasStopped && report->stopped > StopReason::Goal) {
        emit sentence(tr("Training stopped at epoch %1: %2.").arg(ui::NumberText().whole(report->epoch), ui::stopWords(report->stopped)));
    }
}

void TrainWiring::showRuns() {
    auto& page = m_parts.panel.train();
    auto& curves = m_parts.panel.curves();
    const auto output = page.output();
    const ui::CurveWishes wishes{output, page.loss().look().showsBatches};
    if (m_parts.panel.page() == RightPanel::Page::Train) {
        page.setCurves(m_runs.lossCurves(wishes), m_runs.markers());
    }
    if (m_parts.panel.page() != RightPanel::Page::Curves) {
        return;
    }
    curves.setLoss(m_runs.lossCurves(wishes), m_runs.markers());
    const auto* present = m_report != nullptr ? m_report->curves.get() : nullptr;
    const auto* of = present != nullptr ? present->output(output) : nullptr;
    const bool isAccuracy = of != nullptr ? of->scoreIsAccuracy : present != nullptr && present->scoreIsAccuracy;
    curves.setScore(m_runs.scoreCurves(output), m_runs.markers(), isAccuracy);
    curves.runs().setRows(m_runs.rows(output));
    if (m_report != nullptr && m_report->network != nullptr) {
        curves.outputs().setOutputs(*m_report->network, output);
    }
}

void TrainWiring::showPictures() {
    auto& canvas = m_parts.area.canvas();
    if (!m_training || m_report == nullptr) {
        canvas.setUnitPictures(nullptr);
        return;
    }
    auto pictures = std::make_shared<ui::UnitPictures>();
    const auto last = m_report->curves == nullptr ? std::nullopt : m_report->curves->batchLoss.last();
    if (last.has_value() && last->step == m_report->step) {
        pictures->lastLoss = last->value;
        pictures->lastStep = last->step;
    }
    if (m_report->maps != nullptr) {
        addMaps(*pictures);
    }
    canvas.setUnitPictures(std::move(pictures));
}

void TrainWiring::addMaps(ui::UnitPictures& pictures) const {
    constexpr std::int64_t kMostUnits = 64;
    const auto& names = m_parts.panel.train().rows().names;
    pictures.across = names.value(static_cast<qsizetype>(m_report->maps->plane.xColumn));
    pictures.up = names.value(static_cast<qsizetype>(m_report->maps->plane.yColumn));
    for (const auto& layer : m_report->network->layers()) {
        const auto found = m_report->maps->layers.find(layer.id);
        if (found == m_report->maps->layers.end() || found->second.size(1) > kMostUnits) {
            continue;
        }
        auto& units = pictures.layers[layer.id];
        for (std::int64_t unit = 0; unit < found->second.size(1); ++unit) {
            units.push_back(ui::unitMap(*m_report->maps, layer, unit));
        }
    }
}

void TrainWiring::wish() {
    ui::PlayWishes wishes;
    wishes.speed = m_parts.bottom.training().speed().speed();
    if (m_training) {
        wishes.plane = m_parts.panel.train().plane();
        wishes.layer = m_parts.workbench.selection().layer;
    }
    m_parts.workbench.wishTraining(wishes, m_training);
}

void TrainWiring::setTraining(bool training) {
    if (m_training && !training) {
        m_parts.workbench.pauseTraining();
    }
    m_training = training;
    m_goesOn.reset();
    showPage();
    wish();
    showPictures();
}

void TrainWiring::showPage() {
    m_images->setShown(m_training && m_parts.panel.page() == RightPanel::Page::Images);
    showReport();
}

/// Another output is looked at: everything that is of one.
void TrainWiring::showOutput() {
    if (m_report != nullptr) {
        m_images->takeReport(*m_report, m_parts.panel.train().output());
        m_drawn.invalidate();  // the curves, too, whenever they were drawn last
        showReport();
        const bool hasSeveral = m_report->training.has_value() && m_report->training->outputs.size() > 1;
        if (hasSeveral && isPlaying() && m_report->order.breakpoints.needsScore()) {
            play();  // Until this one is good enough.
        }
    }
}

/// Only the page in view is told anything.
void TrainWiring::showReport() {
    if (m_report != nullptr && m_parts.panel.page() == RightPanel::Page::Units) {
        const auto& page = m_parts.panel.train();
        m_parts.panel.units().setReport(*m_report, page.rows(), page.output());
    }
    // Ten times a second is enough for curves while they grow.
    constexpr qint64 kBetweenCurves = 100;
    if (!isPlaying() || !m_drawn.isValid() || m_drawn.elapsed() >= kBetweenCurves) {
        m_drawn.start();
        showRuns();
    }
}

void TrainWiring::showProject() {
    const auto& project = m_parts.workbench.project();
    if (m_report != nullptr && m_parts.workbench.history().entries().empty()) {
        clearReport();  // Another project was opened.
    } else if (!m_isEditing && isPlaying()) {
        emit sentence(tr("Training has paused: the network, its data or its seed changed."));
    }
    m_parts.panel.train().settings().setProject(project);
}

void TrainWiring::clearReport() {
    m_report.reset();
    m_goesOn.reset();
    m_parts.bottom.training().setReport(nullptr);
    m_parts.bottom.training().setLastEpoch(ui::TrainBar::kEpochs);
    m_parts.panel.train().stops().setBreakpoints({});
    showRuns();
    showPictures();
}

void TrainWiring::setNumberText(const ui::NumberText& text) {
    m_parts.panel.train().setNumberText(text);
    m_parts.panel.curves().setNumberText(text);
    m_parts.panel.units().setNumberText(text);
    m_parts.area.reach().setNumberText(text);
}

/// The run's settings and where it ended, as one edit.
void TrainWiring::restore(std::int64_t id) {
    const auto* run = m_parts.workbench.runs().find(id);
    if (run == nullptr || run->state == nullptr) {
        emit sentence(tr("This run has not ended yet: pause it first."));
        return;
    }
    ui::EditOptions options;
    options.state = run->state;
    m_parts.workbench.edit(
        tr("%1 again").arg(ui::TrainRuns::nameOf(*run)),
        [run = *run](Project& changed) -> Result<void> {
            takeSettings(changed, run);
            return {};
        },
        options);
}

void TrainWiring::tellDropped(const std::vector<KeptRun>& runs) {
    QStringList names;
    for (const auto& run : runs) {
        names.append(ui::TrainRuns::nameOf(run));
    }
    emit sentence(tr("There is no more room for %1. At most %2 runs of %3 MB in all are kept; those with a name of their own stay longest.")
                      .arg(names.join(QStringLiteral(", ")), ui::NumberText().whole(KeptRuns::kMostRuns),
                           ui::NumberText().whole(static_cast<std::int64_t>(KeptRuns::kMostBytes >> 20U))));
}

void TrainWiring::goBack() {
    if (m_report != nullptr && m_report->birth.has_value()) {
        m_parts.workbench.goToStep(m_report->birth->birth.step);
        emit steppingWanted();
    }
}

}  // namespace glassnet::app
