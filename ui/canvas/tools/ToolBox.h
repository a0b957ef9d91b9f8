#pragma once

#include <QPoint>
#include <map>
#include <memory>
#include <optional>

#include "ui/canvas/tools/BuildMarks.h"
#include "ui/canvas/tools/CanvasTool.h"
#include "ui/canvas/tools/DropTool.h"
#include "ui/workbench/Selection.h"

class QEvent;
class QMouseEvent;

namespace glassnet::ui {

/// The gestures of building: chooses a tool at the first move of a pressed pointer by what is under it, and tells what a click means.
/// Owned by the view, which hands it events and has its preview and marks painted.
class ToolBox final {
public:
    ToolBox(CanvasView& view, const CanvasFrame& frame);
    ~ToolBox();

    /// A drag whose layer is gone ends.
    void setNetwork(std::shared_ptr<const NetworkSpec> network, std::map<LayerId, Position> positions);
    /// Where the layers stand at the moment: during a drag that is not where they belong.
    void laidOut(const std::map<LayerId, Position>& shown);
    void setSelection(const Selection& selection);
    void setBuilding(bool building);
    void setConnectRule(ConnectRule rule) { m_context.connectRule = std::move(rule); }
    void setProblems(std::map<LayerId, QString> problems) { m_marks.problems = std::move(problems); }
    void setColors(std::map<LayerId, int> colors) { m_marks.colors = std::move(colors); }

    [[nodiscard]] bool isBuilding() const noexcept { return m_marks.building; }
    /// A tool is at work.
    [[nodiscard]] bool isActive() const noexcept { return m_tool != nullptr; }
    [[nodiscard]] const BuildPreview& preview() const noexcept { return m_context.preview; }
    [[nodiscard]] const BuildMarks& marks() const noexcept { return m_marks; }

    void press(const QMouseEvent& event);
    /// True while the button is down: then the pointer points at nothing else.
    bool move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void doubleClick(const QMouseEvent& event);
    /// The pointer is here, or has left.
    void hover(const std::optional<QPointF>& viewportPoint);
    /// Takes back what a drag shows. True when there was one.
    bool cancel();

    /// Takes the drag and drop events of the viewport that carry something from the palette; true when `event` was one of a drag.
    bool dragged(QEvent& event);

    /// The sentence of a layer's problem when the point is on the layer's card, title or the sign above it; empty elsewhere.
    [[nodiscard]] QString problemAt(const QPointF& viewportPoint) const;

private:
    [[nodiscard]] GrabScene scene() const;
    [[nodiscard]] ToolPoint pointOf(const QPointF& viewportPoint, Qt::KeyboardModifiers modifiers) const;
    [[nodiscard]] CanvasTool* toolFor(const Grab& grab) const;
    void click(const Grab& grab, Qt::KeyboardModifiers modifiers);
    void select(const Grab& grab, Qt::KeyboardModifiers modifiers);
    void clearPreview();
    void end();
    void showSteppers();

    ToolContext m_context;
    BuildMarks m_marks;
    std::map<GrabKind, std::unique_ptr<CanvasTool>> m_tools;
    DropTool m_drop;
    CanvasTool* m_tool = nullptr;
    Grab m_grab;
    std::optional<QPoint> m_pressed;
    ToolPoint m_start;
};

}  // namespace glassnet::ui
