#pragma once

#include <QString>

#include "engine/program/StepPlace.h"

namespace glassnet::ui {

/// What a step size says.
struct StepSizeText {
    /// Layer.
    QString name;
    /// One sentence: how far it goes.
    QString help;
    /// Forward by one layer.
    QString forward;
    /// Back by one layer.
    QString back;
};

/// From a table with a row for each size.
[[nodiscard]] StepSizeText stepSizeText(StepSize size);

}  // namespace glassnet::ui
