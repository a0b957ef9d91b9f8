#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "ui/heatmap/GradientRows.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// What the side panel and its tabs show: values only. `snapshot` is never null where a tab is asked to show one.
struct InspectorContext {
    SnapshotPtr snapshot;
    Selection selection;
    std::optional<ElementRef> hovered;
    NumberText numbers;
    /// The gradients of the last steps; null before they are worked out.
    std::shared_ptr<const GradientColumns> history;
    /// Matrices offer to be shown as a heatmap.
    bool enlargeable = false;

    [[nodiscard]] const LayerSpec* layer() const { return snapshot->network->find(selection.layer); }
    [[nodiscard]] SymbolNames names() const { return {*snapshot->network, *snapshot->program}; }
};

}  // namespace glassnet::ui
