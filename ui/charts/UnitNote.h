#pragma once

#include <QString>

#include "engine/training/UnitCondition.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// What a unit's place on its activation does to the error that comes back through it, in a sentence; empty where nothing stands out.
/// `unit` is the unit's name (h₁).
[[nodiscard]] QString unitNote(const UnitCondition& condition, const QString& unit, const NumberText& numbers);

}  // namespace glassnet::ui
