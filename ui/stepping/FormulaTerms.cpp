#include "ui/stepping/FormulaTerms.h"

#include <QCoreApplication>
#include <cmath>

#include "engine/backend/Arithmetic.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

const QString kTimes = QString(SymbolText::kDot);
const QString kSpacedTimes = QStringLiteral(" · ");
constexpr int kSecondMean = 100;
constexpr int kCorrectionMark = 200;

struct TermsText {
    Q_DECLARE_TR_FUNCTIONS(FormulaText)
};

bool isSubtracted(const Term& term) {
    const Factor& first = term.factors.front();
    const bool isRate = first.role == FactorRole::LearningRate || first.role == FactorRole::StepRate;
    return term.factors.size() > 1 && ((isRate && first.value <= 0.0) || (first.role == FactorRole::Constant && first.value == -1.0));
}

bool isSame(const Factor& a, const Factor& b) {
    return a.role == b.role && a.tensor == b.tensor && a.element == b.element && a.other == b.other && a.otherElement == b.otherElement;
}

/// A factor that divides.
bool divides(const Factor& factor) {
    return factor.role == FactorRole::Share || factor.role == FactorRole::InverseDeviation || factor.role == FactorRole::StepRoot;
}

/// The letter of a knob; empty for other factors.
QString letterOf(FactorRole role) {
    switch (role) {
        case FactorRole::LearningRate:
            return QStringLiteral("η");
        case FactorRole::WeightDecay:
            return QStringLiteral("λ");
        case FactorRole::Momentum:
            return TermsText::tr("momentum");
        case FactorRole::Undampened:
            return TermsText::tr("(1 − dampening)");
        case FactorRole::StepRate:
            return QStringLiteral("ηₜ");
        case FactorRole::Shrink:
            return QStringLiteral("(1 − η·λ)");
        case FactorRole::Alpha:
            return QStringLiteral("α");
        case FactorRole::OneMinusAlpha:
            return QStringLiteral("(1 − α)");
        case FactorRole::Beta1:
            return QStringLiteral("β₁");
        case FactorRole::OneMinusBeta1:
            return QStringLiteral("(1 − β₁)");
        case FactorRole::Beta2:
            return QStringLiteral("β₂");
        case FactorRole::OneMinusBeta2:
            return QStringLiteral("(1 − β₂)");
        case FactorRole::PenaltyRate:
            return QStringLiteral("ρ");
        default:
            return {};
    }
}

}  // namespace

int FormulaTerms::markOf(const Factor& factor) {
    return 1 + static_cast<int>(factor.role) + (factor.role == FactorRole::Mean && factor.other.valid() ? kSecondMean : 0);
}

std::int64_t FormulaTerms::countOf(const Factor& share) { return std::llround(1.0 / share.value); }

double FormulaTerms::scaleOf(const Factor& factor) const {
    const bool gradient = factor.tensor.valid() && m_lines.names().program().tensor(factor.tensor).symbol.gradient;
    return m_lines.source().undivided && gradient ? static_cast<double>(m_lines.source().rows) : 1.0;
}

void FormulaTerms::writeTerms(const std::vector<Term>& terms) {
    const auto shown = m_lines.source().shown.value_or(terms.size());
    const bool spaced = terms.size() == 1;
    walkTerms(
        m_lines.source(), terms.size(),
        [&](std::size_t i) {
            m_lines.faint = i >= shown;
            writeTerm(terms[i], i == 0, spaced);
        },
        [&](std::size_t first, std::size_t hidden) {
            m_lines.faint = first >= shown;
            m_lines.fold(hidden);
        });
    m_lines.faint = false;
}

/// Factors worth writing: not the −1 that became a minus, not a division by one, not a weight of one.
std::vector<Factor> FormulaTerms::visible(const Term& term) const {
    std::vector<Factor> factors;
    for (std::size_t i = 0; i < term.factors.size(); ++i) {
        Factor factor = term.factors[i];
        const bool sign = i == 0 && isSubtracted(term);
        const bool one =
            (factor.role == FactorRole::Share || factor.role == FactorRole::OutputWeight) && factor.value == 1.0 && term.factors.size() > 1;
        if ((sign && factor.role == FactorRole::Constant) || one) {
            continue;
        }
        if (sign) {
            factor.value = -factor.value;
        }
        factors.push_back(factor);
    }
    return factors;
}

void FormulaTerms::writeTerm(const Term& term, bool first, bool spaced) {
    const bool subtracted = isSubtracted(term);
    if (!first || subtracted) {
        m_lines.both(subtracted ? (first ? QStringLiteral("−") : QStringLiteral(" − ")) : QStringLiteral(" + "), !first);
    }
    const auto factors = visible(term);
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const bool squared = i + 1 < factors.size() && factors[i].role == FactorRole::Difference && isSame(factors[i], factors[i + 1]);
        if (i > 0 && !divides(factors[i])) {
            m_lines.both(spaced ? kSpacedTimes : kTimes);
        }
        writeFactor(factors[i], squared || factors.size() > 1 || !first);
        if (squared) {
            m_lines.both(QStringLiteral("²"));
            ++i;
        }
    }
}

void FormulaTerms::writeFactor(const Factor& factor, bool parentheses) {
    const ElementRef element{factor.tensor, factor.element};
    const int mark = markOf(factor);
    switch (factor.role) {
        case FactorRole::Value:
            if (const double scale = scaleOf(factor); scale != 1.0) {
                m_lines.named(QString::number(m_lines.source().rows) + kTimes + m_lines.nameOf(element), element);
                return m_lines.number(factor.value * scale, element, parentheses);
            }
            return m_lines.pair(element, factor.value, parentheses);
        case FactorRole::Derivative:
            return writeDerivative(factor, parentheses);
        case FactorRole::Difference:
            return writeDifference(factor);
        case FactorRole::InverseDeviation:
            return writeDeviation(factor);
        case FactorRole::Mean:
            return writeMean(factor, parentheses);
        case FactorRole::Share:
            return m_lines.both(QStringLiteral(" / %1").arg(countOf(factor)), false, mark);
        case FactorRole::LearningRate:
        case FactorRole::WeightDecay:
        case FactorRole::Momentum:
        case FactorRole::Undampened:
        case FactorRole::StepRate:
        case FactorRole::Shrink:
        case FactorRole::Alpha:
        case FactorRole::OneMinusAlpha:
        case FactorRole::Beta1:
        case FactorRole::OneMinusBeta1:
        case FactorRole::Beta2:
        case FactorRole::OneMinusBeta2:
        case FactorRole::PenaltyRate:
            m_lines.plainSymbol(letterOf(factor.role), false, mark);
            return m_lines.constant(factor.value, true, mark);
        case FactorRole::Bracket: {
            const auto& terms = m_lines.out().bracket;
            m_lines.both(QStringLiteral("( "));
            for (std::size_t i = 0; i < terms.size(); ++i) {
                writeTerm(terms[i], i == 0, false);
            }
            return m_lines.both(QStringLiteral(" )"));
        }
        case FactorRole::StepRoot:
            return writeRoot(factor);
        case FactorRole::Sign:
            m_lines.named(QStringLiteral("sign(%1)").arg(m_lines.nameOf(element)), element);
            return m_lines.number(factor.value, element, true);
        case FactorRole::ClipCoefficient:
            return writeCoefficient(element);
        case FactorRole::ClipLimit:
        case FactorRole::OutputWeight:
        case FactorRole::Held:
        case FactorRole::Constant:
            return m_lines.bothConstant(factor.value, factor.role != FactorRole::Held);
    }
}

void FormulaTerms::writeMean(const Factor& factor, bool parentheses) {
    const auto& names = m_lines.names();
    const QString of = factor.other.valid() ? names.brief(factor.tensor) + kTimes + names.brief(factor.other) : names.brief(factor.tensor);
    m_lines.plainSymbol(QStringLiteral("mean(%1)").arg(of), false, markOf(factor));
    m_lines.number(factor.value, std::nullopt, parentheses, markOf(factor));
}

void FormulaTerms::writeDeviation(const Factor& inverse) {
    const ElementRef variance{inverse.tensor, inverse.element};
    const double epsilon = m_lines.entry().attributes.epsilon;
    // Without the snapshot's value the variance follows from its root.
    const double value = m_lines.valueOf(variance).value_or(1.0 / (inverse.value * inverse.value) - epsilon);
    m_lines.both(QStringLiteral(" / √( "));
    m_lines.pair(variance, value, true);
    m_lines.both(QStringLiteral(" + "));
    m_lines.plainSymbol(QStringLiteral("ε"), false, markOf(inverse));
    m_lines.constant(epsilon, true, markOf(inverse));
    m_lines.both(QStringLiteral(" )"));
}

/// " / ( √V + ε )", for RMSprop with its mean taken off " / ( √( V − A·A ) + ε )", for Adam " / ( √V / √(1 − β₂ᵗ) + ε )".
void FormulaTerms::writeRoot(const Factor& root) {
    const auto& knobs = m_lines.out().knobs;
    const ElementRef squares{root.tensor, root.element};
    const auto valueOr0 = [this](const ElementRef& element) { return m_lines.valueOf(element).value_or(0.0); };
    const bool isCentered = root.other.valid() && m_lines.entry().attributes.optimizer == OptimizerKind::RmsProp;
    m_lines.both(isCentered ? QStringLiteral(" / ( √( ") : QStringLiteral(" / ( √"));
    m_lines.pair(squares, valueOr0(squares), true);
    if (isCentered) {
        const ElementRef mean{root.other, root.otherElement};
        m_lines.both(QStringLiteral(" − "));
        m_lines.pair(mean, valueOr0(mean), true);
        m_lines.both(kTimes);
        m_lines.pair(mean, valueOr0(mean), true);
        m_lines.both(QStringLiteral(" )"));
    } else if (root.other.valid()) {
        const double steps = valueOr0({root.other, root.otherElement});
        m_lines.both(QStringLiteral(" / "));
        m_lines.plainSymbol(QStringLiteral("√(1 − β₂ᵗ)"), false, kCorrectionMark);
        m_lines.constant(rooted(1.0 - formulas::wholePower(knobs.beta2, static_cast<std::uint64_t>(steps))), true, kCorrectionMark);
    }
    m_lines.both(QStringLiteral(" + "));
    m_lines.plainSymbol(QStringLiteral("ε"), false, markOf(root));
    m_lines.constant(knobs.epsilon, true, markOf(root));
    m_lines.both(QStringLiteral(" )"));
}

double FormulaTerms::rooted(double square) const {
    const double root = std::sqrt(square);
    const bool isFloat = m_lines.names().program().options().dtype == DType::Float32;
    return isFloat ? static_cast<double>(static_cast<float>(root)) : root;
}

/// min(1, limit / (‖g‖ + 0.000001)).
void FormulaTerms::writeCoefficient(const ElementRef& norm) {
    constexpr double kBesideNorm = 1e-6;
    m_lines.both(QStringLiteral("min(1%1").arg(m_lines.separator()));
    m_lines.bothConstant(m_lines.out().knobs.clipLimit, false);
    m_lines.both(QStringLiteral(" / ("));
    m_lines.pair(norm, m_lines.valueOf(norm).value_or(0.0), true);
    m_lines.both(QStringLiteral(" + "));
    m_lines.bothConstant(kBesideNorm, false);
    m_lines.both(QStringLiteral("))"));
}

void FormulaTerms::writeDerivative(const Factor& factor, bool parentheses) {
    const auto& entry = m_lines.entry();
    const ElementRef argument{factor.tensor, factor.element};
    if (entry.attributes.activation.kind == Activation::Softmax) {
        // dL/dz_j is the sum over k of dL/da_k times da_k/dz_j; the factor names k.
        const ElementRef of{entry.inputs.at(2), factor.element};
        const ElementRef by{entry.inputs.at(1), m_lines.out().element};
        m_lines.named(SymbolText::derivative(m_lines.nameOf(of, false), m_lines.nameOf(by, false)), of);
        return m_lines.number(factor.value, of, parentheses);
    }
    m_lines.named(
        SymbolNames::function(entry.attributes.activation.kind) + QStringLiteral("′(") + m_lines.nameOf(argument) + QLatin1Char(')'),
        argument);
    m_lines.number(factor.value, argument, parentheses);
}

double FormulaTerms::hitOf(const Factor& difference) const {
    // p − 1 is p only where 1 is nothing beside it, which no probability is.
    const auto p = m_lines.valueOf({difference.tensor, difference.element});
    const bool hit = p ? difference.value != *p : difference.value < 0;
    return hit ? 1.0 : 0.0;
}

void FormulaTerms::writeDifference(const Factor& factor) {
    const ElementRef minuend{factor.tensor, factor.element};
    const bool isClass = !factor.other.valid();
    // A class index stands in the target's one column.
    const ElementRef subtrahend =
        isClass ? ElementRef{m_lines.entry().inputs.at(1), factor.otherElement} : ElementRef{factor.other, factor.otherElement};
    const auto a = m_lines.valueOf(minuend);
    const auto y = isClass ? std::optional(hitOf(factor)) : m_lines.valueOf(subtrahend);
    const QString hit = isClass ? QString::number(hitOf(factor)) : QString();
    m_lines.plainSymbol(QStringLiteral("("));
    m_lines.symbol(minuend);
    m_lines.plainSymbol(QStringLiteral(" − "));
    isClass ? m_lines.named(hit, subtrahend) : m_lines.symbol(subtrahend);
    m_lines.plainSymbol(QStringLiteral(")"));
    if (!a || !y) {
        return m_lines.number(factor.value, minuend, true);
    }
    m_lines.plainNumber(QStringLiteral("("));
    m_lines.number(*a, minuend, false);
    m_lines.plainNumber(QStringLiteral(" − "));
    if (isClass && !m_lines.faint) {
        m_lines.numbers.push_back({hit, subtrahend, *y, false, false, false, 0});
    } else if (!isClass) {
        m_lines.number(*y, subtrahend, true);
    }
    m_lines.plainNumber(QStringLiteral(")"));
}

}  // namespace glassnet::ui
