#pragma once

#include "ui/canvas/tools/CanvasTool.h"

namespace glassnet::ui {

/// Chooses a layer's number of units by its lower edge.
class ResizeTool final : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void begin(const Grab& grab, const ToolPoint& at) override;
    void move(const ToolPoint& at) override;
    void finish(const ToolPoint& at) override;
    void cancel() override;
    [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::SizeVerCursor; }

private:
    LayerId m_layer;
    LayerKind m_kind{};
    QPointF m_middle;
    double m_start = 0;  ///< pixels
    std::int64_t m_before = 0;
    std::int64_t m_most = 0;
    std::int64_t m_told = 0;
};

}  // namespace glassnet::ui
