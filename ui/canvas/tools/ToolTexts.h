#pragma once

#include <QCoreApplication>
#include <QString>

#include "engine/network/NetworkSpec.h"

namespace glassnet::ui {

/// The words that stand on the canvas while one builds.
class ToolTexts {
    Q_DECLARE_TR_FUNCTIONS(ToolTexts)
public:
    [[nodiscard]] static QString kindName(LayerKind kind);
    [[nodiscard]] static QString dropBetween() { return tr("drop to insert between"); }
    [[nodiscard]] static QString dropHere() { return tr("drop here"); }
    [[nodiscard]] static QString dropData() { return tr("Drop to learn from this data."); }
    [[nodiscard]] static QString link(const QString& from, const QString& to) { return tr("Link %1 to %2.").arg(from, to); }
    /// "1 unit", "8 units", "3 features".
    [[nodiscard]] static QString units(LayerKind kind, std::int64_t count);
    [[nodiscard]] static QString unitHere(const QString& unit, const QString& layer, std::int64_t place);
    [[nodiscard]] static QString lastUnit() { return tr("A layer keeps at least one unit."); }
    [[nodiscard]] static QString noPlaceForUnit() { return tr("A unit goes into its own layer or from one Dense layer into another."); }
    [[nodiscard]] static QString problem() { return tr("Problem"); }
    [[nodiscard]] static QString frozen() { return tr("frozen"); }
    [[nodiscard]] static QString emptyCanvas() { return tr("Drag a layer here, or press Ctrl+K and type 4-8-6-3."); }
};

}  // namespace glassnet::ui
