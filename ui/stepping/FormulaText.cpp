#include "ui/stepping/FormulaText.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/stepping/FormulaAsides.h"
#include "ui/stepping/FormulaLosses.h"
#include "ui/stepping/FormulaTerms.h"
#include "ui/stepping/FormulaWords.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

const QString kFormulaEquals = QStringLiteral(" = ");

struct PiecesText {
    Q_DECLARE_TR_FUNCTIONS(FormulaText)
};

/// Writes an explanation of any form.
class Writer : public FormulaLines {
public:
    Writer(const FormulaSource& source, const Explanation& explanation)
        : FormulaLines(source, explanation), m_terms(*this), m_losses(*this), m_shown(source.shown.value_or(explanation.terms.size())) {
        std::set<std::int64_t> samples;
        for (const Term& term : explanation.terms) {
            for (const Factor& factor : term.factors) {
                if (factor.tensor.valid() && names().sampleOf(factor.tensor, factor.element) >= 0) {
                    samples.insert(names().sampleOf(factor.tensor, factor.element));
                }
            }
        }
        setWithSample(samples.size() > 1);
    }

    void write() {
        switch (out().form) {
            case ExplanationForm::Sum:
                return writeSum();
            case ExplanationForm::Product:
                return writeProduct();
            case ExplanationForm::Function:
                return writeFunction();
            case ExplanationForm::Share:
                return writeShare();
            case ExplanationForm::Copy:
                return writeCopy();
            case ExplanationForm::Draw:
                return writeDraw();
            case ExplanationForm::Root:
                return writeRoot();
        }
    }

    /// The terms alone, without what they make.
    void writeTerms() { m_terms.writeTerms(out().terms); }

private:
    [[nodiscard]] bool isPartial() const { return m_shown < out().terms.size(); }

    void leftSide(const QString& sign = kFormulaEquals) {
        if (names().isDelta(out().tensor)) {
            symbol(element());
            plainSymbol(kFormulaEquals);
        }
        symbol(element(), false);
        plainSymbol(sign);
    }
    void result() {
        plainNumber(kFormulaEquals, true);
        number(out().result, element(), false);
    }
    /// The result, or the sum so far while terms are missing.
    void ending() {
        if (!isPartial()) {
            return result();
        }
        if (m_shown > 0) {
            plainNumber(kFormulaEquals, true);
            soFar(out().terms[m_shown - 1].runningSum);
        }
    }
    void soFar(double sum) {
        number(sum, std::nullopt, false);
        plainNumber(PiecesText::tr(" so far"));
    }

    /// The factor that divides every term, which the program does once, after the sum.
    [[nodiscard]] std::optional<Factor> commonDivisor() const {
        for (const FactorRole role : {FactorRole::Share, FactorRole::InverseDeviation}) {
            const bool all = std::all_of(out().terms.begin(), out().terms.end(),
                                         [role](const Term& term) { return term.factors.size() > 1 && term.factors.back().role == role; });
            if (all && !out().terms.empty()) {
                return out().terms.front().factors.back();
            }
        }
        return std::nullopt;
    }

    void writeSum() {
        const bool inPlace = entry().op == Op::Update || entry().op == Op::UpdateRunning;
        if (entry().op == Op::ActivateGradient && !isPartial() && writeSoftmaxBack()) {
            return;
        }
        leftSide(inPlace ? QStringLiteral(" ← ") : kFormulaEquals);
        if (out().terms.empty()) {
            plainSymbol(QStringLiteral("0"));
            return number(out().result, element(), false);
        }
        const auto divisor = commonDivisor();
        const bool undivided = source().undivided && canUndivide(names().program(), out(), source().rows);
        const bool grouped = out().terms.size() > 1 && (divisor || undivided);
        if (grouped) {
            both(QStringLiteral("( "));
        }
        writeBody(divisor.has_value());
        if (grouped) {
            both(QStringLiteral(" )"));
        }
        if (undivided) {
            both(QStringLiteral(" / %1").arg(source().rows));
        } else if (divisor && (divisor->role != FactorRole::Share || divisor->value != 1.0)) {
            m_terms.writeFactor(*divisor, true);
        }
        // One number standing alone is the result itself.
        if (numbers.size() > 1 || isPartial()) {
            ending();
        } else if (!numbers.empty() && isHidden(element())) {
            numbers.front() = {QStringLiteral("?"), element()};
        }
    }
    void writeBody(bool withoutDivisor) {
        if (!withoutDivisor) {
            return writeTerms();
        }
        if (entry().op == Op::Loss) {
            return writeLosses();
        }
        std::vector<Term> terms = out().terms;
        for (Term& term : terms) {
            term.factors.pop_back();
        }
        m_terms.writeTerms(terms);
    }
    void writeLosses() {
        walkTerms(
            source(), out().terms.size(),
            [&](std::size_t i) {
                faint = i >= m_shown;
                if (i > 0) {
                    both(QStringLiteral(" + "), true);
                }
                m_losses.writeTerm(out().terms[i]);
            },
            [&](std::size_t first, std::size_t hidden) {
                faint = first >= m_shown;
                fold(hidden);
            });
        faint = false;
    }

    void writeProduct() {
        leftSide();
        faint = m_shown == 0;
        m_terms.writeTerm(out().terms.front(), true, true);
        faint = false;
        if (m_shown > 0) {
            result();
        }
    }

    void writeFunction() {
        leftSide();
        faint = m_shown == 0;
        const Term& term = out().terms.front();
        if (entry().op == Op::ClipByValue) {
            writeClip(term);
        } else if (entry().op == Op::LossGradient) {
            m_losses.writeSlope(term);
            const bool hinge = entry().attributes.loss.kind == Loss::Hinge;  // its n stands with the number of classes
            for (const Factor& factor : term.factors) {
                if (factor.role == FactorRole::Share && factor.value != 1.0 && !hinge) {
                    m_terms.writeFactor(factor, true);
                } else if (factor.role == FactorRole::OutputWeight) {
                    both(QString(SymbolText::kDot));
                    m_terms.writeFactor(factor, true);
                }
            }
        } else if (source().inner != nullptr) {
            return writeComposed(SymbolNames::function(entry().attributes.activation.kind));
        } else {
            const Factor& argument = term.factors.front();
            both(SymbolNames::function(entry().attributes.activation.kind) + QLatin1Char('('));
            pair({argument.tensor, argument.element}, argument.value, false);
            both(QStringLiteral(")"));
        }
        faint = false;
        if (m_shown > 0) {
            result();
        }
    }

    /// h₁ = σ( x₁·W1[0,0] + ... ): the argument's own terms in its place.
    void writeComposed(const QString& name) {
        FormulaSource innerSource = source();
        innerSource.inner = nullptr;
        innerSource.shown.reset();
        innerSource.undivided = false;
        Writer inner(innerSource, *source().inner);
        inner.writeTerms();
        if (inner.out().terms.empty()) {
            inner.both(QStringLiteral("0"));  // every connection is cut
        }
        faint = false;
        plainSymbol(name + QStringLiteral("( "));
        symbols.insert(symbols.end(), inner.symbols.begin(), inner.symbols.end());
        plainSymbol(QStringLiteral(" )"));
        numbers = std::move(inner.numbers);
        if (numbers.size() > 1) {
            plainNumber(kFormulaEquals, true);
            number(source().inner->result, ElementRef{source().inner->tensor, source().inner->element}, false);
        }
        if (m_shown > 0) {
            plainNumber(QStringLiteral(" → ") + name + kFormulaEquals, true);
            number(out().result, element(), false);
        }
    }

    /// One power divided by the sum of all; the sum is taken first.
    void writeShare() {
        leftSide();
        const auto& terms = out().terms;
        const auto z = [&](std::size_t i) { return ElementRef{terms[i].factors.front().tensor, terms[i].factors.front().element}; };
        faint = isPartial();
        m_losses.writePower(z(out().chosen));
        both(QStringLiteral(" / "));
        faint = false;
        both(QStringLiteral("( "));
        walkTerms(
            source(), terms.size(),
            [&](std::size_t i) {
                faint = i >= m_shown;
                if (i > 0) {
                    both(QStringLiteral(" + "), true);
                }
                m_losses.writePower(z(i));
            },
            [&](std::size_t first, std::size_t hidden) {
                faint = first >= m_shown;
                fold(hidden);
            });
        faint = false;
        both(QStringLiteral(" )"));
        if (isPartial()) {
            return ending();
        }
        plainNumber(kFormulaEquals, true);
        number(terms[out().chosen].value, std::nullopt, false);
        plainNumber(QStringLiteral(" / "));
        number(terms.back().runningSum, std::nullopt, true);
        result();
    }

    /// a_j·( da_j − ( a_1·da_1 + .. ) ): softmax's way back as the program takes it. False where a value is missing.
    bool writeSoftmaxBack() {
        const TensorId da = entry().inputs.at(0);
        const TensorId a = entry().inputs.at(2);
        std::vector<Term> products;
        for (const Term& term : out().terms) {
            const auto place = term.factors.front().element;
            const auto share = valueOf({a, place});
            if (!share) {
                return false;
            }
            products.push_back({{{FactorRole::Value, *share, a, place, {}, 0}, term.factors.front()}, 0.0, 0.0});
        }
        const auto own = out().element;
        const ElementRef back{da, own};
        leftSide();
        pair({a, own}, *valueOf({a, own}), true);
        both(QString(SymbolText::kDot) + QStringLiteral("( "));
        pair(back, valueOf(back).value_or(0.0), true);
        both(QStringLiteral(" − ( "));
        m_terms.writeTerms(products);
        both(QStringLiteral(" ) )"));
        result();
        return true;
    }

    /// clip(g, −limit, limit).
    void writeClip(const Term& term) {
        const Factor& gradient = term.factors.front();
        both(QStringLiteral("clip("));
        pair({gradient.tensor, gradient.element}, gradient.value, false);
        both(separator() + NumberText::kMinus);
        m_terms.writeFactor(term.factors.back(), false);
        both(separator());
        m_terms.writeFactor(term.factors.back(), false);
        both(QStringLiteral(")"));
    }

    /// √( s₁ + s₂ + .. ).
    void writeRoot() {
        leftSide();
        faint = m_shown == 0;
        both(QStringLiteral("√( "));
        m_terms.writeTerms(out().terms);
        both(QStringLiteral(" )"));
        faint = false;
        if (!isPartial()) {
            result();
        }
    }

    void writeCopy() {
        leftSide();
        faint = m_shown == 0;
        m_terms.writeFactor(out().terms.front().factors.front(), false);
        faint = false;
        if (!numbers.empty() && isHidden(element())) {
            numbers.front() = {QStringLiteral("?"), element()};
        }
    }

    void writeDraw() {
        leftSide();
        plainSymbol(PiecesText::tr("drawn at random"));
        number(out().result, element(), false);
    }

    FormulaTerms m_terms;
    FormulaLosses m_losses;
    std::size_t m_shown;
};

}  // namespace

bool canUndivide(const Program& program, const Explanation& explanation, std::int64_t rows) {
    const Op op = program.entries().at(explanation.entry).op;
    const bool overSamples = op == Op::WeightGradient || op == Op::BiasGradient || op == Op::ScaleGradient;
    const bool tied =
        std::any_of(program.entries().begin(), program.entries().end(), [](const Entry& entry) { return entry.op == Op::ColumnMoments; });
    return overSamples && rows > 1 && !tied && !explanation.terms.empty();
}

FormulaText formulaText(const FormulaSource& given) {
    FormulaSource source = given;
    source.undivided = given.undivided && canUndivide(source.names.program(), source.explanation, source.rows);
    Writer writer(source, source.explanation);
    writer.write();
    return {formulaTitle(source.names, source.explanation), std::move(writer.symbols), std::move(writer.numbers), formulaSentence(source),
            formulaAsides(source)};
}

QString lineText(const FormulaLine& line) {
    QString text;
    for (const FormulaToken& token : line) {
        text += token.text;
    }
    return text;
}

}  // namespace glassnet::ui
