#include "ui/stepping/FormulaLines.h"

#include <QCoreApplication>

namespace glassnet::ui {

namespace {

constexpr qsizetype kShortConstant = 6;

struct LinesText {
    Q_DECLARE_TR_FUNCTIONS(FormulaText)
};

}  // namespace

FormulaLines::FormulaLines(const FormulaSource& source, const Explanation& explanation)
    : m_source(source), m_out(explanation), m_entry(source.names.program().entries().at(explanation.entry)) {}

void FormulaLines::plainSymbol(const QString& text, bool breakBefore, int mark) {
    symbols.push_back({text, std::nullopt, std::nullopt, breakBefore, false, faint, mark});
}

void FormulaLines::plainNumber(const QString& text, bool breakBefore, int mark) {
    if (!faint) {
        numbers.push_back({text, std::nullopt, std::nullopt, breakBefore, false, false, mark});
    }
}

void FormulaLines::both(const QString& text, bool breakBefore, int mark) {
    plainSymbol(text, breakBefore, mark);
    plainNumber(text, breakBefore, mark);
}

void FormulaLines::symbol(const ElementRef& element, bool brief) { named(nameOf(element, brief), element); }

void FormulaLines::named(const QString& text, const ElementRef& element) {
    symbols.push_back({text, element, std::nullopt, false, false, faint, 0});
}

QString FormulaLines::enclosed(const QString& text, bool parentheses) const {
    const bool enclose = parentheses && (text.startsWith(NumberText::kMinus) || text.contains(QLatin1Char('/')));
    return enclose ? QLatin1Char('(') + text + QLatin1Char(')') : text;
}

void FormulaLines::number(double value, const std::optional<ElementRef>& element, bool parentheses, int mark) {
    if (faint) {
        return;
    }
    if (element && isHidden(*element)) {
        numbers.push_back({QStringLiteral("?"), element, std::nullopt, false, false, false, mark});
        return;
    }
    numbers.push_back({enclosed(m_source.numbers.of(value), parentheses), element, value, false, false, false, mark});
}

void FormulaLines::pair(const ElementRef& element, double value, bool parentheses) {
    symbol(element);
    number(value, element, parentheses);
}

QString FormulaLines::constantText(double value) const {
    const auto small = static_cast<float>(value);
    const bool isFloat = names().program().options().dtype == DType::Float32;
    const QString text = isFloat ? m_source.numbers.exact(small) : m_source.numbers.exact(value);
    return text.size() > kShortConstant && !m_source.numbers.hasAllDigits() ? m_source.numbers.of(value) : text;
}

void FormulaLines::constant(double value, bool parentheses, int mark) {
    if (!faint) {
        numbers.push_back({enclosed(constantText(value), parentheses), std::nullopt, value, false, false, false, mark});
    }
}

void FormulaLines::bothConstant(double value, bool parentheses) {
    constant(value, parentheses);
    plainSymbol(enclosed(constantText(value), parentheses));
}

void FormulaLines::fold(std::size_t hidden) {
    both(QStringLiteral(" + "), true);
    const QString text = LinesText::tr("… %n more terms …", nullptr, static_cast<int>(hidden));
    symbols.push_back({text, std::nullopt, std::nullopt, false, true, faint, 0});
    if (!faint) {
        numbers.push_back({text, std::nullopt, std::nullopt, false, true, false, 0});
    }
}

std::optional<double> FormulaLines::valueOf(const ElementRef& element) const {
    return m_source.value ? m_source.value(element) : std::nullopt;
}

QString FormulaLines::nameOf(const ElementRef& element, bool brief) const {
    return brief ? names().briefElement(element.tensor, element.element, m_withSample)
                 : names().element(element.tensor, element.element, m_withSample);
}

QString FormulaLines::separator() const {
    return m_source.numbers.locale().decimalPoint() == QLatin1String(",") ? QStringLiteral("; ") : QStringLiteral(", ");
}

}  // namespace glassnet::ui
