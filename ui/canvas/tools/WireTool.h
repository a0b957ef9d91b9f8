#pragma once

#include "ui/canvas/tools/CanvasTool.h"

namespace glassnet::ui {

/// Draws a link from a card's right edge to another layer, or backward from its left edge.
class WireTool final : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void begin(const Grab& grab, const ToolPoint& at) override;
    void move(const ToolPoint& at) override;
    void finish(const ToolPoint& at) override;
    [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }

private:
    [[nodiscard]] std::pair<LayerId, LayerId> endsWith(LayerId other) const;

    LayerId m_layer;
    bool m_forward = true;
    QPointF m_anchor;
    std::map<LayerId, QString> m_refused;  ///< why not, by the other end
};

}  // namespace glassnet::ui
