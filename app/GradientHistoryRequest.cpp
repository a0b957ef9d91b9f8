#include "app/GradientHistoryRequest.h"

#include "engine/training/RecentSteps.h"
#include "ui/heatmap/GradientRows.h"
#include "ui/inspector/SidePanel.h"

namespace glassnet::app {

namespace {

/// A column for each step whose gradients are all there.
ui::GradientColumns columnsOf(const RecentSteps& recent) {
    ui::GradientColumns columns;
    columns.leftOut = recent.leftOut;
    columns.isOneLayer = recent.onlyLayer.has_value();
    std::vector<const RecentStep*> whole;
    for (const auto& step : recent.steps) {
        if (step.gradients.size() == recent.elements.size()) {
            whole.push_back(&step);
            columns.steps.push_back(step.step + 1);  // People count steps from 1.
        }
    }
    for (std::size_t row = 0; row < recent.elements.size(); ++row) {
        columns.rows.push_back({recent.elements[row].parameter, recent.elements[row].element});
        for (const auto* step : whole) {
            columns.values.push_back(static_cast<float>(step->gradients[row]));
        }
    }
    return columns;
}

}  // namespace

GradientHistoryRequest::GradientHistoryRequest(ui::Workbench& workbench, ui::SidePanel& panel, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_panel(panel) {}

void GradientHistoryRequest::setWanted(bool wanted) {
    m_wanted = wanted;
    showSnapshot();
}

void GradientHistoryRequest::showSnapshot() {
    const auto& snapshot = m_workbench.snapshot();
    if (!m_wanted || snapshot == nullptr) {
        m_asked = {};
        return;
    }
    const auto layer = m_workbench.selection().layer;
    // Within the backward pass the step in hand has no whole column, and within the update it stays the same.
    const auto updates = snapshot->program->phaseBegin(Phase::Update);
    const Place place{snapshot->program.get(), layer, snapshot->time->branch, snapshot->step, std::min(snapshot->position, updates)};
    if (place == m_asked) {
        return;
    }
    m_asked = place;
    m_workbench.ask<RecentSteps>(
        this, tr("Looking at the last steps"),
        [layer](const ui::Session& session, const ui::AskControl& control) {
            const LookControl look{[&control] { return control.cancelled(); },
                                   [&control](std::int64_t done, std::int64_t total) { control.progress(done, total); }};
            return recentSteps(session.timeline(), session.trainer(), session.backend(), kSteps, layer, look);
        },
        [this](const RecentSteps& recent) {
            if (recent.outcome == LookOutcome::Cancelled) {
                m_asked = {};
                return;
            }
            m_panel.setGradientColumns(columnsOf(recent));
        });
}

}  // namespace glassnet::app
