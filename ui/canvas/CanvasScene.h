#pragma once

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/LinkRenderer.h"

class QGraphicsScene;

namespace glassnet::ui {

class ToolBox;
class ValueMotion;

/// Puts the items that paint `frame` into an empty scene, each at its height. Returns the one that shows numbers on their way, null without
/// `withMotion`. What it is given must outlive the items.
ValueMotion* fillScene(QGraphicsScene& scene, CanvasFrame& frame, LinkRenderer& links, const ToolBox& tools, bool withMotion);

}  // namespace glassnet::ui
