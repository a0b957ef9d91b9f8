#pragma once

#include <QString>
#include <QStringList>
#include <string_view>

#include "engine/program/KnobTable.h"

namespace glassnet::ui {

/// What a person reads of a knob.
struct KnobText {
    QString label;
    /// A sentence: what turning it does.
    QString help;
    /// The words of a Choice or a Switch, in the order of its values.
    QStringList choices;
};

/// The words of a knob of engine/program/KnobTable; by its key alone where there are none.
[[nodiscard]] KnobText knobText(const KnobInfo& knob);

}  // namespace glassnet::ui
