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
    std::optional<ElementRef> element{};
    /// The number it shows, in full.
    std::optional<double> number{};
    /// A line may end before it.
    bool breakBefore = false;
    /// Stands for the terms left out; a click shows more of them.
    bool fold = false;
    /// A term that has not joined yet.
    bool faint = false;
    /// Tokens that are the same thing and no element of a tensor (η, a mean) share a mark; 0: none.
    int mark = 0;
};

using FormulaLine = std::vector<FormulaToken>;

/// How one number came about, as text: a title, a line of symbols, a line with the numbers put in, more lines for what stands in them
/// ready made (a slope, a mean), a sentence (may be empty).
struct FormulaText {
    QString title;
    FormulaLine symbols;
    FormulaLine numbers;
    QString sentence;
    std::vector<FormulaLine> asides{};
};

inline constexpr std::size_t kFoldAbove = 12;
inline constexpr std::size_t kFoldHead = 5;
inline constexpr std::size_t kFoldTail = 3;

/// What a formula is written from.
struct FormulaSource {
    const SymbolNames& names;
    const Explanation& explanation;
    /// What the argument of a function is made of, or null.
    const Explanation* inner = nullptr;
    /// A value on the screen, none while it is not computed; may be empty.
    std::function<std::optional<double>(const ElementRef&)> value;
    NumberText numbers{};
    /// Sums of more terms than kFoldAbove show this many first ones and the last kFoldTail.
    std::size_t head = kFoldHead;
    /// How many terms have joined; none: all of them.
    std::optional<std::size_t> shown{};
    /// Parts of a gradient as they were before the division by the batch size; only where `canUndivide`.
    bool undivided = false;
    /// Samples in the batch.
    std::int64_t rows = 1;
    /// Numbers that are not to be seen: `?` stands for them; may be empty.
    std::function<bool(const ElementRef&)> isHidden{};
};

/// Writes the formula of an explanation of any form.
[[nodiscard]] FormulaText formulaText(const FormulaSource& source);

/// True for a sum over the samples of a batch whose parts carry 1/n: a gradient of weights, biases or scales. False where batch norm
/// ties the samples together, so that a part is not one sample's own.
[[nodiscard]] bool canUndivide(const Program& program, const Explanation& explanation, std::int64_t rows);

/// A line's text in one piece.
[[nodiscard]] QString lineText(const FormulaLine& line);

}  // namespace glassnet::ui
