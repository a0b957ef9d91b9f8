#pragma once

#include <vector>

#include "engine/backend/Backend.h"
#include "engine/program/GradientCheck.h"
#include "engine/training/Trainer.h"

namespace glassnet::ui {

/// Numeric gradients of a layer's parameters, of those whose gradient is computed and that are not updated yet; a sample of the elements of
/// large ones.
[[nodiscard]] std::vector<GradientCheckItem> checkLayer(const Trainer& trainer, const Backend& reference, LayerId layer);

}  // namespace glassnet::ui
