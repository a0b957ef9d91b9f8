#include "ui/stepping/FormulaText.h"

#include <QCoreApplication>
#include <cmath>
#include <set>

#include "ui/stepping/FormulaWords.h"
#include "ui/stepping/LossPattern.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

const QString kTimes = QString(SymbolText::kDot);
const QString kSpacedTimes = QStringLiteral(" · ");
constexpr qsizetype kShortConstant = 6;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FormulaText)
};

class Writer {
public:
    Writer(const FormulaSource& source, const Explanation& explanation)
        : m_source(source), m_names(source.names), m_out(explanation), m_entry(source.names.program().entries().at(explanation.entry)) {
        std::set<std::int64_t> samples;
        for (const Term& term : explanation.terms) {
            for (const Factor& factor : term.factors) {
                if (factor.tensor.valid() && m_names.sampleOf(factor.tensor, factor.element) >= 0) {
                    samples.insert(m_names.sampleOf(factor.tensor, factor.element));
                }
            }
        }
        m_withSample = samples.size() > 1;
    }

    FormulaLine symbols;
    FormulaLine numbers;

    void write() {
        switch (m_out.form) {
            case ExplanationForm::Sum:
            case ExplanationForm::Product:
                return writeSum();
            case ExplanationForm::Function:
                return writeFunction();
            case ExplanationForm::Share:
                return writeShare();
            case ExplanationForm::Copy:
                return writeCopy();
            case ExplanationForm::Draw:
                return writeDraw();
        }
    }

    /// The terms alone, without what they make.
    void writeTerms() {
        const std::size_t count = m_out.terms.size();
        const bool spaced = count == 1;
        for (std::size_t i = 0; i < count; ++i) {
            if (isFoldedAt(i)) {
                i = count - kFoldTail;
                writeFold(count - kFoldTail - m_source.head);
            }
            writeTerm(m_out.terms[i], i == 0, spaced);
        }
    }

private:
    static void plain(FormulaLine& line, const QString& text, bool breakBefore = false) {
        line.push_back({text, std::nullopt, std::nullopt, breakBefore, false});
    }
    void both(const QString& text, bool breakBefore = false) {
        plain(symbols, text, breakBefore);
        plain(numbers, text, breakBefore);
    }
    void symbol(TensorId tensor, std::int64_t element, bool brief = true) {
        const QString text = brief ? m_names.briefElement(tensor, element, m_withSample) : m_names.element(tensor, element, m_withSample);
        symbols.push_back({text, ElementRef{tensor, element}, std::nullopt, false, false});
    }
    void number(double value, std::optional<ElementRef> element, bool parentheses) {
        const QString text = m_source.numbers.of(value);
        const bool enclose = parentheses && text.startsWith(NumberText::kMinus);
        numbers.push_back({enclose ? QLatin1Char('(') + text + QLatin1Char(')') : text, element, value, false, false});
    }
    /// A number of the formula itself: in full when that is short.
    void constant(double value, bool parentheses = true) {
        const auto small = static_cast<float>(value);
        const bool isFloat = m_names.program().options().dtype == DType::Float32;
        QString text = isFloat ? m_source.numbers.exact(small) : m_source.numbers.exact(value);
        if (text.size() > kShortConstant) {
            text = m_source.numbers.of(value);
        }
        const bool enclose = parentheses && text.startsWith(NumberText::kMinus);
        numbers.push_back({enclose ? QLatin1Char('(') + text + QLatin1Char(')') : text, std::nullopt, value, false, false});
    }

    void leftSide(const QString& sign = QStringLiteral(" = ")) {
        if (m_names.isDelta(m_out.tensor)) {
            symbol(m_out.tensor, m_out.element);
            plain(symbols, QStringLiteral(" = "));
        }
        symbol(m_out.tensor, m_out.element, false);
        plain(symbols, sign, false);
    }
    void result() {
        plain(numbers, QStringLiteral(" = "), true);
        number(m_out.result, ElementRef{m_out.tensor, m_out.element}, false);
    }

    /// At least two terms are left out, or none.
    [[nodiscard]] bool isFoldedAt(std::size_t term) const {
        return term == m_source.head && m_out.terms.size() > kFoldAbove && m_source.head + kFoldTail + 1 < m_out.terms.size();
    }
    void writeFold(std::size_t hidden) {
        plain(symbols, QStringLiteral(" + "), true);
        plain(numbers, QStringLiteral(" + "), true);
        const QString text = Text::tr("… %n more terms …", nullptr, static_cast<int>(hidden));
        symbols.push_back({text, std::nullopt, std::nullopt, false, true});
        numbers.push_back({text, std::nullopt, std::nullopt, false, true});
    }

    static bool isSubtracted(const Term& term) {
        const Factor& first = term.factors.front();
        return term.factors.size() > 1 && ((first.role == FactorRole::LearningRate && first.value <= 0.0) ||
                                           (first.role == FactorRole::Constant && first.value == -1.0));
    }

    void writeTerm(const Term& term, bool first, bool spaced) {
        const bool subtracted = isSubtracted(term);
        if (!first || subtracted) {
            both(subtracted ? (first ? QStringLiteral("−") : QStringLiteral(" − ")) : QStringLiteral(" + "), !first);
        }
        if (isLossPattern()) {
            return writePattern(term, false);
        }
        std::vector<Factor> factors = visible(term);
        bool started = false;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const bool squared = i + 1 < factors.size() && factors[i].role == FactorRole::Difference && isSame(factors[i], factors[i + 1]);
            if (started) {
                both(spaced ? kSpacedTimes : kTimes);
            }
            started = true;
            writeFactor(factors[i], squared || factors.size() > 1 || !first);
            if (squared) {
                both(QStringLiteral("²"));
                ++i;
            }
        }
    }

    /// Factors worth writing: not the −1 that became a minus, not a mean over one.
    static std::vector<Factor> visible(const Term& term) {
        std::vector<Factor> factors;
        for (std::size_t i = 0; i < term.factors.size(); ++i) {
            Factor factor = term.factors[i];
            const bool sign = i == 0 && isSubtracted(term);
            const bool one = factor.role == FactorRole::Share && factor.value == 1.0 && term.factors.size() > 1;
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
    static bool isSame(const Factor& a, const Factor& b) {
        return a.role == b.role && a.tensor == b.tensor && a.element == b.element && a.other == b.other && a.otherElement == b.otherElement;
    }

    void writeFactor(const Factor& factor, bool parentheses) {
        const ElementRef element{factor.tensor, factor.element};
        switch (factor.role) {
            case FactorRole::Value:
                symbol(factor.tensor, factor.element);
                return number(factor.value, element, parentheses);
            case FactorRole::Derivative:
                return writeDerivative(factor, parentheses);
            case FactorRole::Difference:
                return writeDifference(factor);
            case FactorRole::InverseDeviation:
                plain(symbols, QStringLiteral("1/√("));
                symbol(factor.tensor, factor.element);
                plain(symbols, QStringLiteral(" + ε)"));
                return number(factor.value, element, parentheses);
            case FactorRole::Mean:
                plain(symbols, QStringLiteral("mean(%1)")
                                   .arg(factor.other.valid() ? m_names.brief(factor.tensor) + kTimes + m_names.brief(factor.other)
                                                             : m_names.brief(factor.tensor)));
                return number(factor.value, std::nullopt, parentheses);
            case FactorRole::Share:
                plain(symbols, QStringLiteral("1/%1").arg(std::llround(1.0 / factor.value)));
                return constant(factor.value);
            case FactorRole::LearningRate:
                plain(symbols, QStringLiteral("η"));
                return constant(factor.value);
            case FactorRole::OutputWeight:
            case FactorRole::Held:
            case FactorRole::Constant:
                constant(factor.value, factor.role != FactorRole::Held);
                return plain(symbols, numbers.back().text);
        }
    }

    void writeDerivative(const Factor& factor, bool parentheses) {
        if (m_entry.attributes.activation.kind == Activation::Softmax) {
            // dL/dz_j is the sum over k of dL/da_k times da_k/dz_j; the factor names k.
            const QString of = m_names.element(m_entry.inputs.at(2), factor.element, m_withSample);
            const QString by = m_names.element(m_entry.inputs.at(1), m_out.element, m_withSample);
            symbols.push_back(
                {SymbolText::derivative(of, by), ElementRef{m_entry.inputs.at(2), factor.element}, std::nullopt, false, false});
        } else {
            plain(symbols, SymbolNames::function(m_entry.attributes.activation.kind) + QStringLiteral("′("));
            symbol(factor.tensor, factor.element);
            plain(symbols, QStringLiteral(")"));
        }
        number(factor.value, ElementRef{factor.tensor, factor.element}, parentheses);
    }

    void writeDifference(const Factor& factor) {
        plain(symbols, QStringLiteral("("));
        symbol(factor.tensor, factor.element);
        plain(symbols, QStringLiteral(" − "));
        const ElementRef minuend{factor.tensor, factor.element};
        const ElementRef subtrahend{factor.other, factor.otherElement};
        const auto a = valueOf(minuend);
        // p − 1 where the target is this class, p − 0 elsewhere: p lies between 0 and 1, so the sign tells which.
        const bool isClass = !factor.other.valid();
        const QString hit = factor.value < 0 ? QStringLiteral("1") : QStringLiteral("0");
        const auto y = isClass ? std::optional<double>(hit.toDouble()) : valueOf(subtrahend);
        if (isClass) {
            plain(symbols, hit);
        } else {
            symbol(factor.other, factor.otherElement);
        }
        plain(symbols, QStringLiteral(")"));
        if (!a || !y) {
            return number(factor.value, minuend, true);
        }
        plain(numbers, QStringLiteral("("));
        number(*a, minuend, false);
        plain(numbers, QStringLiteral(" − "));
        if (isClass) {
            plain(numbers, hit);
        } else {
            number(*y, subtrahend, true);
        }
        plain(numbers, QStringLiteral(")"));
    }

    [[nodiscard]] std::optional<double> valueOf(const ElementRef& element) const {
        return m_source.value ? m_source.value(element) : std::nullopt;
    }

    [[nodiscard]] bool isLossPattern() const { return m_entry.op == Op::Loss && m_entry.attributes.loss.kind != Loss::MeanSquaredError; }
    [[nodiscard]] const LossPattern& pattern() const {
        const Loss kind = m_entry.attributes.loss.kind;
        // The logits form of the binary cross entropy is one formula for both names.
        const bool logits = kind == Loss::BinaryCrossEntropy && m_entry.attributes.fromLogits;
        return kLossPatterns.at(static_cast<std::size_t>(logits ? Loss::BinaryCrossEntropyWithLogits : kind));
    }

    void writePattern(const Term& term, bool slope) {
        double scale = 1.0;
        std::vector<Factor> arguments;
        for (const Factor& factor : term.factors) {
            if (factor.role == FactorRole::Value) {
                arguments.push_back(factor);
            } else {
                scale *= factor.value;
            }
        }
        const double own = term.value / scale;
        fill(symbols, QString::fromUtf16(slope ? pattern().slope : pattern().symbols), arguments, own);
        fill(numbers, QString::fromUtf16(slope ? pattern().slopeNumbers : pattern().numbers), arguments, own);
        for (const Factor& factor : term.factors) {
            if (factor.role != FactorRole::Value && factor.value != 1.0) {
                both(kTimes);
                writeFactor(factor, true);
            }
        }
    }
    void fill(FormulaLine& line, const QString& pattern, const std::vector<Factor>& arguments, double own) {
        const bool inNumbers = &line == &numbers;
        QString text;
        for (qsizetype i = 0; i < pattern.size(); ++i) {
            if (pattern[i] != QLatin1Char('%')) {
                text += pattern[i];
                continue;
            }
            if (!text.isEmpty()) {
                plain(line, std::exchange(text, QString()));
            }
            const char what = pattern[++i].toLatin1();
            if (what == 'v' || what == 'l') {
                number(what == 'v' ? own : own + arguments.at(0).value, std::nullopt, true);
                continue;
            }
            // A loss of samples reads the target as a class: it has no number of its own among the factors.
            const std::size_t which = what == 'a' ? 0 : 1;
            const Factor argument = which < arguments.size() ? arguments[which] : Factor{FactorRole::Value,   0,  m_entry.inputs.at(1),
                                                                                         classRow(arguments), {}, 0};
            if (inNumbers) {
                number(argument.value, ElementRef{argument.tensor, argument.element}, true);
            } else {
                symbol(argument.tensor, argument.element);
            }
        }
        if (!text.isEmpty()) {
            plain(line, text);
        }
    }
    [[nodiscard]] std::int64_t classRow(const std::vector<Factor>& arguments) const {
        return m_names.sampleOf(arguments.at(0).tensor, arguments.at(0).element);
    }

    void writeSum() {
        const bool inPlace = m_entry.op == Op::Update || m_entry.op == Op::UpdateRunning;
        leftSide(inPlace ? QStringLiteral(" ← ") : QStringLiteral(" = "));
        if (m_out.terms.empty()) {
            plain(symbols, QStringLiteral("0"));
            return number(m_out.result, ElementRef{m_out.tensor, m_out.element}, false);
        }
        writeTerms();
        // One number standing alone is the result itself.
        if (numbers.size() > 1) {
            result();
        }
    }

    void writeFunction() {
        const bool update = m_entry.op == Op::Update;
        leftSide(update ? QStringLiteral(" ← ") : QStringLiteral(" = "));
        if (m_entry.op == Op::LossGradient) {
            writePattern(m_out.terms.front(), true);
            return result();
        }
        const QString name = update ? Text::tr("momentum") : SymbolNames::function(m_entry.attributes.activation.kind);
        if (m_source.inner != nullptr && !update) {
            return writeComposed(name);
        }
        both(name + QLatin1Char('('));
        const Factor& argument = m_out.terms.front().factors.front();
        symbol(argument.tensor, argument.element);
        number(argument.value, ElementRef{argument.tensor, argument.element}, false);
        both(QStringLiteral(")"));
        result();
    }

    /// h₁ = σ( x₁·W1[0,0] + ... ): the argument's own terms in its place.
    void writeComposed(const QString& name) {
        FormulaSource innerSource = m_source;
        innerSource.inner = nullptr;
        Writer inner(innerSource, *m_source.inner);
        inner.writeTerms();
        plain(symbols, name + QStringLiteral("( "));
        symbols.insert(symbols.end(), inner.symbols.begin(), inner.symbols.end());
        plain(symbols, QStringLiteral(" )"));
        numbers = std::move(inner.numbers);
        if (numbers.size() > 1) {
            plain(numbers, QStringLiteral(" = "), true);
            number(m_source.inner->result, ElementRef{m_source.inner->tensor, m_source.inner->element}, false);
        }
        plain(numbers, QStringLiteral(" → ") + name + QStringLiteral(" = "), true);
        number(m_out.result, ElementRef{m_out.tensor, m_out.element}, false);
    }

    void power(const Term& term) {
        plain(symbols, QStringLiteral("e^("));
        symbol(term.factors.front().tensor, term.factors.front().element);
        plain(symbols, QStringLiteral(" − m)"));
        number(term.value, ElementRef{term.factors.front().tensor, term.factors.front().element}, true);
    }
    void writeShare() {
        leftSide();
        power(m_out.terms.at(m_out.chosen));
        both(QStringLiteral(" / ( "));
        const std::size_t count = m_out.terms.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (isFoldedAt(i)) {
                i = count - kFoldTail;
                writeFold(count - kFoldTail - m_source.head);
            }
            if (i > 0) {
                both(QStringLiteral(" + "), true);
            }
            power(m_out.terms[i]);
        }
        both(QStringLiteral(" )"));
        result();
    }

    void writeCopy() {
        leftSide();
        writeFactor(m_out.terms.front().factors.front(), false);
    }

    void writeDraw() {
        leftSide();
        plain(symbols, Text::tr("drawn at random"));
        number(m_out.result, ElementRef{m_out.tensor, m_out.element}, false);
    }

    const FormulaSource& m_source;
    const SymbolNames& m_names;
    const Explanation& m_out;
    const Entry& m_entry;
    bool m_withSample = false;
};

}  // namespace

FormulaText formulaText(const FormulaSource& source) {
    Writer writer(source, source.explanation);
    writer.write();
    return {formulaTitle(source.names, source.explanation), std::move(writer.symbols), std::move(writer.numbers),
            formulaSentence(source.names, source.explanation, source.numbers)};
}

QString lineText(const FormulaLine& line) {
    QString text;
    for (const FormulaToken& token : line) {
        text += token.text;
    }
    return text;
}

}  // namespace glassnet::ui
