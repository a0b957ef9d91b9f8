#pragma once

#include "ui/canvas/CanvasElements.h"
#include "ui/canvas/CanvasGeometry.h"
#include "ui/workbench/Selection.h"

namespace glassnet::ui {

/// The unit that an arrow key leads to from the selected one: of the same layer up and down, of the nearest one left and right. With
/// nothing selected the first. Ground where it leads nowhere.
[[nodiscard]] CanvasHit unitBeside(const CanvasGeometry& geometry, const Selection& selection, int key);

}  // namespace glassnet::ui
