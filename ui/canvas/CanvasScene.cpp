#include "ui/canvas/CanvasScene.h"

#include <QGraphicsScene>
#include <QGraphicsView>
#include <QScrollBar>
#include <algorithm>

#include "ui/canvas/LayerItem.h"
#include "ui/canvas/LinkLayerItem.h"
#include "ui/canvas/LinkTagsItem.h"
#include "ui/canvas/LossItem.h"
#include "ui/canvas/UnitPicturesItem.h"
#include "ui/canvas/ValueMotion.h"
#include "ui/canvas/tools/BuildOverlay.h"
#include "ui/canvas/tools/LayerMarks.h"
#include "ui/canvas/tools/LinkMarks.h"
#include "ui/canvas/tools/ToolBox.h"

namespace glassnet::ui {

namespace {

// From below: bands of chosen links, cards, links, units' own numbers are part of the cards, pictures of units, tags, numbers on their way,
// marks, what is being built.
enum Height {
    kGroundHeight,
    kCardHeight,
    kLossCardHeight,
    kLinkHeight,
    kPictureHeight,
    kTagHeight,
    kMotionHeight,
    kMarkHeight,
    kOverlayHeight
};

}  // namespace

void prepareView(QGraphicsView& view) {
    view.setScene(new QGraphicsScene(&view));
    view.scene()->setItemIndexMethod(QGraphicsScene::NoIndex);
    view.setFrameShape(QFrame::NoFrame);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setTransformationAnchor(QGraphicsView::NoAnchor);
    view.setResizeAnchor(QGraphicsView::NoAnchor);
    view.setAlignment(Qt::AlignLeft | Qt::AlignTop);
    view.setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    view.setFocusPolicy(Qt::StrongFocus);
    view.setMouseTracking(true);
    view.viewport()->setMouseTracking(true);
    view.viewport()->setAttribute(Qt::WA_OpaquePaintEvent);  // the ground covers all of it
    view.setAcceptDrops(true);
    view.viewport()->setAcceptDrops(true);
    view.setMinimumSize(320, 240);
}

void fitInto(QGraphicsView& view, const QRectF& all, double smallest, double largest) {
    const QSizeF room = view.viewport()->size();
    const double zoom = std::clamp(std::min(room.width() / all.width(), room.height() / all.height()), smallest, largest);
    view.setTransform(QTransform::fromScale(zoom, zoom));
    view.centerOn(all.center());
}

void zoomTo(QGraphicsView& view, const QPoint& point, double zoom) {
    const QPointF still = view.mapToScene(point);
    view.setTransform(QTransform::fromScale(zoom, zoom));
    const QPoint moved = view.mapFromScene(still) - point;
    view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->value() + moved.x());
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + moved.y());
}

ValueMotion* fillScene(QGraphicsScene& scene, CanvasFrame& frame, LinkRenderer& links, const ToolBox& tools, bool withMotion) {
    const auto add = [&scene](QGraphicsItem* item, Height height) {
        item->setZValue(height);
        scene.addItem(item);
    };
    for (const auto& [id, layer] : frame.geometry.layers) {
        add(new LayerItem(frame, id), kCardHeight);
    }
    add(new LinkLayerItem(frame, links), kLinkHeight);
    if (frame.geometry.loss) {
        add(new LossItem(frame), kLossCardHeight);
    }
    add(new UnitPicturesItem(frame), kPictureHeight);
    add(new LinkTagsItem(frame), kTagHeight);
    auto* motion = withMotion ? new ValueMotion(frame) : nullptr;
    if (motion != nullptr) {
        add(motion, kMotionHeight);
    }
    add(new LinkMarks(frame, tools.marks()), kGroundHeight);
    add(new LayerMarks(frame, tools.marks()), kMarkHeight);
    add(new BuildOverlay(frame, tools.preview(), tools.marks()), kOverlayHeight);
    return motion;
}

}  // namespace glassnet::ui
