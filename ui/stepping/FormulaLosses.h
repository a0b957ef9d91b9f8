#pragma once

#include "ui/stepping/FormulaLines.h"

namespace glassnet::ui {

/// Writes what a loss takes the mean of, and the slope of a loss, with the numbers it is computed from.
class FormulaLosses {
public:
    explicit FormulaLosses(FormulaLines& lines) : m_lines(lines) {}

    /// One term of a loss, without its share of the mean.
    void writeTerm(const Term& term);
    /// The derivative by the output that the explanation is of, without 1/n: of a function form only.
    void writeSlope(const Term& term);
    /// log, e and ( ... ) of a row: e^(z₁ − m) + e^(z₂ − m). `row`: the sample.
    void writePowers(TensorId z, std::int64_t row);
    /// e^(z − m), where m is the largest of z's row.
    void writePower(const ElementRef& z);

private:
    [[nodiscard]] double at(TensorId tensor, std::int64_t element) const;
    [[nodiscard]] ElementRef largest(TensorId z, std::int64_t row) const;
    [[nodiscard]] std::int64_t width() const;
    [[nodiscard]] TensorId output() const { return m_lines.entry().inputs.at(0); }
    [[nodiscard]] TensorId target() const { return m_lines.entry().inputs.at(1); }
    void writeElementPattern(const Term& term, bool slope);
    void writeShift(const ElementRef& z);
    void writeMargin(std::int64_t row, std::int64_t unit, bool asQuestion);
    void writeHinge(std::int64_t row, std::int64_t label, bool asQuestion);
    void writeHingeSlope(const Term& term);

    FormulaLines& m_lines;
};

}  // namespace glassnet::ui
