#pragma once

#include <QString>

#include "ui/canvas/tools/CanvasTool.h"
#include "ui/canvas/tools/DropPlan.h"

class QDropEvent;

namespace glassnet::ui {

/// What is dragged from the palette onto the canvas: a layer shows where it would land, data lights the inputs.
class DropTool final {
public:
    explicit DropTool(ToolContext& context) : m_context(context) {}

    /// True when the event carries something from the palette; then the preview shows it at `at`.
    bool drag(const QDropEvent& event, const ToolPoint& at);
    /// Tells what was dropped; true when it was something from the palette.
    bool drop(const QDropEvent& event, const ToolPoint& at);

private:
    [[nodiscard]] std::optional<DropPlan> planAt(const QString& kind, const ToolPoint& at) const;

    ToolContext& m_context;
};

}  // namespace glassnet::ui
