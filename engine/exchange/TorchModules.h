#pragma once

#include <string>

#include "engine/network/NetworkSpec.h"
#include "engine/network/Problems.h"

namespace glassnet {

/// Whether torch.nn has a module for the layer: all but Input and Join.
[[nodiscard]] bool hasModule(const LayerSpec& layer);

/// The layer as a module: "nn.Linear(3, 2)"; `isCut`: the class CutLinear, which the script defines. Throws for a layer without a module.
[[nodiscard]] std::string torchModule(const LayerSpec& layer, const LayerShape& shape, bool isCut);

/// Whether the layer has parameters that are trained.
[[nodiscard]] bool isTrainable(const LayerSpec& layer);
/// Whether the layer has parameters that are not.
[[nodiscard]] bool isFrozen(const LayerSpec& layer);

}  // namespace glassnet
