#pragma once

#include <QString>

#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// "Batch 3 of 4 · samples 21 to 30": which batch of the epoch is in hand, counted from 1.
[[nodiscard]] QString batchTitle(const Snapshot& snapshot, const NumberText& numbers);

/// What the parts are divided by; of a short last batch also that it is one.
[[nodiscard]] QString batchSentence(const Snapshot& snapshot, const NumberText& numbers);

}  // namespace glassnet::ui
