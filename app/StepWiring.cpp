#include "app/StepWiring.h"

#include <QGuiApplication>
#include <algorithm>
#include <map>

#include "app/BottomBar.h"
#include "app/CanvasArea.h"
#include "app/GradientHistoryRequest.h"
#include "app/HeatmapWiring.h"
#include "app/PredictionWiring.h"
#include "app/RightPanel.h"
#include "app/ScriptSaving.h"
#include "ui/batch/BatchPage.h"
#include "ui/canvas/CanvasView.h"
#include "ui/code/CodePanel.h"
#include "ui/history/WaysList.h"
#include "ui/inspector/SidePanel.h"
#include "ui/stepping/FormulaCard.h"
#include "ui/stepping/ProgressStrip.h"
#include "ui/stepping/StatusLine.h"
#include "ui/stepping/StepSentence.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/stepping/TransportBar.h"
#include "ui/study/StudyPage.h"
#include "ui/study/StudyRequests.h"

namespace glassnet::app {

using ui::ElementRef;
using ui::Workbench;

StepWiring::StepWiring(const ModeParts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_studies(new ui::StudyRequests(parts.workbench, parts.panel.study(), this)),
      m_history(new GradientHistoryRequest(parts.workbench, parts.panel.values(), this)),
      m_heatmap(new HeatmapWiring(parts.workbench, parts.area, this)),
      m_prediction(new PredictionWiring({parts.workbench, parts.area, parts.panel}, this)) {
    connectTransport();
    connectCanvas();
    connectPanel();
    connect(&parts.workbench, &Workbench::stepSizeChanged, this,
            [this] { m_parts.bottom.transport().setStepSize(m_parts.workbench.stepSize()); });
    connect(&parts.workbench, &Workbench::progressChanged, &parts.bottom.progress(), &ui::ProgressStrip::setProgress);
    connect(&parts.bottom.progress(), &ui::ProgressStrip::cancelRequested, this, [this] { m_parts.workbench.cancelWork(); });
    connect(m_heatmap, &HeatmapWiring::elementSelected, this, &StepWiring::selectParameter);
    connect(m_heatmap, &HeatmapWiring::sentence, this, &StepWiring::sentence);
    parts.area.card().setHiddenNumbers(m_prediction->hidden());
    connect(m_prediction, &PredictionWiring::hiddenChanged, this, [this] {
        m_parts.area.canvas().setHidden(m_prediction->hidden());
        showSnapshot();
    });
    connect(m_prediction, &PredictionWiring::sentence, this, &StepWiring::sentence);
}

void StepWiring::connectTransport() {
    auto& transport = m_parts.bottom.transport();
    auto& workbench = m_parts.workbench;
    connect(&transport, &ui::TransportBar::toStartRequested, &workbench, &Workbench::toStart);
    connect(&transport, &ui::TransportBar::backRequested, &workbench, &Workbench::back);
    connect(&transport, &ui::TransportBar::forwardRequested, &workbench, &Workbench::forward);
    connect(&transport, &ui::TransportBar::toEndRequested, &workbench, &Workbench::toEnd);
    connect(&transport, &ui::TransportBar::stepSizeChosen, &workbench, &Workbench::setStepSize);
    auto& tape = m_parts.bottom.tape();
    connect(&tape, &ui::TapeWidget::entryRequested, &workbench, &Workbench::moveTo);
    connect(&tape, &ui::TapeWidget::tensorsHovered, this,
            [this](const std::vector<TensorId>& inputs, const std::vector<TensorId>& outputs) {
                auto lit = inputs;
                lit.insert(lit.end(), outputs.begin(), outputs.end());
                m_parts.area.canvas().setLit(lit);
            });
}

void StepWiring::connectCanvas() {
    auto& canvas = m_parts.area.canvas();
    connect(&canvas, &ui::CanvasView::unitClicked, this, [this](LayerId layer, qint64 unit) { selectUnit(layer, unit); });
    connect(&canvas, &ui::CanvasView::layerClicked, this, [this](LayerId layer) { selectUnit(layer, 0); });
    connect(&canvas, &ui::CanvasView::connectionClicked, this, [this](LinkId, qint64, qint64, const std::optional<ElementRef>& weight) {
        if (weight.has_value() && QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)) {
            m_parts.panel.setPage(RightPanel::Page::Study);
            m_parts.panel.study().chooseSecond(*weight);
        } else if (weight.has_value()) {
            selectParameter(*weight);
        }
    });
    connect(&canvas, &ui::CanvasView::hovered, &m_parts.workbench, &Workbench::hover);
    auto& card = m_parts.area.card();
    connect(&card, &ui::FormulaCard::hovered, &m_parts.workbench, &Workbench::hover);
    connect(&card, &ui::FormulaCard::undividedChanged, this, &StepWiring::setUndivided);
}

void StepWiring::connectPanel() {
    auto& workbench = m_parts.workbench;
    auto& values = m_parts.panel.values();
    connect(&values, &ui::SidePanel::elementSelected, this, &StepWiring::selectParameter);
    connect(&values, &ui::SidePanel::elementHovered, &workbench, &Workbench::hover);
    connect(&values, &ui::SidePanel::valuePreviewed, &workbench, &Workbench::previewElement);
    connect(&values, &ui::SidePanel::valueEdited, &workbench, &Workbench::setElement);
    connect(&values, &ui::SidePanel::sentence, this, &StepWiring::sentence);
    connect(&values, &ui::SidePanel::gradientCheckWanted, this, [this](bool wanted) {
        m_parts.workbench.setGradientCheckWanted(wanted);
        m_history->setWanted(wanted);
    });
    values.setEnlargeable(true);
    connect(&values, &ui::SidePanel::enlargeRequested, this, [this](TensorId tensor) { m_heatmap->open(m_prediction->shown(), tensor); });

    auto& batch = m_parts.panel.batch();
    connect(&batch, &ui::BatchPage::sampleChosen, this, &StepWiring::followSample);
    connect(&batch, &ui::BatchPage::parameterChosen, this, &StepWiring::selectParameter);
    connect(&batch, &ui::BatchPage::elementHovered, &workbench, &Workbench::hover);

    auto& study = m_parts.panel.study();
    connect(&study, &ui::StudyPage::elementSelected, this, &StepWiring::selectParameter);
    connect(&study, &ui::StudyPage::elementHovered, &workbench, &Workbench::hover);
    connect(&study, &ui::StudyPage::valuePreviewed, &workbench, &Workbench::previewElement);
    connect(&study, &ui::StudyPage::valueEdited, &workbench, &Workbench::setElement);

    auto& code = m_parts.panel.stepCode();
    connect(&code, &ui::CodePanel::layerClicked, this, [this](LayerId layer) { selectUnit(layer, 0); });
    connect(&code, &ui::CodePanel::hovered, &workbench, &Workbench::hover);
    connect(&code, &ui::CodePanel::linesHovered, &m_parts.area.canvas(), &ui::CanvasView::setLit);
    connect(&code, &ui::CodePanel::copied, this, &StepWiring::sentence);
    connect(&code, &ui::CodePanel::saveWanted, this, [this](ScriptForm wanted, const auto& changed) {
        saveScript(m_parts.panel.window(), m_parts.workbench, wanted, changed, [this](const auto& text) { emit sentence(text); });
    });
    connect(&m_parts.panel.ways(), &ui::WaysList::branchChosen, &workbench, &Workbench::switchBranch);
    connect(&m_parts.panel, &RightPanel::pageChanged, this, &StepWiring::showPage);
}

bool StepWiring::perform(ActionId id) {
    auto& workbench = m_parts.workbench;
    const auto sample = [&workbench](std::int64_t by) { return workbench.selection().sample + by; };
    const auto size = [this](StepSize which) { return [this, which] { m_parts.workbench.setStepSize(which); }; };
    const std::map<ActionId, std::function<void()>> handlers{
        {ActionId::Forward, [&] { workbench.forward(); }},
        {ActionId::Back, [&] { workbench.back(); }},
        {ActionId::ToStart, [&] { workbench.toStart(); }},
        {ActionId::ToEnd, [&] { workbench.toEnd(); }},
        {ActionId::Play, [this] { m_parts.bottom.transport().setPlaying(!m_parts.bottom.transport().isPlaying()); }},
        {ActionId::StepByTerm, size(StepSize::Term)},
        {ActionId::StepByUnit, size(StepSize::Unit)},
        {ActionId::StepByLayer, size(StepSize::Layer)},
        {ActionId::StepByPass, size(StepSize::Pass)},
        {ActionId::StepByBatch, size(StepSize::Batch)},
        {ActionId::StepByEpoch, size(StepSize::Epoch)},
        {ActionId::NextSample, [&] { followSample(sample(1)); }},
        {ActionId::PreviousSample, [&] { followSample(sample(-1)); }},
        {ActionId::Predict, [this] { m_prediction->start(); }},
        {ActionId::CheckGradients,
         [this] {
             m_parts.panel.setPage(RightPanel::Page::Study);
             m_parts.panel.study().checkGradients();
         }},
        {ActionId::ShowHeatmap, [this] { m_heatmap->isOpen() ? m_heatmap->close() : m_heatmap->open(m_prediction->shown(), {}); }},
        {ActionId::Undivided, [this] { setUndivided(!m_undivided); }},
        {ActionId::AllDigits,
         [this] {
             m_allDigits = !m_allDigits;
             showNumbers();
         }},
        {ActionId::Fractions,
         [this] {
             m_fractions = !m_fractions;
             showNumbers();
         }},
    };
    const auto found = handlers.find(id);
    if (found != handlers.end()) {
        found->second();
    }
    return found != handlers.end();
}

void StepWiring::showSnapshot() {
    const auto snapshot = m_prediction->shown();
    m_parts.area.canvas().setSnapshot(snapshot);
    if (m_isAway) {
        return;
    }
    m_parts.area.card().setSnapshot(snapshot);
    m_parts.bottom.transport().setSnapshot(snapshot);
    m_parts.bottom.tape().setSnapshot(snapshot);
    showPage();
    m_heatmap->show(snapshot);
    m_history->showSnapshot();
    showSentence();
}

/// Only the page in view works: the others are told when they come.
void StepWiring::showPage() {
    if (m_parts.panel.isHidden()) {
        return;
    }
    const auto snapshot = m_prediction->shown();
    const auto& selection = m_parts.workbench.selection();
    auto& panel = m_parts.panel;
    switch (panel.page()) {
        case RightPanel::Page::Values:
            panel.values().setStep(selection, snapshot);
            break;
        case RightPanel::Page::Batch:
            panel.batch().setStep(selection, snapshot);
            break;
        case RightPanel::Page::Study:
            panel.study().setSelection(selection);
            panel.study().setSnapshot(snapshot);
            break;
        case RightPanel::Page::Code:
            panel.stepCode().setProject(m_parts.workbench.project());
            panel.stepCode().setSelection(selection.layers);
            panel.stepCode().setSnapshot(snapshot);
            break;
        case RightPanel::Page::Ways:
            panel.ways().setTime(snapshot == nullptr ? nullptr : snapshot->time);
            break;
        default:
            break;
    }
}

void StepWiring::showSentence() {
    const auto& snapshot = m_parts.workbench.snapshot();
    const auto hidden = m_prediction->hidden();
    m_parts.bottom.status().setSentence(snapshot == nullptr ? QString()
                                                            : ui::stepSentence(*snapshot, m_parts.area.canvas().numbers(), hidden));
}

void StepWiring::showSelection() {
    m_parts.area.canvas().setSelection(m_parts.workbench.selection());
    showPage();
    m_history->showSnapshot();
}

void StepWiring::showHovered() {
    const auto& hovered = m_parts.workbench.hovered();
    m_parts.area.canvas().setHovered(hovered);
    m_parts.area.card().setHovered(hovered);
    m_parts.panel.values().setHovered(hovered);
    m_parts.panel.batch().setHovered(hovered);
    m_parts.panel.stepCode().setHovered(hovered);
    m_heatmap->showHovered();
}

void StepWiring::setDigits(int digits) {
    m_digits = digits;
    showNumbers();
}

void StepWiring::showNumbers() {
    const auto& snapshot = m_parts.workbench.snapshot();
    const auto dtype = snapshot == nullptr ? DType::Float32 : snapshot->program->options().dtype;
    const auto numbers = ui::NumberText(m_digits).withAllDigits(m_allDigits, dtype).withFractions(m_fractions);
    const int digits = m_allDigits ? ui::NumberText::kMost : m_digits;
    m_parts.area.canvas().setNumberText(numbers);
    m_parts.area.card().setNumberText(numbers);
    m_parts.panel.values().setNumberText(numbers);
    m_parts.panel.batch().setNumberText(numbers);
    m_parts.panel.study().setNumberText(numbers);
    m_parts.panel.ways().setNumberText(numbers);
    m_heatmap->setNumberText(ui::NumberText(digits));
    m_prediction->setNumberText(numbers);
    showSentence();
}

void StepWiring::setUndivided(bool undivided) {
    m_undivided = undivided;
    m_parts.area.card().setUndivided(undivided);
}

void StepWiring::setAway(bool away) {
    const bool returns = m_isAway && !away;
    m_isAway = away;
    if (returns) {
        showSnapshot();
    }
}

void StepWiring::leave() {
    m_parts.bottom.transport().setPlaying(false);
    m_heatmap->close();
    m_prediction->stop();
}

void StepWiring::followSample(std::int64_t sample) {
    const auto& snapshot = m_parts.workbench.snapshot();
    if (snapshot != nullptr) {
        auto selection = m_parts.workbench.selection();
        selection.sample = std::clamp<std::int64_t>(sample, 0, snapshot->rows - 1);
        m_parts.workbench.select(selection);
    }
}

void StepWiring::selectUnit(LayerId layer, std::int64_t unit) { m_parts.workbench.select(m_parts.workbench.selection().only(layer, unit)); }

void StepWiring::selectParameter(const ElementRef& element) {
    const auto& snapshot = m_parts.workbench.snapshot();
    if (snapshot == nullptr) {
        return;
    }
    const auto& info = snapshot->program->tensor(element.tensor);
    auto selection = m_parts.workbench.selection();
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
    m_parts.workbench.select(selection);
}

}  // namespace glassnet::app
