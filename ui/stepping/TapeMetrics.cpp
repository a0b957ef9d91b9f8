#include "ui/stepping/TapeMetrics.h"

#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"

namespace glassnet::ui {

namespace {
constexpr double kTapeMetricsMargin = 8;
constexpr double kTapeMetricsTop = 8;
constexpr double kPointer = 6;  // between the captions and the cards
constexpr double kCardInset = 6;
constexpr double kTapeMetricsBottom = 12;
constexpr double kSign = 14;
constexpr double kWidestName = 150;
}  // namespace

QFont TapeMetrics::formulaFont() { return Fonts::text(FontSize::Body); }
QFont TapeMetrics::captionFont() { return Fonts::text(FontSize::Caption); }
QFont TapeMetrics::phaseFont() { return Fonts::text(FontSize::Caption, QFont::DemiBold); }
QFont TapeMetrics::groupFont() { return Fonts::text(FontSize::Body, QFont::Medium); }
double TapeMetrics::lineHeight(const QFont& font) { return std::ceil(LaidText::height(font)); }

double TapeMetrics::margin() { return Fonts::scaled(kTapeMetricsMargin); }
double TapeMetrics::captionsTop() { return Fonts::scaled(kTapeMetricsTop) - 2; }
double TapeMetrics::cardsTop() { return Fonts::scaled(kTapeMetricsTop) + lineHeight(phaseFont()) + Fonts::scaled(kPointer); }
double TapeMetrics::cardHeight() { return 2 * Fonts::scaled(kCardInset) + lineHeight(formulaFont()) + lineHeight(captionFont()) + 2; }
double TapeMetrics::height() { return cardsTop() + cardHeight() + Fonts::scaled(kTapeMetricsBottom); }
double TapeMetrics::signWidth() { return Fonts::scaled(kSign); }
double TapeMetrics::widestName() { return Fonts::scaled(kWidestName); }

}  // namespace glassnet::ui
