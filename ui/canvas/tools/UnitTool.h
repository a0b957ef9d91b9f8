#pragma once

#include "ui/canvas/tools/CanvasTool.h"

namespace glassnet::ui {

/// Takes a unit to another place in its layer or into another Dense layer.
class UnitTool final : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void begin(const Grab& grab, const ToolPoint& at) override;
    void move(const ToolPoint& at) override;
    void finish(const ToolPoint& at) override;

private:
    [[nodiscard]] QString label() const;

    LayerId m_layer;
    std::int64_t m_unit = 0;
    std::int64_t m_units = 0;
};

}  // namespace glassnet::ui
