#include "ui/stepping/FormulaFill.h"

#include <cmath>
#include <utility>

#include "ui/stepping/FormulaPatterns.h"

namespace glassnet::ui {

namespace {

constexpr double kLowestLogarithm = -100.0;
constexpr double kLowestVariance = 1e-12;
// Klambauer et al. 2017, as in engine/backend/ActivationFormulas.h.
constexpr double kSeluScale = 1.0507009873554804934193349852946;
constexpr double kSeluScaledAlpha = kSeluScale * 1.6732632423543772848170429916717;

void value(FormulaLines& lines, const Factor& factor) { lines.pair({factor.tensor, factor.element}, factor.value, true); }

/// A logarithm of a, or of 1 - a, held as nn.BCELoss holds it.
void logarithm(FormulaLines& lines, const Factor& a, bool ofRest) {
    const double log = ofRest ? std::log1p(-a.value) : std::log(a.value);
    if (log < kLowestLogarithm) {
        return lines.bothConstant(kLowestLogarithm);
    }
    lines.both(ofRest ? QStringLiteral("log(1 − ") : QStringLiteral("log("));
    value(lines, a);
    lines.both(QStringLiteral(")"));
}

void variance(FormulaLines& lines, const Factor& a) {
    if (a.value * (1.0 - a.value) < kLowestVariance) {
        return lines.bothConstant(kLowestVariance);
    }
    lines.both(QStringLiteral("("));
    value(lines, a);
    lines.both(QStringLiteral("·(1 − "));
    value(lines, a);
    lines.both(QStringLiteral("))"));
}

}  // namespace

void fillPattern(FormulaLines& lines, const char16_t* pattern, const PatternPlaces& places) {
    const QString text = QString::fromUtf16(pattern);
    QString plain;
    const auto flush = [&] {
        if (!plain.isEmpty()) {
            lines.both(std::exchange(plain, QString()));
        }
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != QLatin1Char('%')) {
            plain += text[i];
            continue;
        }
        const char what = text[++i].toLatin1();
        if (what == ',') {
            plain += lines.separator();
            continue;
        }
        flush();
        switch (what) {
            case 'a':
                value(lines, places.a);
                break;
            case 'b':
                lines.pair({places.a.tensor, places.a.element}, places.a.value, false);
                break;
            case 'w':
                lines.pair({places.second.tensor, places.second.element}, places.second.value, false);
                break;
            case 'L':
            case 'M':
                logarithm(lines, places.a, what == 'M');
                break;
            case 'V':
                variance(lines, places.a);
                break;
            case 'p':
                lines.bothConstant(places.parameter);
                break;
            case 'q':
                lines.bothConstant(kSeluScale);
                break;
            case 'r':
                lines.bothConstant(kSeluScaledAlpha);
                break;
            default:
                value(lines, places.second);
        }
    }
    flush();
}

const char16_t* activationPattern(const ActivationSpec& spec, double z, bool slope) {
    const auto& pattern = kActivationPatterns.at(static_cast<std::size_t>(spec.kind));
    const double edge = spec.kind == Activation::Softplus ? spec.parameters[1] : 0.0;
    const bool right = (spec.kind == Activation::Softplus ? spec.parameters[0] * z : z) > edge;
    if (slope) {
        return right ? pattern.slopeRight : pattern.slopeLeft;
    }
    return right ? pattern.right : pattern.left;
}

}  // namespace glassnet::ui
