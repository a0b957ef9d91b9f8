#pragma once

#include <QString>
#include <functional>
#include <optional>

#include "ui/stepping/FormulaLines.h"

namespace glassnet::ui {

/// What stands at the places of a pattern of FormulaPatterns.
struct PatternPlaces {
    /// a and y of a loss, a and z of an activation.
    Factor a;
    Factor second;
    double parameter = 0.0;
};

/// Writes a pattern on both lines.
void fillPattern(FormulaLines& lines, const char16_t* pattern, const PatternPlaces& places);

/// The pattern of f (or of f') that holds at z; null where the function's name says it all.
[[nodiscard]] const char16_t* activationPattern(const ActivationSpec& spec, double z, bool slope);

}  // namespace glassnet::ui
