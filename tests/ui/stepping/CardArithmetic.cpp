#include "tests/ui/stepping/CardArithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "engine/backend/Formulas.h"
#include "engine/program/ElementFormulas.h"

namespace glassnet::test {

namespace {

using formulas::FusedArithmetic;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A piece of the line: a sign, a word, or a number.
struct CardPiece {
    QString text;
    std::optional<Range> number;
};

bool isWordLetter(QChar c) { return c.isLetter() || c == QChar(0x2032); }

/// The number that a text shows, and the place of its last digit.
double shown(QString text, double* unit) {
    text.remove(QLatin1Char('(')).remove(QLatin1Char(')')).replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok) {
        throw std::runtime_error("no number: " + text.toStdString());
    }
    const auto e = text.indexOf(QLatin1Char('e'));
    const QString digits = e < 0 ? text : text.left(e);
    const auto point = digits.indexOf(QLatin1Char('.'));
    *unit = std::pow(10.0, (e < 0 ? 0 : text.mid(e + 1).toInt()) - (point < 0 ? 0 : static_cast<int>(digits.size() - point) - 1));
    return value;
}

class Reader {
public:
    Reader(const ui::FormulaLine& line, const CardRules& rules) : m_rules(rules) {
        for (const ui::FormulaToken& token : line) {
            if (token.number) {
                m_pieces.push_back({token.text, rangeOf(token)});
            } else {
                cut(token.text);
            }
        }
    }

    std::vector<CardSide> sides() {
        std::vector<CardSide> all;
        do {
            CardSide side;
            side.before = side.after = sum();
            if (take(u"→")) {
                side.after = function(take(), {side.before});
            }
            all.push_back(side);
        } while (take(u"="));
        if (m_next != m_pieces.size()) {
            throw std::runtime_error("left over: " + m_pieces[m_next].text.toStdString());
        }
        return all;
    }

private:
    void cut(const QString& text) {
        for (qsizetype i = 0; i < text.size();) {
            if (text[i].isSpace()) {
                ++i;
                continue;
            }
            qsizetype end = i + 1;
            if (text[i].isDigit()) {
                while (end < text.size() && (text[end].isDigit() || text[end] == QLatin1Char('.'))) {
                    ++end;
                }
                const double value = text.mid(i, end - i).toDouble();
                m_pieces.push_back({text.mid(i, end - i), Range{value, value}});
            } else {
                while (isWordLetter(text[i]) && end < text.size() && isWordLetter(text[end])) {
                    ++end;
                }
                m_pieces.push_back({text.mid(i, end - i), std::nullopt});
            }
            i = end;
        }
    }

    [[nodiscard]] Range rangeOf(const ui::FormulaToken& token) const {
        double unit = 0;
        const double value = shown(token.text, &unit);
        const bool isAll = rounded(value) == rounded(*token.number);
        return m_rules.exact || isAll ? Range{rounded(value), rounded(value)} : Range{value - unit / 2, value + unit / 2};
    }

    [[nodiscard]] bool isFloat() const { return m_rules.dtype == DType::Float32; }
    [[nodiscard]] double rounded(double value) const { return isFloat() ? static_cast<double>(static_cast<float>(value)) : value; }

    [[nodiscard]] bool sees(const char16_t* text) const {
        return m_next < m_pieces.size() && m_pieces[m_next].text == QString::fromUtf16(text);
    }
    bool take(const char16_t* text) {
        if (sees(text)) {
            ++m_next;
            return true;
        }
        return false;
    }
    QString take() {
        if (m_next >= m_pieces.size()) {
            throw std::runtime_error("ends too early");
        }
        return m_pieces[m_next++].text;
    }
    void need(const char16_t* text) {
        if (!take(text)) {
            throw std::runtime_error("missing " + QString::fromUtf16(text).toStdString() + " before " +
                                     (m_next < m_pieces.size() ? m_pieces[m_next].text.toStdString() : std::string("the end")));
        }
    }

    /// Every operation rounds once: a range grows by that much.
    [[nodiscard]] Range settled(double low, double high) const {
        if (m_rules.exact) {
            return {rounded(low), rounded(low)};
        }
        if (std::isnan(low) || std::isnan(high)) {
            return {-kInfinity, kInfinity};
        }
        const double relative = isFloat() ? 0x1p-23 : 0x1p-52;
        const double smallest = isFloat() ? 0x1p-149 : 0.0;
        return {low - std::abs(low) * relative - smallest, high + std::abs(high) * relative + smallest};
    }
    [[nodiscard]] Range add(const Range& a, const Range& b) const { return settled(a.low + b.low, a.high + b.high); }
    static Range negative(const Range& a) { return {-a.high, -a.low}; }
    [[nodiscard]] static Range corners(const Range& a, const Range& b, double (*of)(double, double)) {
        const double values[] = {of(a.low, b.low), of(a.low, b.high), of(a.high, b.low), of(a.high, b.high)};
        return {*std::min_element(values, values + 4), *std::max_element(values, values + 4)};
    }
    [[nodiscard]] Range multiply(const Range& a, const Range& b) const {
        if (m_rules.exact) {
            return settled(a.low * b.low, 0);
        }
        const Range all = corners(a, b, [](double x, double y) { return x == 0 || y == 0 ? 0.0 : x * y; });
        return settled(all.low, all.high);
    }
    [[nodiscard]] Range square(const Range& a) const {
        Range all = multiply(a, a);
        if (!m_rules.exact) {
            const double most = std::max(a.low * a.low, a.high * a.high);
            const bool across = a.low < 0 && a.high > 0;
            all = settled(across ? 0.0 : std::min(a.low * a.low, a.high * a.high), most);
        }
        return all;
    }
    [[nodiscard]] Range divide(const Range& a, const Range& b) const {
        if (m_rules.exact) {
            return settled(a.low / b.low, 0);
        }
        if (b.low <= 0 && b.high >= 0) {
            return {-kInfinity, kInfinity};
        }
        const Range all = corners(a, b, [](double x, double y) { return x / y; });
        return settled(all.low, all.high);
    }
    [[nodiscard]] Range join(const Range& sum, const Range& a, const Range& b) const {
        if (!m_rules.exact || !m_rules.fused) {
            return add(sum, multiply(a, b));
        }
        const double value =
            isFloat() ? static_cast<double>(std::fma(static_cast<float>(a.low), static_cast<float>(b.low), static_cast<float>(sum.low)))
                      : std::fma(a.low, b.low, sum.low);
        return {value, value};
    }
    /// A function over a range: its ends and points between, for the few that rise and fall.
    template <class F>
    [[nodiscard]] Range over(const Range& a, F&& of) const {
        if (m_rules.exact) {
            const double value = of(a.low);
            return {value, value};
        }
        Range all{kInfinity, -kInfinity};
        constexpr int kPoints = 64;
        for (int i = 0; i <= kPoints; ++i) {
            const double at = i == kPoints ? a.high : a.low + (a.high - a.low) * i / kPoints;
            const double value = of(at);
            if (std::isnan(value)) {
                return {-kInfinity, kInfinity};
            }
            all = {std::min(all.low, value), std::max(all.high, value)};
        }
        // The program's functions are right to a few units in the last place.
        return settled(all.low - 4 * std::abs(all.low) * (isFloat() ? 0x1p-23 : 0x1p-52),
                       all.high + 4 * std::abs(all.high) * (isFloat() ? 0x1p-23 : 0x1p-52));
    }
    template <class F32, class F64>
    [[nodiscard]] Range applied(const Range& a, F32&& f32, F64&& f64) const {
        return over(a, [&](double x) { return isFloat() ? static_cast<double>(f32(static_cast<float>(x))) : f64(x); });
    }

    Range function(const QString& name, const std::vector<Range>& arguments) {
        using namespace formulas;
        using F = FusedArithmetic;
        const Range& a = arguments.at(0);
        if (name == QStringLiteral("log")) {
            return applied(
                a, [](float x) { return formulas::log<F, float>(x); }, [](double x) { return formulas::log<F, double>(x); });
        }
        if (name == QStringLiteral("max")) {
            return {std::max(a.low, arguments.at(1).low), std::max(a.high, arguments.at(1).high)};
        }
        if (name == QStringLiteral("min")) {
            return {std::min(a.low, arguments.at(1).low), std::min(a.high, arguments.at(1).high)};
        }
        if (name == QStringLiteral("clip")) {
            const auto held = [&](double x) { return std::clamp(x, arguments.at(1).low, arguments.at(2).high); };
            return {held(a.low), held(a.high)};
        }
        if (name == QStringLiteral("sign")) {
            const auto sign = [](double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0; };
            return {sign(a.low), sign(a.high)};
        }
        if (name == QStringLiteral("cos")) {
            return applied(
                a, [](float x) { return formulas::cos<F, float>(x); }, [](double x) { return formulas::cos<F, double>(x); });
        }
        if (name == QStringLiteral("Φ")) {
            using Gelu = ActivationFormula<Activation::Gelu, F>;
            return applied(
                a, [](float x) { return Gelu::cumulative(x); }, [](double x) { return Gelu::cumulative(x); });
        }
        if (name == QStringLiteral("φ")) {
            return applied(
                a, [](float x) { return 0.39894228040143267794F * formulas::exp<F, float>(-0.5F * x * x); },
                [](double x) { return 0.39894228040143267794 * formulas::exp<F, double>(-0.5 * x * x); });
        }
        if (name == QStringLiteral("σ")) {
            return applied(
                a, [](float x) { return sigmoid<F, float>(x); }, [](double x) { return sigmoid<F, double>(x); });
        }
        if (name != ui::SymbolNames::function(m_rules.activation.kind)) {
            throw std::runtime_error("unknown function " + name.toStdString());
        }
        return over(a, [&](double x) { return activationValue(m_rules.activation, x, m_rules.dtype); });
    }

    /// log(1 + x) is one function of x, as the program has it.
    std::optional<Range> logarithmOfOneAnd() {
        const auto start = m_next;
        if (!take(u"(") || !take(u"1") || !(sees(u"+") || sees(u"−"))) {
            m_next = start;
            return std::nullopt;
        }
        const bool minus = take() == QStringLiteral("−");
        const Range x = sum();
        need(u")");
        return applied(
            minus ? negative(x) : x, [](float v) { return formulas::log1p<FusedArithmetic, float>(v); },
            [](double v) { return formulas::log1p<FusedArithmetic, double>(v); });
    }

    Range primary() {
        if (m_next >= m_pieces.size()) {
            throw std::runtime_error("ends too early");
        }
        if (m_pieces[m_next].number) {
            return *m_pieces[m_next++].number;
        }
        if (take(u"½")) {
            return {0.5, 0.5};
        }
        if (take(u"(")) {
            const Range inside = sum();
            need(u")");
            return inside;
        }
        if (take(u"|")) {
            const Range inside = sum();
            need(u"|");
            if (inside.low >= 0 || inside.high <= 0) {
                return {std::min(std::abs(inside.low), std::abs(inside.high)), std::max(std::abs(inside.low), std::abs(inside.high))};
            }
            return {0.0, std::max(-inside.low, inside.high)};
        }
        if (take(u"[")) {
            const Range inside = sum();
            need(u">");
            need(u"0");
            need(u"]");
            return {inside.low > 0 ? 1.0 : 0.0, inside.high > 0 ? 1.0 : 0.0};
        }
        if (take(u"√")) {
            const Range inside = primary();
            return settled(std::sqrt(std::max(0.0, inside.low)), std::sqrt(inside.high));
        }
        if (take(u"e")) {
            need(u"^");
            const Range power = primary();
            m_power = power;
            return applied(
                power, [](float x) { return formulas::exp<FusedArithmetic, float>(x); },
                [](double x) { return formulas::exp<FusedArithmetic, double>(x); });
        }
        const QString name = take();
        if (name == QStringLiteral("log")) {
            if (const auto one = logarithmOfOneAnd()) {
                return *one;
            }
        }
        need(u"(");
        std::vector<Range> arguments{sum()};
        while (take(u",")) {
            arguments.push_back(sum());
        }
        need(u")");
        return function(name, arguments);
    }

    struct Product {
        Range value;
        std::optional<std::pair<Range, Range>> factors;
    };
    Range factor() {
        const bool minus = take(u"−");
        Range value = primary();
        if (take(u"^")) {
            const Range power = primary();
            value = {std::pow(value.low, power.low), std::pow(value.high, power.high)};
        }
        if (take(u"²")) {
            value = square(value);
        }
        return minus ? negative(value) : value;
    }
    Product product() {
        m_power.reset();
        Product all{factor(), std::nullopt};
        while (sees(u"·") || sees(u"/")) {
            m_power.reset();
            const bool times = take() == QStringLiteral("·");
            const Range next = factor();
            m_power.reset();
            all.factors = times ? std::optional(std::pair(all.value, next)) : std::nullopt;
            all.value = times ? multiply(all.value, next) : divide(all.value, next);
        }
        return all;
    }
    Range sum() {
        const Product first = product();
        Range total = first.value;
        const auto power = m_power;
        bool alone = true;
        while (sees(u"+") || sees(u"−")) {
            const bool plus = take() == QStringLiteral("+");
            if (!plus && power && alone && take(u"1")) {
                // e^x − 1 is one function of x, as the program has it.
                total = applied(
                    *power, [](float x) { return formulas::expm1<FusedArithmetic, float>(x); },
                    [](double x) { return formulas::expm1<FusedArithmetic, double>(x); });
                continue;
            }
            alone = false;
            const Product next = product();
            if (next.factors) {
                total = join(total, plus ? next.factors->first : negative(next.factors->first), next.factors->second);
            } else {
                total = add(total, plus ? next.value : negative(next.value));
            }
        }
        m_power.reset();
        return total;
    }

    const CardRules& m_rules;
    std::vector<CardPiece> m_pieces;
    std::size_t m_next = 0;
    std::optional<Range> m_power;
};

}  // namespace

std::optional<std::vector<CardSide>> recompute(const ui::FormulaLine& line, const CardRules& rules, QString* error) {
    try {
        return Reader(line, rules).sides();
    } catch (const std::runtime_error& problem) {
        *error = QString::fromStdString(problem.what());
        return std::nullopt;
    }
}

}  // namespace glassnet::test
