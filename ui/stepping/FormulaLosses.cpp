#include "ui/stepping/FormulaLosses.h"

#include <cmath>
#include <limits>

#include "ui/stepping/FormulaFill.h"
#include "ui/stepping/FormulaPatterns.h"
#include "ui/stepping/FormulaTerms.h"

namespace glassnet::ui {

double FormulaLosses::at(TensorId tensor, std::int64_t element) const {
    return m_lines.valueOf({tensor, element}).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::int64_t FormulaLosses::width() const { return m_lines.names().program().tensor(output()).columns(); }

ElementRef FormulaLosses::largest(TensorId z, std::int64_t row) const {
    const auto columns = m_lines.names().program().tensor(z).columns();
    ElementRef best{z, row * columns};
    for (std::int64_t k = 1; k < columns; ++k) {
        if (at(z, row * columns + k) > at(z, best.element)) {
            best.element = row * columns + k;
        }
    }
    return best;
}

/// z − m, with the largest of the row as m's number.
void FormulaLosses::writeShift(const ElementRef& z) {
    const auto columns = m_lines.names().program().tensor(z.tensor).columns();
    const ElementRef most = largest(z.tensor, z.element / columns);
    m_lines.pair(z, at(z.tensor, z.element), false);
    m_lines.both(QStringLiteral(" − "));
    m_lines.named(QStringLiteral("m"), most);
    m_lines.number(at(most.tensor, most.element), most, true);
}

void FormulaLosses::writePower(const ElementRef& z) {
    m_lines.both(QStringLiteral("e^("));
    writeShift(z);
    m_lines.both(QStringLiteral(")"));
}

void FormulaLosses::writePowers(TensorId z, std::int64_t row) {
    const auto columns = m_lines.names().program().tensor(z).columns();
    FormulaSource whole = m_lines.source();
    whole.shown.reset();
    walkTerms(
        whole, static_cast<std::size_t>(columns),
        [&](std::size_t k) {
            if (k > 0) {
                m_lines.both(QStringLiteral(" + "), true);
            }
            writePower({z, row * columns + static_cast<std::int64_t>(k)});
        },
        [&](std::size_t, std::size_t hidden) { m_lines.fold(hidden); });
}

void FormulaLosses::writeElementPattern(const Term& term, bool slope) {
    const auto& attributes = m_lines.entry().attributes;
    const Loss named = attributes.loss.kind;
    // The logits form of the binary cross entropy is one formula for both names.
    const Loss kind = named == Loss::BinaryCrossEntropy && attributes.fromLogits ? Loss::BinaryCrossEntropyWithLogits : named;
    const auto& pattern = kLossPatterns.at(static_cast<std::size_t>(kind));
    PatternPlaces places{term.factors.at(0), term.factors.at(1), attributes.loss.parameters[0]};
    if (const Factor difference = places.a; difference.role == FactorRole::Difference) {
        places.a = {FactorRole::Value, at(difference.tensor, difference.element), difference.tensor, difference.element, {}, 0};
        places.second = {
            FactorRole::Value, at(difference.other, difference.otherElement), difference.other, difference.otherElement, {}, 0};
    }
    // The distance as the program rounds it, so that the branch is the program's.
    const double distance = static_cast<double>(std::abs(static_cast<float>(places.a.value) - static_cast<float>(places.second.value)));
    const bool far = pattern.far != nullptr && !(distance < attributes.loss.parameters[0]);
    fillPattern(m_lines, slope ? pattern.slope : far ? pattern.far : pattern.term, places);
}

/// margin − a_y + a_k: how far class k is from leaving enough room.
void FormulaLosses::writeMargin(std::int64_t row, std::int64_t unit, bool asQuestion) {
    const auto label = static_cast<std::int64_t>(at(target(), row));
    m_lines.both(asQuestion ? QStringLiteral("[") : QStringLiteral("max("));
    m_lines.bothConstant(m_lines.entry().attributes.loss.parameters[0], false);
    m_lines.both(QStringLiteral(" − "));
    m_lines.pair({output(), row * width() + label}, at(output(), row * width() + label), true);
    m_lines.both(QStringLiteral(" + "));
    m_lines.pair({output(), row * width() + unit}, at(output(), row * width() + unit), true);
    m_lines.both(asQuestion ? QStringLiteral(" > 0]") : m_lines.separator() + QStringLiteral("0)"));
}

/// The sum over all classes but the target's.
void FormulaLosses::writeHinge(std::int64_t row, std::int64_t label, bool asQuestion) {
    FormulaSource whole = m_lines.source();
    whole.shown.reset();
    walkTerms(
        whole, static_cast<std::size_t>(width() - 1),
        [&](std::size_t k) {
            if (k > 0) {
                m_lines.both(QStringLiteral(" + "), true);
            }
            const auto other = static_cast<std::int64_t>(k);
            writeMargin(row, other < label ? other : other + 1, asQuestion);
        },
        [&](std::size_t, std::size_t hidden) { m_lines.fold(hidden); });
}

void FormulaLosses::writeTerm(const Term& term) {
    const Loss kind = m_lines.entry().attributes.loss.kind;
    if (kind != Loss::CrossEntropy && kind != Loss::Hinge) {
        return writeElementPattern(term, false);
    }
    const auto place = term.factors.at(0).element;
    const auto row = place / width();
    m_lines.both(QStringLiteral("("));
    if (kind == Loss::CrossEntropy) {
        m_lines.both(QStringLiteral("log( "));
        writePowers(output(), row);
        m_lines.both(QStringLiteral(" ) − ("));
        writeShift({output(), place});
        return m_lines.both(QStringLiteral("))"));
    }
    writeHinge(row, place % width(), false);
    m_lines.both(QStringLiteral(") / %1").arg(width()));
}

void FormulaLosses::writeHingeSlope(const Term& term) {
    const auto place = m_lines.out().element;
    const auto row = place / width();
    const auto label = static_cast<std::int64_t>(at(target(), row));
    const auto n = FormulaTerms::countOf(term.factors.at(2));
    if (place % width() == label) {
        m_lines.both(QStringLiteral("−("));
        writeHinge(row, label, true);
        m_lines.both(QStringLiteral(")"));
    } else {
        writeMargin(row, place % width(), true);
    }
    m_lines.both(QStringLiteral(" / (%1·%2)").arg(width()).arg(n));
}

void FormulaLosses::writeSlope(const Term& term) {
    const Loss kind = m_lines.entry().attributes.loss.kind;
    if (kind == Loss::Hinge) {
        return writeHingeSlope(term);
    }
    if (kind != Loss::CrossEntropy) {
        return writeElementPattern(term, true);
    }
    // Softmax and its difference to the target in one.
    const auto place = m_lines.out().element;
    const auto row = place / width();
    const bool hit = static_cast<std::int64_t>(at(target(), row)) == place % width();
    m_lines.both(QStringLiteral("("));
    writePower({output(), place});
    m_lines.both(QStringLiteral(" / ( "));
    writePowers(output(), row);
    m_lines.both(QStringLiteral(" ) − "));
    m_lines.named(hit ? QStringLiteral("1") : QStringLiteral("0"), {target(), row});
    m_lines.plainNumber(hit ? QStringLiteral("1") : QStringLiteral("0"));
    m_lines.both(QStringLiteral(")"));
}

}  // namespace glassnet::ui
