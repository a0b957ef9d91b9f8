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
};

}  // namespace glassnet::ui
