#pragma once

#include <QLocale>
#include <QString>
#include <cstdint>
#include <limits>
#include <optional>

#include "engine/base/Error.h"

namespace glassnet::ui {

/// Reads what a person types for a number: 0.5, 0,5, −1.5 (either minus), 2e-3, 1/3, with spaces around.
/// A point and a comma both part decimals. One that the locale uses between thousands is refused where it may mean that (1,234).
class NumberParser {
public:
    /// `largest`: the largest magnitude taken, float32's at first.
    explicit NumberParser(const QLocale& locale = QLocale(), double largest = static_cast<double>(std::numeric_limits<float>::max()));

    /// The number, or BadNumber, AmbiguousNumber, NumberRange with the text.
    [[nodiscard]] Result<double> parse(const QString& text) const;

    /// A seed: 0 to 2^64 - 1, or a negative number down to -2^63 as torch.manual_seed takes it; none for anything else.
    [[nodiscard]] static std::optional<std::uint64_t> parseSeed(const QString& text);

private:
    [[nodiscard]] Result<double> plain(const QString& part, const QString& whole) const;

    QLocale m_locale;
    double m_largest;
};

}  // namespace glassnet::ui
