#pragma once

#include <QObject>
#include <optional>

#include "ui/support/NumberText.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::app {

class CanvasArea;

/// Shows a tensor as a heatmap in the canvas's place, and keeps it up to date while it is there.
class HeatmapWiring final : public QObject {
    Q_OBJECT
public:
    HeatmapWiring(ui::Workbench& workbench, CanvasArea& area, QObject* parent);

    /// Shows this tensor of these numbers; none: what the entry in front of the eye made.
    void open(const ui::SnapshotPtr& snapshot, std::optional<TensorId> tensor);
    void close();
    [[nodiscard]] bool isOpen() const;
    /// The newest numbers, as they are to be seen.
    void show(const ui::SnapshotPtr& snapshot);
    void showHovered();
    void setNumberText(const ui::NumberText& numbers);

signals:
    void elementSelected(const glassnet::ui::ElementRef& element);
    void sentence(const QString& text);

private:
    ui::Workbench& m_workbench;
    CanvasArea& m_area;
};

}  // namespace glassnet::app
