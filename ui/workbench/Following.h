#pragma once

#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// The selection that goes along with the step: the layer of the entry in front of the eye, with the unit that is chosen there or the first;
/// of an entry that is partly shown, the number in hand.
[[nodiscard]] Selection alongWith(const Snapshot& snapshot, Selection selection);

}  // namespace glassnet::ui
