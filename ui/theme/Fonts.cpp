#include "ui/theme/Fonts.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>

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

/// The fonts as they were made first: a copy knows its glyphs already, which a new font looks for family by family. Made anew when the
/// application's own font, from which they take what is not set, is another one.
struct Kept {
    QFont base;
    std::map<std::tuple<bool, FontSize, int, double>, QFont> fonts;
};

template <class Make>
QFont kept(bool isMono, FontSize size, QFont::Weight weight, Make make) {
    static std::unique_ptr<Kept> all;
    if (QCoreApplication::instance() == nullptr) {
        return make();
    }
    if (!all) {
        all = std::make_unique<Kept>();
        // Fonts must be gone before the application is.
        qAddPostRoutine([] { all.reset(); });
    }
    if (const QFont base; !base.isCopyOf(all->base)) {
        all->base = base;
        all->fonts.clear();
    }
    const auto [place, isNew] = all->fonts.try_emplace({isMono, size, weight, scaleValue()});
    if (isNew) {
        place->second = make();
    }
    return place->second;
}

}  // namespace

double Fonts::scaled(double length) { return std::round(length * scale()); }

double Fonts::lineHeight(const QFont& font) { return std::ceil(QFontMetricsF(font).height()); }

QStringList Fonts::textFamilies() {
    return {QStringLiteral("Inter"), QStringLiteral("DejaVu Sans"), QStringLiteral("WenQuanYi Micro Hei"),
            QStringLiteral("Noto Sans CJK SC")};
}

QStringList Fonts::monoFamilies() {
    return {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("DejaVu Sans"),
            QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("Noto Sans CJK SC")};
}

double Fonts::pixels(FontSize size) { return kPixels[static_cast<std::size_t>(size)] * scaleValue(); }

QFont Fonts::text(FontSize size, QFont::Weight weight) {
    return kept(false, size, weight, [=] { return made(textFamilies(), size, weight); });
}

QFont Fonts::mono(FontSize size, QFont::Weight weight) {
    return kept(true, size, weight, [=] {
        QFont font = made(monoFamilies(), size, weight);
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
        return font;
    });
}

void Fonts::setScale(double scale) { scaleValue() = scale; }

double Fonts::scale() { return scaleValue(); }

}  // namespace glassnet::ui
