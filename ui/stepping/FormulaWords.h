#pragma once

#include <QString>

#include "ui/stepping/FormulaText.h"

namespace glassnet::ui {

/// "How h₁ got its value", "How the error reaches h₁", "How W2[0,0] changes".
[[nodiscard]] QString formulaTitle(const SymbolNames& names, const Explanation& explanation);

/// One sentence that says what the number means ("Raising h₁ by 0.01 would raise the loss by about 0.0050."); empty where the formula
/// says it all, while terms are missing and where the number is hidden.
[[nodiscard]] QString formulaSentence(const FormulaSource& source);

}  // namespace glassnet::ui
