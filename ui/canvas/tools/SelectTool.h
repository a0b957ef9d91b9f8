#pragma once

#include "ui/canvas/tools/CanvasTool.h"

namespace glassnet::ui {

/// Moves the selected layers by one of their cards, or draws a rubber band on the ground.
class SelectTool final : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void begin(const Grab& grab, const ToolPoint& at) override;
    void move(const ToolPoint& at) override;
    void finish(const ToolPoint& at) override;
    void cancel() override;
    [[nodiscard]] Qt::CursorShape cursor() const override;

private:
    void moveLayers(const ToolPoint& at);
    void drawBand(const ToolPoint& at);

    QPointF m_start;
    QPointF m_offset;
    std::set<LayerId> m_moving;  ///< empty: a rubber band
    CanvasGeometry m_still;      ///< where the cards were when the drag began
};

}  // namespace glassnet::ui
