#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "engine/program/Explanation.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"
#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// A piece of a formula's line.
struct FormulaToken {
    QString text;
    /// The element it names or whose number it is.
    std::optional<ElementRef> element;
    /// The number it shows, in full.
    std::optional<double> number;
    /// A line may end before it.
    bool breakBefore = false;
    /// Stands for the terms left out; a click shows more of them.
    bool fold = false;
};

using FormulaLine = std::vector<FormulaToken>;

/// How one number came about, as text: a title, a line of symbols, a line with the numbers put in, a sentence (may be empty).
struct FormulaText {
    QString title;
    FormulaLine symbols;
    FormulaLine numbers;
    QString sentence;
};

/// What a formula is written from.
struct FormulaSource {
    const SymbolNames& names;
    const Explanation& explanation;
    /// What the argument of a function is made of, or null.
    const Explanation* inner = nullptr;
    /// A value on the screen, none while it is not computed; may be empty.
    std::function<std::optional<double>(const ElementRef&)> value;
    NumberText numbers;
    /// Sums of more terms than kFoldAbove show this many first ones and the last kFoldTail.
    std::size_t head = 5;
};

inline constexpr std::size_t kFoldAbove = 12;
inline constexpr std::size_t kFoldTail = 3;

/// Writes the formula of an explanation of any form.
[[nodiscard]] FormulaText formulaText(const FormulaSource& source);

/// A line's text in one piece.
[[nodiscard]] QString lineText(const FormulaLine& line);

}  // namespace glassnet::ui
