#pragma once

#include "engine/program/ExplanationScene.h"

namespace glassnet {

// The terms behind what happens to a gradient on its way to the update.

/// g + rate dR of the weight; the gradient alone at a cut connection.
void explainPenalty(ExplanationScene& scene);
/// One gradient's sum of squares, or the root of all of them.
void explainGradientNorm(ExplanationScene& scene);
void explainClipByNorm(ExplanationScene& scene);
void explainClipByValue(ExplanationScene& scene);

}  // namespace glassnet
