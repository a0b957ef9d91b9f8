#include "app/HeatmapWiring.h"

#include "app/CanvasArea.h"
#include "ui/heatmap/TensorNumbers.h"
#include "ui/heatmap/TensorView.h"

namespace glassnet::app {

HeatmapWiring::HeatmapWiring(ui::Workbench& workbench, CanvasArea& area, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_area(area) {
    auto& view = area.heatmap();
    connect(&view, &ui::TensorView::closeRequested, this, &HeatmapWiring::close);
    connect(&view, &ui::TensorView::hovered, &workbench, &ui::Workbench::hover);
    connect(&view, &ui::TensorView::elementSelected, this, &HeatmapWiring::elementSelected);
    connect(&view, &ui::TensorView::sentence, this, &HeatmapWiring::sentence);
}

bool HeatmapWiring::isOpen() const { return m_area.isHeatmapShown(); }

void HeatmapWiring::open(const ui::SnapshotPtr& snapshot, std::optional<TensorId> tensor) {
    if (snapshot == nullptr) {
        return;
    }
    if (!tensor.has_value() && snapshot->current() != nullptr) {
        tensor = snapshot->current()->outputs.front();
    }
    m_area.setHeatmapShown(true);
    show(snapshot);
    if (tensor.has_value()) {
        m_area.heatmap().setTensor(*tensor);
    }
    m_area.heatmap().setFocus();
}

void HeatmapWiring::close() { m_area.setHeatmapShown(false); }

void HeatmapWiring::show(const ui::SnapshotPtr& snapshot) {
    if (!isOpen()) {
        return;
    }
    if (snapshot == nullptr) {
        close();
        return;
    }
    auto& view = m_area.heatmap();
    view.setStepStart(std::make_shared<const ui::StepStart>(ui::stepStartOf(*snapshot->program, *snapshot->stepStart)));
    view.setSnapshot(snapshot);
}

void HeatmapWiring::showHovered() {
    if (isOpen()) {
        m_area.heatmap().setHovered(m_workbench.hovered());
    }
}

void HeatmapWiring::setNumberText(const ui::NumberText& numbers) { m_area.heatmap().setDigits(numbers.decimals()); }

}  // namespace glassnet::app
