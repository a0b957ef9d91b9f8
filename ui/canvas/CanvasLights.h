#pragma once

#include <optional>
#include <set>
#include <span>

#include "engine/network/NetworkSpec.h"
#include "engine/program/Program.h"
#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// What is lit because another part of the window points at it: one element, or whole tensors.
struct CanvasLights {
    std::optional<ElementRef> element;
    std::set<TensorId> tensors;
    // What shows the tensors' numbers.
    std::set<LayerId> layers;  ///< all units of these
    std::set<LinkId> links;    ///< all connections of these
    bool loss = false;

    /// True when this number, as on a tag, is lit.
    [[nodiscard]] bool isLit(const std::optional<ElementRef>& shown) const {
        return shown && (element == shown || tensors.contains(shown->tensor));
    }
};

/// Where whole tensors are shown: weights, masks of connections and what is kept for them at the links of their layer, the loss at its
/// card, everything else at the units of its layer. Gradients stand where the number they belong to stands.
[[nodiscard]] CanvasLights lightsOf(const Program& program, const NetworkSpec& network, std::span<const TensorId> tensors);

}  // namespace glassnet::ui
