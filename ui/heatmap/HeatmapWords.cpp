#include "ui/heatmap/HeatmapWords.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

struct HeatmapWordsContext {
    Q_DECLARE_TR_FUNCTIONS(HeatmapWords)
};

}  // namespace

QString HeatmapWords::facts(const Heatmap& heatmap, const QString& layer, std::int64_t step) {
    QStringList parts;
    if (!layer.isEmpty()) {
        parts.append(layer);
    }
    parts.append(SymbolText::shape(Shape{heatmap.values.rows(), heatmap.values.columns()}));
    parts.append(HeatmapWordsContext::tr("step %1").arg(heatmap.numbers.whole(step)));
    return parts.join(QStringLiteral(" · "));
}

QString HeatmapWords::cell(const Heatmap& heatmap, const QString& name, MatrixCell cell) {
    if (!heatmap.values.isKnown(cell)) {
        return HeatmapWordsContext::tr("%1 is not computed yet.").arg(name);
    }
    const double value = heatmap.values.at(cell);
    return QStringLiteral("%1 = %2").arg(
        name, heatmap.values.isSingle() ? heatmap.numbers.exact(static_cast<float>(value)) : heatmap.numbers.exact(value));
}

QString HeatmapWords::summary(const Heatmap& heatmap, bool finerThanPixels) {
    const NumberRange& range = heatmap.range;
    const NumberText& text = heatmap.numbers;
    if (range.known == 0) {
        return HeatmapWordsContext::tr("These numbers are not computed yet.");
    }
    QStringList said;
    if (range.known < heatmap.values.count()) {
        said.append(
            HeatmapWordsContext::tr("%1 of %2 numbers are there so far.").arg(text.whole(range.known), text.whole(heatmap.values.count())));
    }
    if (range.finite() == 1) {
        said.append(HeatmapWordsContext::tr("One number: %1.").arg(text.of(range.least)));
    } else if (range.finite() > 1) {
        said.append(HeatmapWordsContext::tr("%1 numbers from %2 to %3.")
                        .arg(text.whole(range.finite()), text.of(range.least), text.of(range.greatest)));
    }
    if (range.notNumbers > 0) {
        said.append(HeatmapWordsContext::tr("Not a number: %1, hatched.").arg(text.whole(range.notNumbers)));
    }
    if (range.infinite > 0) {
        said.append(HeatmapWordsContext::tr("Infinite: %1, hatched.").arg(text.whole(range.infinite)));
    }
    if (heatmap.map == MapKind::Size) {
        said.append(HeatmapWordsContext::tr("The colors show sizes without the sign."));
    }
    if (heatmap.scale.isLogarithmic()) {
        const QString part = text.of(heatmap.scale.linearPart());
        said.append(heatmap.scale.isSigned()
                        ? HeatmapWordsContext::tr("Logarithmic, but linear from %1%2 to %2.").arg(NumberText::kMinus).arg(part)
                        : HeatmapWordsContext::tr("Logarithmic, but linear below %1.").arg(part));
    }
    if (finerThanPixels) {
        said.append(HeatmapWordsContext::tr("A cell is smaller than a pixel: not every number is seen."));
    }
    return said.join(QLatin1Char('\n'));
}

}  // namespace glassnet::ui
