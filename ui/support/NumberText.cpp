#include "ui/support/NumberText.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

namespace glassnet::ui {

namespace {

constexpr int kLargestDenominator = 64;
constexpr double kLargestFraction = 1000;  // beyond, the numerator is no longer read at a glance
constexpr double kLargestFixed = 1e6;      // float32 has no decimals worth a column beyond this

QString plainFixed(double value, int decimals) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals).ptr;
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

QString plainScientific(double value, int decimals) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, decimals).ptr;
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

QString plainGeneral(double value, int significant) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, significant).ptr;
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

/// 3/8 for 0.375; empty for what is no fraction.
QString fraction(double value) {
    const double numerator = value * kLargestDenominator;
    if (!(std::abs(value) < kLargestFraction) || numerator != std::trunc(numerator)) {
        return {};
    }
    const auto above = static_cast<int>(numerator);
    const int shared = std::gcd(above, kLargestDenominator);
    const QString text = QString::number(above / shared);
    return shared == kLargestDenominator ? text : text + QLatin1Char('/') + QString::number(kLargestDenominator / shared);
}

template <class T>
QString plainShortest(T value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

QString words(double value) {
    if (std::isnan(value)) {
        return QCoreApplication::translate("NumberText", "nan", "not a number");
    }
    const QString infinite = QCoreApplication::translate("NumberText", "inf", "infinity");
    return value < 0 ? NumberText::kMinus + infinite : infinite;
}

}  // namespace

NumberText::NumberText(int decimals, const QLocale& locale) : m_decimals(std::clamp(decimals, kFewest, kMost)), m_locale(locale) {}

QString NumberText::dressed(QString plain) const {
    // to_chars writes e-07 and e+06; people write e−7 and e6.
    if (const auto e = plain.indexOf(QLatin1Char('e')); e >= 0) {
        const int exponent = plain.mid(e + 1).toInt();
        plain = plain.left(e + 1) + QString::number(exponent);
    }
    plain.replace(QLatin1Char('-'), kMinus);
    return plain.replace(QLatin1Char('.'), m_locale.decimalPoint());
}

NumberText NumberText::withDecimals(int decimals) const {
    NumberText other = *this;
    other.m_decimals = std::clamp(decimals, kFewest, kMost);
    return other;
}

NumberText NumberText::withAllDigits(bool on, DType dtype) const {
    NumberText other = *this;
    const int all = dtype == DType::Float32 ? std::numeric_limits<float>::max_digits10 : std::numeric_limits<double>::max_digits10;
    other.m_significant = on ? all : 0;
    return other;
}

NumberText NumberText::withFractions(bool on) const {
    NumberText other = *this;
    other.m_fractions = on;
    return other;
}

QString NumberText::plain(double value) const {
    const double magnitude = std::abs(value);
    if (m_significant > 0) {
        return plainGeneral(magnitude > 0 ? value : 0.0, m_significant);
    }
    if (magnitude >= kLargestFixed) {
        return plainScientific(value, m_decimals);
    }
    if (magnitude > 0 && magnitude < std::pow(10.0, -m_decimals)) {
        return plainScientific(value, std::max(1, m_decimals - 3));
    }
    return plainFixed(magnitude > 0 ? value : 0.0, m_decimals);
}

QString NumberText::of(double value) const {
    if (!std::isfinite(value)) {
        return words(value);
    }
    if (m_fractions) {
        if (const QString text = fraction(value); !text.isEmpty()) {
            return dressed(text);
        }
    }
    return dressed(plain(value));
}

double NumberText::unitOf(double value) const {
    if (!std::isfinite(value) || (m_fractions && !fraction(value).isEmpty())) {
        return 0.0;
    }
    const QString text = plain(value);
    const auto e = text.indexOf(QLatin1Char('e'));
    const QString digits = text.left(e);
    const auto point = digits.indexOf(QLatin1Char('.'));
    const int exponent = e < 0 ? 0 : text.mid(e + 1).toInt();
    const auto after = point < 0 ? 0 : static_cast<int>(digits.size() - point) - 1;
    return std::pow(10.0, exponent - after);
}

QString NumberText::withSign(double value) const { return value >= 0 ? QLatin1Char('+') + of(value) : of(value); }

QString NumberText::exact(float value) const {
    return std::isfinite(value) ? dressed(plainShortest(value)) : words(static_cast<double>(value));
}

QString NumberText::exact(double value) const { return std::isfinite(value) ? dressed(plainShortest(value)) : words(value); }

QString NumberText::scientific(double value, int decimals) const {
    return std::isfinite(value) ? dressed(plainScientific(value, decimals)) : words(value);
}

QString NumberText::whole(qint64 value) const {
    QString text = m_locale.toString(value);
    return text.replace(QLatin1Char('-'), kMinus);
}

QStringList NumberText::aligned(std::span<const double> values) const {
    const QString point = m_locale.decimalPoint();
    QStringList texts;
    qsizetype before = 0;
    qsizetype after = 0;
    const auto left = [&point](const QString& text) { return text.contains(point) ? text.indexOf(point) : text.size(); };
    for (const double value : values) {
        texts.append(of(value));
        if (!std::isfinite(value)) {
            continue;
        }
        before = std::max(before, left(texts.last()));
        after = std::max(after, texts.last().size() - left(texts.last()));
    }
    constexpr QChar kPad(0x00A0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        QString& text = texts[static_cast<qsizetype>(i)];
        // Words have no point: they stand in the middle.
        const qsizetype spare = std::max<qsizetype>(0, before + after - text.size());
        const qsizetype front = std::isfinite(values[i]) ? before - left(text) : spare / 2;
        text = QString(front, kPad) + text + QString(spare - front, kPad);
    }
    return texts;
}

}  // namespace glassnet::ui
