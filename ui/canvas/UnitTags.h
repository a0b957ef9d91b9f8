#pragma once

#include <vector>

#include "ui/canvas/CanvasPicture.h"
#include "ui/canvas/StepFocus.h"

namespace glassnet::ui {

/// A layer's tensors that its units show, looked for once a layer: a search through all tensors. Invalid where there is none.
struct LayerTensors {
    LayerTensors() = default;
    LayerTensors(const Program& program, LayerId layer);

    TensorId a;     ///< what the layer hands on
    TensorId z;     ///< before its activation
    TensorId b;     ///< its bias
    TensorId free;  ///< what it has made before held units are put in
};

/// The tags of one unit: its bias, what was just computed of it, its gradient on the way back, the sum so far while terms join.
[[nodiscard]] std::vector<TagShown> unitTags(const NetworkSpec& network, const CanvasNumbers& numbers, const StepFocus& focus,
                                             const NumberText& text, LayerId layer, std::int64_t unit, const LayerTensors& tensors);

/// "Σ −0.5398": a sum that is not complete.
[[nodiscard]] QString sumText(const NumberText& text, double sum);

}  // namespace glassnet::ui
