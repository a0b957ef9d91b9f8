#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>
#include <span>

namespace glassnet::ui {

/// Numbers as people read them: the locale's decimal point, a true minus (U+2212), a fixed number of decimals.
/// A number that is not zero never looks like zero: below one unit of the last decimal, and from a million on, it is written as
/// 1.2e−7. What is not a number or infinite is said in PyTorch's words.
class NumberText {
public:
    static constexpr int kFewest = 2;
    static constexpr int kMost = 9;
    static constexpr QChar kMinus{0x2212};

    /// `decimals` is held within 2 to 9.
    explicit NumberText(int decimals = 4, const QLocale& locale = QLocale());

    [[nodiscard]] int decimals() const noexcept { return m_decimals; }
    [[nodiscard]] const QLocale& locale() const noexcept { return m_locale; }

    /// `value` with the decimals; a float is passed as the double it is.
    [[nodiscard]] QString of(double value) const;
    /// With a plus before what is not negative, for differences.
    [[nodiscard]] QString withSign(double value) const;
    /// The shortest text that reads back as the same float32.
    [[nodiscard]] QString exact(float value) const;
    /// The shortest text that reads back as the same float64.
    [[nodiscard]] QString exact(double value) const;
    /// A whole number, digits grouped as the locale does.
    [[nodiscard]] QString whole(qint64 value) const;
    /// One text a value, padded with no-break spaces to one width so that in a monospaced font the decimal points stand in one column.
    [[nodiscard]] QStringList aligned(std::span<const double> values) const;

private:
    [[nodiscard]] QString dressed(QString plain) const;

    int m_decimals;
    QLocale m_locale;
};

}  // namespace glassnet::ui
