#include "ui/support/NumberParser.h"

#include <QRegularExpression>
#include <charconv>
#include <cmath>

namespace glassnet::ui {

namespace {

tl::unexpected<Error> refused(ErrorCode code, const QString& text) { return failure(code, {text.trimmed().toStdString()}); }

}  // namespace

NumberParser::NumberParser(const QLocale& locale, double largest) : m_locale(locale), m_largest(largest) {}

Result<double> NumberParser::plain(const QString& part, const QString& whole) const {
    static const QRegularExpression kNumber(QStringLiteral(R"(^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,6})?$)"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kThousands(QStringLiteral(R"(^[+-]?[1-9]\d{0,2}([.,])\d{3}$)"));
    if (!kNumber.match(part).hasMatch()) {
        return refused(ErrorCode::BadNumber, whole);
    }
    if (const auto match = kThousands.match(part); match.hasMatch() && match.captured(1) == m_locale.groupSeparator()) {
        return refused(ErrorCode::AmbiguousNumber, whole);
    }
    QByteArray digits = part.toLatin1().replace(',', '.');
    if (digits.startsWith('+')) {
        digits.remove(0, 1);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(digits.constData(), digits.constData() + digits.size(), value);
    if (error == std::errc::result_out_of_range) {
        // from_chars leaves the value alone both when it is too large and when it is too small for float64.
        return failure(ErrorCode::NumberRange, {whole.trimmed().toStdString(), m_largest});
    }
    if (error != std::errc() || end != digits.constData() + digits.size()) {
        return refused(ErrorCode::BadNumber, whole);
    }
    return value;
}

Result<double> NumberParser::parse(const QString& text) const {
    QString clean = text.trimmed();
    clean.replace(QChar(0x2212), QLatin1Char('-'));
    static const QRegularExpression kInner(QStringLiteral(R"(\s*/\s*)"));
    static const QRegularExpression kAfterSign(QStringLiteral(R"((^|/)([+-])\s+)"));
    clean.replace(kInner, QStringLiteral("/")).replace(kAfterSign, QStringLiteral("\\1\\2"));
    const QStringList parts = clean.split(QLatin1Char('/'));
    if (parts.size() > 2) {
        return refused(ErrorCode::BadNumber, text);
    }
    Result<double> result = plain(parts.front(), text);
    if (result && parts.size() == 2) {
        const Result<double> divisor = plain(parts.back(), text);
        if (!divisor) {
            return divisor;
        }
        if (*divisor == 0) {
            return refused(ErrorCode::BadNumber, text);
        }
        result = *result / *divisor;
    }
    if (result && !(std::abs(*result) <= m_largest)) {
        return failure(ErrorCode::NumberRange, {text.trimmed().toStdString(), m_largest});
    }
    return result;
}

std::optional<std::uint64_t> NumberParser::parseSeed(const QString& text) {
    auto plain = text.trimmed();
    plain.replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    if (plain.startsWith(QLatin1Char('-'))) {
        const auto negative = plain.toLongLong(&ok);
        return ok ? std::optional(static_cast<std::uint64_t>(negative)) : std::nullopt;
    }
    const auto seed = plain.toULongLong(&ok);
    return ok ? std::optional<std::uint64_t>(seed) : std::nullopt;
}

}  // namespace glassnet::ui
