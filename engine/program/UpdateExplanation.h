#pragma once

#include "engine/program/ExplanationScene.h"

namespace glassnet {

/// The terms behind a parameter after its update, or behind what the optimizer keeps for it: backend/UpdateFormulas.h, sum by sum.
void explainUpdate(ExplanationScene& scene);

}  // namespace glassnet
