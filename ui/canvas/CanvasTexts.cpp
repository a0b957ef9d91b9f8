#include "ui/canvas/CanvasTexts.h"

#include <array>

#include "ui/support/CountText.h"
#include "ui/support/SymbolText.h"

namespace glassnet::ui {

namespace {

/// Formulas of one element; %1 is the prediction, %2 the target. In Loss's order.
constexpr std::array<const char16_t*, 8> kLossFormulas{u"(%1 − %2)²", u"|%1 − %2|", u"huber(%1 − %2)", u"−ln p(%2)",
                                                       u"−ln p(%2)",  u"−ln p(%2)", u"margin to %2",   u"½(%1 − %2)²"};
static_assert(kLossFormulas.size() == static_cast<std::size_t>(Loss::Count_));

}  // namespace

QString CanvasTexts::subtitle(const LayerSpec& layer, std::int64_t units, const QLocale& locale) {
    if (layer.kind() == LayerKind::Input) {
        return CountText::features(units, locale);
    }
    const QString size = CountText::units(units, locale);
    if (const auto* dense = layer.dense()) {
        const auto key = activationInfo(dense->activation.kind).key;
        const QString activation = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
        return dense->activation.kind == Activation::Identity ? tr("%1 · no activation").arg(size)
                                                              : QStringLiteral("%1 · %2").arg(size, activation);
    }
    if (const auto* dropout = std::get_if<DropoutSettings>(&layer.settings)) {
        return tr("%1 · silences %2%").arg(size, locale.toString(dropout->probability * 100, 'g', 3));
    }
    if (const auto* join = std::get_if<JoinSettings>(&layer.settings)) {
        return join->mode == JoinMode::Add ? tr("%1 · adds").arg(size) : tr("%1 · side by side").arg(size);
    }
    return layer.kind() == LayerKind::BatchNorm ? tr("%1 · over the batch").arg(size) : tr("%1 · over the units").arg(size);
}

QString CanvasTexts::lossFormula(const NetworkSpec& network, std::optional<double> target, const QLocale& locale) {
    const OutputSettings* only = nullptr;
    int outputs = 0;
    bool several = false;
    for (const auto& layer : network.layers()) {
        if (layer.output() != nullptr) {
            only = layer.output();
            several = only->dense.units > 1;
            ++outputs;
        }
    }
    if (only == nullptr) {
        return {};
    }
    if (outputs > 1) {
        return tr("sum of %1 losses").arg(outputs);
    }
    QString y = QStringLiteral("y");
    if (target) {
        y = locale.toString(*target, 'g', 6).replace(QLatin1Char('-'), NumberText::kMinus);
        y = *target < 0 ? QLatin1Char('(') + y + QLatin1Char(')') : y;
    }
    const bool classes = lossInfo(only->loss.kind).target == TargetKind::ClassIndices;
    const QString formula = QString::fromUtf16(kLossFormulas.at(static_cast<std::size_t>(only->loss.kind)));
    // A formula without a place for the prediction takes the target alone.
    const QString text = formula.contains(QLatin1String("%1")) ? formula.arg(SymbolText::hat(QStringLiteral("y")), y)
                                                               : QString(formula).replace(QLatin1String("%2"), y);
    return !target && several && !classes ? tr("mean of %1").arg(text) : text;
}

QString CanvasTexts::leftOut(std::int64_t units, const QLocale& locale) {
    return tr("⋯ %1 units").arg(locale.toString(static_cast<qlonglong>(units)));
}

QString CanvasTexts::count(std::int64_t units, const QLocale& locale) {
    return tr("%1 units").arg(locale.toString(static_cast<qlonglong>(units)));
}

QString CanvasTexts::showing(std::int64_t shown, std::int64_t total, const QLocale& locale) {
    const auto number = [&](std::int64_t value) { return locale.toString(static_cast<qlonglong>(value)); };
    return tr("showing %1 of %2").arg(number(shown), number(total));
}

QString CanvasTexts::cell(const QString& firstFrom, const QString& lastFrom, const QString& firstTo, const QString& lastTo,
                          std::int64_t weights, const QString& value, const QLocale& locale) {
    const auto range = [](const QString& first, const QString& last) {
        return first == last ? first : tr("%1 to %2", "a range of units").arg(first, last);
    };
    const QString count = locale.toString(static_cast<qlonglong>(weights));
    const QString from = range(firstFrom, lastFrom);
    const QString to = range(firstTo, lastTo);
    return value.isEmpty() ? tr("The %1 weights from %2 into %3 are not computed yet").arg(count, from, to)
                           : tr("The mean of the %1 weights from %2 into %3 is %4").arg(count, from, to, value);
}

}  // namespace glassnet::ui
