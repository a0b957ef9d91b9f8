#pragma once

#include <QFont>
#include <QStringList>
#include <cstdint>

namespace glassnet::ui {

/// The four sizes of text.
enum class FontSize : std::uint8_t { Caption, Body, Heading, Title };

/// The fonts of the program. Families are lists, so that a missing font, a symbol or a Chinese character finds the next one.
class Fonts {
public:
    /// For words. `weight` as QFont::Weight.
    [[nodiscard]] static QFont text(FontSize size, QFont::Weight weight = QFont::Normal);
    /// For numbers: every digit has the same width.
    [[nodiscard]] static QFont mono(FontSize size, QFont::Weight weight = QFont::Normal);
    /// Pixels at 96 dpi, times the scale: 10.5, 12.5, 14, 16.
    [[nodiscard]] static double pixels(FontSize size);
    /// What all sizes are multiplied by: 1, more in Present mode. Call applyTheme after changing it.
    static void setScale(double scale);
    [[nodiscard]] static double scale();
    /// A length that grows with the text, in whole pixels.
    [[nodiscard]] static double scaled(double length);
    /// The height of a line of text, in whole pixels.
    [[nodiscard]] static double lineHeight(const QFont& font);

    [[nodiscard]] static QStringList textFamilies();
    [[nodiscard]] static QStringList monoFamilies();
};

}  // namespace glassnet::ui
