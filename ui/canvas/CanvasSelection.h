#pragma once

#include <set>

#include "engine/network/NetworkSpec.h"

namespace glassnet::ui {

/// Whole layers and whole links that a person chose on the canvas.
struct CanvasSelection {
    std::set<LayerId> layers;
    std::set<LinkId> links;
    friend bool operator==(const CanvasSelection&, const CanvasSelection&) = default;
};

}  // namespace glassnet::ui
