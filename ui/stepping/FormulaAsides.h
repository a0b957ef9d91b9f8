#pragma once

#include "ui/stepping/FormulaLines.h"

namespace glassnet::ui {

/// Lines for the numbers that stand in a formula ready made, so that each can be recomputed too: σ′(z₂) = ŷ·(1 − ŷ) = 0.3171·(1 −
/// 0.3171) = 0.2165; the means in the way back through a norm; a function with a parameter; the class that a loss reads; each sample's
/// part of a gradient.
[[nodiscard]] std::vector<FormulaLine> formulaAsides(const FormulaSource& source);

}  // namespace glassnet::ui
