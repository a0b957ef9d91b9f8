#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QString>
#include <cstdint>
#include <optional>

#include "engine/network/NetworkSpec.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// The words on the canvas; symbols come from SymbolNames.
class CanvasTexts {
    Q_DECLARE_TR_FUNCTIONS(CanvasTexts)
public:
    /// "3 features", "2 units · sigmoid".
    [[nodiscard]] static QString subtitle(const LayerSpec& layer, std::int64_t units, const QLocale& locale);
    /// "(ŷ − 1)²": what the loss is of; with the target's number when there is just one.
    [[nodiscard]] static QString lossFormula(const NetworkSpec& network, std::optional<double> target, const QLocale& locale);
    /// "⋯ 128 units", in a column that does not show them all.
    [[nodiscard]] static QString leftOut(std::int64_t units, const QLocale& locale);
    /// "128 units", on the block of a layer.
    [[nodiscard]] static QString count(std::int64_t units, const QLocale& locale);
    /// "showing 2,000 of 50,000", at links that are not all drawn.
    [[nodiscard]] static QString showing(std::int64_t shown, std::int64_t total, const QLocale& locale);
    /// What a cell of a weight matrix is that stands for several weights; `value` empty: not computed.
    [[nodiscard]] static QString cell(const QString& firstFrom, const QString& lastFrom, const QString& firstTo, const QString& lastTo,
                                      std::int64_t weights, const QString& value, const QLocale& locale);
};

}  // namespace glassnet::ui
