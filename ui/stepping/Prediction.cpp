#include "ui/stepping/Prediction.h"

#include <QLocale>
#include <QStringList>
#include <array>
#include <cmath>

#include "ui/support/NumberParser.h"
#include "ui/support/SymbolNames.h"

namespace glassnet::ui {

namespace {

/// A shortest decimal as typed is not the binary number: what is half a unit away in decimals may be a hair more in binary.
constexpr double kHair = 1e-9;

// In PredictionResult's order; a file's words are not translated.
constexpr std::array kResultKeys{"right", "wrong", "revealed", "skipped"};

QString plainNumber(double value, DType dtype) {
    const NumberText numbers(NumberText::kMost, QLocale::c());
    QString text = dtype == DType::Float32 ? numbers.exact(static_cast<float>(value)) : numbers.exact(value);
    return text.replace(NumberText::kMinus, QLatin1Char('-'));
}

QString quoted(QString field) {
    if (field.contains(QLatin1Char(',')) || field.contains(QLatin1Char('"')) || field.contains(QLatin1Char('\n')) ||
        field.contains(QLatin1Char('\r'))) {
        return QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    }
    return field;
}

}  // namespace

std::optional<Prediction> Prediction::of(SnapshotPtr snapshot) {
    const bool isThere = snapshot && snapshot->explanation && snapshot->termsShown() == snapshot->explanation->terms.size();
    if (!isThere || snapshot->explanation->form == ExplanationForm::Draw || !std::isfinite(snapshot->explanation->result)) {
        return std::nullopt;
    }
    return Prediction(std::move(snapshot));
}

Prediction::Prediction(SnapshotPtr snapshot)
    : m_snapshot(std::move(snapshot)), m_element{explanation().tensor, explanation().element}, m_value(explanation().result) {
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    m_quantity = names.element(m_element.tensor, m_element.element, m_snapshot->rows > 1);
}

bool Prediction::hides(const ElementRef& element) const {
    if (!m_open || element == m_element) {
        return m_open;
    }
    // A join, a held unit and others hand the number on; the same number made later gives it away.
    const auto& program = *m_snapshot->program;
    const auto made = program.producer(element.tensor);
    if (!made || *made <= explanation().entry) {
        return false;
    }
    const auto value = m_snapshot->at(element);
    return value && *value == m_value && (m_value != 0.0 || element.element == m_element.element);
}

Result<bool> Prediction::check(const QString& text, const NumberText& numbers, double seconds) {
    const auto typed = NumberParser(numbers.locale()).parse(text);
    if (!typed) {
        return tl::unexpected(typed.error());
    }
    const double unit = numbers.withFractions(false).unitOf(m_value);
    const bool right = std::abs(*typed - m_value) <= unit / 2 * (1 + kHair);
    PredictionAnswer given = answer(right ? PredictionResult::Right : PredictionResult::Wrong, seconds);
    given.answer = *typed;
    m_answers.push_back(given);
    m_open = m_open && !right;
    return right;
}

PredictionAnswer Prediction::answer(PredictionResult result, double seconds) const {
    return {m_snapshot->step + 1, m_quantity, std::nullopt, m_value, result, m_hints, seconds, dtype()};
}

void Prediction::close(PredictionResult result, double seconds) {
    if (m_open) {
        m_answers.push_back(answer(result, seconds));
        m_open = false;
    }
}

int Prediction::hintsLeft() const noexcept {
    const auto terms = static_cast<int>(m_snapshot->explanation->terms.size());
    const auto inner = m_snapshot->inner ? static_cast<int>(m_snapshot->inner->terms.size()) : 0;
    return m_open ? std::max(1, terms) + inner - m_hints : 0;
}

void Prediction::giveHint() {
    if (hintsLeft() > 0) {
        ++m_hints;
    }
}

std::optional<FormulaText> Prediction::formula(const NumberText& numbers, std::size_t head) const {
    if (m_open && m_hints == 0) {
        return std::nullopt;
    }
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    const Explanation* inner = m_snapshot->inner ? &*m_snapshot->inner : nullptr;
    const auto hints = static_cast<std::size_t>(m_hints);
    const bool insideFunction = m_open && inner != nullptr && hints <= inner->terms.size();
    FormulaSource source{names,
                         insideFunction ? *inner : explanation(),
                         insideFunction ? nullptr : inner,
                         [this](const ElementRef& element) { return m_snapshot->at(element); },
                         numbers,
                         head,
                         std::nullopt,
                         false,
                         m_snapshot->rows,
                         [this](const ElementRef& element) { return hides(element); }};
    if (m_open && (insideFunction || inner == nullptr) && hints < source.explanation.terms.size()) {
        source.shown = hints;
    }
    return formulaText(source);
}

QByteArray predictionCsv(const std::vector<PredictionAnswer>& answers) {
    QString text = QStringLiteral("step,quantity,answer,value,result,hints,seconds\r\n");
    for (const PredictionAnswer& each : answers) {
        const QStringList fields{QString::number(each.step),
                                 each.quantity,
                                 each.answer ? plainNumber(*each.answer, DType::Float64) : QString(),
                                 plainNumber(each.value, each.dtype),
                                 QLatin1String(kResultKeys.at(static_cast<std::size_t>(each.result))),
                                 QString::number(each.hints),
                                 QString::number(each.seconds, 'f', 1)};
        QStringList cells;
        for (const QString& field : fields) {
            cells.append(quoted(field));
        }
        text += cells.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return text.toUtf8();
}

}  // namespace glassnet::ui
