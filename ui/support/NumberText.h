#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>
#include <span>

#include "engine/tensor/DType.h"

namespace glassnet::ui {

/// Numbers as people read them: the locale's decimal point, a true minus (U+2212), a fixed number of decimals.
/// A number that is not zero never looks like zero: below one unit of the last decimal, and from a million on, it is written as
/// 1.2e−7. What is not a number or infinite is said in PyTorch's words.
/// With all digits it writes as many as it takes to read back the same number: 9 significant ones for float32, 17 for float64.
/// With fractions, a number that is exactly a fraction with a denominator up to 64 is written as one: 1/2, −3/8, and 2 for 2.0000. Stored
/// numbers are binary, so these are halves, quarters, .. 64ths; no stored number is a third, and none is ever called one.
class NumberText {
public:
    static constexpr int kFewest = 2;
    static constexpr int kMost = 9;
    static constexpr QChar kMinus{0x2212};

    /// `decimals` is held within 2 to 9.
    explicit NumberText(int decimals = 4, const QLocale& locale = QLocale());

    friend bool operator==(const NumberText&, const NumberText&) = default;

    /// The same with other decimals.
    [[nodiscard]] NumberText withDecimals(int decimals) const;
    /// The same with all digits of numbers of `dtype`, or not.
    [[nodiscard]] NumberText withAllDigits(bool on, DType dtype = DType::Float32) const;
    /// The same with fractions, or not.
    [[nodiscard]] NumberText withFractions(bool on) const;

    [[nodiscard]] int decimals() const noexcept { return m_decimals; }
    [[nodiscard]] bool hasAllDigits() const noexcept { return m_significant > 0; }
    [[nodiscard]] bool hasFractions() const noexcept { return m_fractions; }
    [[nodiscard]] const QLocale& locale() const noexcept { return m_locale; }

    /// `value` with the decimals; a float is passed as the double it is.
    [[nodiscard]] QString of(double value) const;
    /// One unit of the last digit that `of` writes; 0 where a fraction says it exactly or it is no finite number.
    [[nodiscard]] double unitOf(double value) const;
    /// With a plus before what is not negative, for differences.
    [[nodiscard]] QString withSign(double value) const;
    /// The shortest text that reads back as the same float32.
    [[nodiscard]] QString exact(float value) const;
    /// The shortest text that reads back as the same float64.
    [[nodiscard]] QString exact(double value) const;
    /// With an exponent whatever its size, `decimals` digits after the point: 3.41e−3. For numbers that are compared by their powers of ten.
    [[nodiscard]] QString scientific(double value, int decimals = 2) const;
    /// A whole number, digits grouped as the locale does.
    [[nodiscard]] QString whole(qint64 value) const;
    /// One text a value, padded with no-break spaces to one width so that in a monospaced font the decimal points stand in one column.
    [[nodiscard]] QStringList aligned(std::span<const double> values) const;

private:
    /// The text before it is dressed, without fractions.
    [[nodiscard]] QString plain(double value) const;
    [[nodiscard]] QString dressed(QString plain) const;

    int m_decimals;
    int m_significant = 0;  // 0: decimals
    bool m_fractions = false;
    QLocale m_locale;
};

}  // namespace glassnet::ui
