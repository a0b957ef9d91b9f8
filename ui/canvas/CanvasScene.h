#pragma once

#include "ui/canvas/CanvasFrame.h"
#include "ui/canvas/LinkRenderer.h"

class QGraphicsScene;
class QGraphicsView;

namespace glassnet::ui {

class ToolBox;
class ValueMotion;

/// Makes a view a calm ground without bars or frame, with a scene of its own, that follows the mouse and takes drops.
void prepareView(QGraphicsView& view);

/// All of a rectangle of the scene in the middle, at a zoom within the limits.
void fitInto(QGraphicsView& view, const QRectF& all, double smallest, double largest);

/// Another zoom, with what lies at a point of the window staying there.
void zoomTo(QGraphicsView& view, const QPoint& point, double zoom);

/// Puts the items that paint `frame` into an empty scene, each at its height. Returns the one that shows numbers on their way, null without
/// `withMotion`. What it is given must outlive the items.
ValueMotion* fillScene(QGraphicsScene& scene, CanvasFrame& frame, LinkRenderer& links, const ToolBox& tools, bool withMotion);

}  // namespace glassnet::ui
