#include "ui/theme/Fonts.h"

#include <cmath>

#include <array>

namespace glassnet::ui {

namespace {

constexpr std::array<double, 4> kPixels = {10.5, 12.5, 14.0, 16.0};
// Point sizes take fractions, pixel sizes do not; 96 dpi is what every size is said at.
constexpr double kPointsPerPixel = 72.0 / 96.0;

double& scaleValue() {
    static double scale = 1.0;
    return scale;
}

QFont made(const QStringList& families, FontSize size, QFont::Weight weight) {
    QFont font;
    font.setFamilies(families);
    font.setPointSizeF(Fonts::pixels(size) * kPointsPerPixel);
    font.setWeight(weight);
    // Unhinted outlines keep their width at every scale factor, so that what fits at 1 fits at 2.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace

double Fonts::scaled(double length) { return std::round(length * scale()); }

QStringList Fonts::textFamilies() {
    return {QStringLiteral("Inter"), QStringLiteral("DejaVu Sans"), QStringLiteral("WenQuanYi Micro Hei"),
            QStringLiteral("Noto Sans CJK SC")};
}

QStringList Fonts::monoFamilies() {
    return {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("DejaVu Sans"),
            QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("Noto Sans CJK SC")};
}

double Fonts::pixels(FontSize size) { return kPixels[static_cast<std::size_t>(size)] * scaleValue(); }

QFont Fonts::text(FontSize size, QFont::Weight weight) { return made(textFamilies(), size, weight); }

QFont Fonts::mono(FontSize size, QFont::Weight weight) {
    QFont font = made(monoFamilies(), size, weight);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

void Fonts::setScale(double scale) { scaleValue() = scale; }

double Fonts::scale() { return scaleValue(); }

}  // namespace glassnet::ui
