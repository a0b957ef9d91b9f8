#pragma once

#include <QString>
#include <functional>

#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The step in hand as a sentence for the status line and for screen readers, whatever its size.
/// A term: "h1 adds 0.7861 times minus 0.8948, now minus 0.5399". A number: "the weighted sum of h1 is 0.7598". An entry: "Step 2 of 17: h
/// is σ of z₁, one value at a time. h₁ is 0.6813." The start and the end of a training step and a short last batch are said too.
/// `isHidden`: numbers that must not be told; may be empty.
[[nodiscard]] QString stepSentence(const Snapshot& snapshot, const NumberText& numbers,
                                   const std::function<bool(const ElementRef&)>& isHidden = {});

/// A number to be read out: "minus 0.8948", "1.2 times ten to the minus 7".
[[nodiscard]] QString spokenNumber(double value, const NumberText& numbers);

/// A name to be read out: "h1" for h₁, "the gradient of h1" for ∂L/∂h₁, "h1 of sample 2" for h₁⁽²⁾.
[[nodiscard]] QString spokenName(const QString& name);

}  // namespace glassnet::ui
