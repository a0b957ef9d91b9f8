#pragma once

#include "ui/stepping/FormulaText.h"

namespace glassnet::ui {

/// The two lines of a formula, filled token by token: symbols above, numbers below.
class FormulaLines {
public:
    FormulaLines(const FormulaSource& source, const Explanation& explanation);

    FormulaLine symbols;
    FormulaLine numbers;
    /// While it is set, symbols are faint and numbers are left out.
    bool faint = false;

    [[nodiscard]] const FormulaSource& source() const { return m_source; }
    [[nodiscard]] const SymbolNames& names() const { return m_source.names; }
    [[nodiscard]] const Explanation& out() const { return m_out; }
    [[nodiscard]] const Entry& entry() const { return m_entry; }
    [[nodiscard]] ElementRef element() const { return {m_out.tensor, m_out.element}; }
    /// Whether values of several samples meet, so that each says its sample.
    void setWithSample(bool on) { m_withSample = on; }

    /// The same text on both lines.
    void both(const QString& text, bool breakBefore = false, int mark = 0);
    void plainSymbol(const QString& text, bool breakBefore = false, int mark = 0);
    void plainNumber(const QString& text, bool breakBefore = false, int mark = 0);
    /// An element's name; `brief`: δ₂ for ∂L/∂z₂.
    void symbol(const ElementRef& element, bool brief = true);
    /// A text that stands for an element, such as σ′(z₂).
    void named(const QString& text, const ElementRef& element);
    /// A number with the digits; in parentheses where its sign or its fraction would run into its neighbors.
    void number(double value, const std::optional<ElementRef>& element, bool parentheses, int mark = 0);
    /// An element on both lines: its name above its value.
    void pair(const ElementRef& element, double value, bool parentheses);
    /// A number of the formula itself on the line of numbers: in full when that is short.
    void constant(double value, bool parentheses = true, int mark = 0);
    /// The same on both lines.
    void bothConstant(double value, bool parentheses = true);
    /// Stands for terms that are left out.
    void fold(std::size_t hidden);

    /// A value on the screen.
    [[nodiscard]] std::optional<double> valueOf(const ElementRef& element) const;
    [[nodiscard]] bool isHidden(const ElementRef& element) const { return m_source.isHidden && m_source.isHidden(element); }
    [[nodiscard]] QString nameOf(const ElementRef& element, bool brief = true) const;
    /// Between the arguments of a function: a semicolon where the decimal sign is a comma.
    [[nodiscard]] QString separator() const;

private:
    [[nodiscard]] QString enclosed(const QString& text, bool parentheses) const;
    [[nodiscard]] QString constantText(double value) const;

    const FormulaSource& m_source;
    const Explanation& m_out;
    const Entry& m_entry;
    bool m_withSample = false;
};

/// Tells which of `count` terms are written and where some are left out: the first ones, the last ones, and those around the term in
/// hand. Calls `term(i)` and `gap(first, hidden)` in rising order; a gap stands for two terms at least.
template <class TermCall, class GapCall>
void walkTerms(const FormulaSource& source, std::size_t count, TermCall&& term, GapCall&& gap) {
    const auto isWritten = [&](std::size_t i) {
        const bool inHand = source.shown && (i + 1 == *source.shown || i == *source.shown);
        return count <= kFoldAbove || i < source.head || i + kFoldTail >= count || inHand;
    };
    for (std::size_t i = 0; i < count;) {
        std::size_t end = i;
        while (end < count && !isWritten(end)) {
            ++end;
        }
        if (end - i > 1) {
            gap(i, end - i);
            i = end;
        } else {
            term(i++);
        }
    }
}

}  // namespace glassnet::ui
