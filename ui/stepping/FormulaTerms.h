#pragma once

#include "ui/stepping/FormulaLines.h"

namespace glassnet::ui {

/// Writes terms and their factors, whatever they are part of.
class FormulaTerms {
public:
    explicit FormulaTerms(FormulaLines& lines) : m_lines(lines) {}

    /// The terms of a sum, joined by signs; the ones that have not joined yet are faint.
    void writeTerms(const std::vector<Term>& terms);
    /// One term with its sign.
    void writeTerm(const Term& term, bool first, bool spaced);
    /// A factor's symbol and number.
    void writeFactor(const Factor& factor, bool parentheses);

    /// 1 where the target names this class, 0 elsewhere, for a difference to a class.
    [[nodiscard]] double hitOf(const Factor& difference) const;
    /// The n of a share 1/n.
    [[nodiscard]] static std::int64_t countOf(const Factor& share);
    /// Writes " / √( v + ε )".
    void writeDeviation(const Factor& inverse);
    /// The mark of a mean, which has no element.
    [[nodiscard]] static int markOf(const Factor& factor);

private:
    void writeDifference(const Factor& factor);
    void writeRoot(const Factor& root);
    void writeCoefficient(const ElementRef& norm);
    [[nodiscard]] double rooted(double square) const;
    void writeDerivative(const Factor& factor, bool parentheses);
    void writeMean(const Factor& factor, bool parentheses);
    [[nodiscard]] std::vector<Factor> visible(const Term& term) const;
    [[nodiscard]] double scaleOf(const Factor& factor) const;

    FormulaLines& m_lines;
};

}  // namespace glassnet::ui
