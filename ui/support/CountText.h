#pragma once

#include <QLocale>
#include <QString>
#include <cstdint>

namespace glassnet::ui {

/// Amounts with their noun, one or many, digits grouped as the locale does.
class CountText {
public:
    /// "1 unit", "1,024 units".
    [[nodiscard]] static QString units(std::int64_t count, const QLocale& locale = QLocale());
    /// "1 feature", "4 features".
    [[nodiscard]] static QString features(std::int64_t count, const QLocale& locale = QLocale());
    /// "1 sample", "10 samples".
    [[nodiscard]] static QString samples(std::int64_t count, const QLocale& locale = QLocale());
    /// "1 entry", "17 entries".
    [[nodiscard]] static QString entries(std::int64_t count, const QLocale& locale = QLocale());
};

}  // namespace glassnet::ui
