#include "ui/canvas/tools/Grab.h"

#include <algorithm>

#include "engine/network/LayerProperties.h"
#include "ui/canvas/tools/Bundles.h"

namespace glassnet::ui {

namespace {

// Pixels on the screen.
constexpr double kGrabReach = 6;
constexpr double kEdgeReach = 10;
constexpr double kLowerReach = 6;
constexpr double kPillGap = 12;
constexpr double kPillHeight = 26;
constexpr double kPillWidth = 108;
constexpr double kSmallestZoom = 0.3;  // of the buttons

// Canvas units: however far out, units and the middle of a card stay free.
constexpr double kMostInside = 16;
constexpr double kMostOutside = 24;

QRectF blockOf(const LayerGeometry& layer) { return layer.block(); }

LayerId cardAt(const CanvasGeometry& geometry, const QPointF& point) {
    for (const auto& [id, layer] : geometry.layers) {
        if (layer.card.contains(point)) {
            return id;
        }
    }
    return {};
}

std::optional<Grab> stepperAt(const GrabScene& scene, const QPointF& point) {
    const auto found = scene.geometry.layers.find(scene.stepped);
    if (found == scene.geometry.layers.end()) {
        return std::nullopt;
    }
    const auto steppers = steppersOf(found->second, scene.zoom);
    if (!steppers || !steppers->pill.contains(point)) {
        return std::nullopt;
    }
    Grab grab;
    grab.layer = scene.stepped;
    grab.kind = point.x() < steppers->fewer.right()  ? GrabKind::Fewer
                : point.x() >= steppers->more.left() ? GrabKind::More
                                                     : GrabKind::Layer;
    grab.cursor = grab.kind == GrabKind::Layer ? Qt::ArrowCursor : Qt::PointingHandCursor;
    return grab;
}

std::optional<Grab> edgeAt(const GrabScene& scene, const QPointF& point) {
    const double inside = std::min(kEdgeReach / scene.zoom, kMostInside);
    const double outside = std::min(kEdgeReach / scene.zoom, kMostOutside);
    const double below = std::min(kLowerReach / scene.zoom, kMostInside);
    for (const auto& [id, layer] : scene.geometry.layers) {
        const QRectF& card = layer.card;
        if (!card.adjusted(-outside, 0, outside, below).contains(point)) {
            continue;
        }
        Grab grab;
        grab.layer = id;
        const auto& info = layerKindInfo(scene.network.layer(id).kind());
        const bool level = point.y() <= card.bottom() - below;
        if (level && point.x() >= card.right() - inside && info.kind != LayerKind::Output) {
            grab.kind = GrabKind::OutEdge;
            grab.cursor = Qt::CrossCursor;
        } else if (level && point.x() <= card.left() + inside && info.mostLinks > 0) {
            grab.kind = GrabKind::InEdge;
            grab.cursor = Qt::CrossCursor;
        } else if (!level && point.x() >= card.left() && point.x() <= card.right() && hasOwnUnits(scene.network, id)) {
            grab.kind = GrabKind::LowerEdge;
            grab.cursor = Qt::SizeVerCursor;
        } else {
            continue;
        }
        return grab;
    }
    return std::nullopt;
}

Grab fromHit(const CanvasHit& hit, LayerId card) {
    Grab grab;
    grab.layer = card;
    grab.link = hit.link;
    grab.from = hit.from;
    grab.to = hit.to;
    grab.cursor = Qt::PointingHandCursor;
    grab.kind = hit.thing == CanvasThing::Unit         ? GrabKind::Unit
                : hit.thing == CanvasThing::Connection ? GrabKind::Connection
                : hit.thing == CanvasThing::Loss       ? GrabKind::Loss
                                                       : GrabKind::Link;
    return grab;
}

}  // namespace

std::optional<Steppers> steppersOf(const LayerGeometry& layer, double zoom) {
    if (zoom < kSmallestZoom) {
        return std::nullopt;
    }
    const double scale = 1 / zoom;
    const QSizeF size = QSizeF(kPillWidth, kPillHeight) * scale;
    const QPointF corner(layer.card.center().x() - size.width() / 2, layer.card.bottom() + kPillGap * scale);
    const QSizeF button(size.height() * 1.2, size.height());
    return Steppers{QRectF(corner, size), QRectF(corner, button), QRectF(corner + QPointF(size.width() - button.width(), 0), button)};
}

bool hasOwnUnits(const NetworkSpec& network, LayerId layer) {
    const auto* spec = network.find(layer);
    return spec != nullptr && findProperty(spec->kind(), "units") != nullptr;
}

CanvasHit withCuts(const CanvasHit& hit, const CanvasGeometry& geometry, const std::vector<LinkGeometry>& cuts, const QPointF& point,
                   double tolerance) {
    if (hit.thing == CanvasThing::Unit || hit.thing == CanvasThing::Loss) {
        return hit;
    }
    double nearest = tolerance;
    for (const auto& link : geometry.links) {
        for (const auto& connection : link.connections) {
            if (hit == CanvasHit{CanvasThing::Connection, {}, link.id, connection.from, connection.to}) {
                nearest = std::min(nearest, connection.curve.distanceTo(point));
            }
        }
    }
    CanvasHit found = hit;
    for (const auto& link : cuts) {
        for (const auto& connection : link.connections) {
            if (const double distance = connection.curve.distanceTo(point); distance < nearest) {
                nearest = distance;
                found = {CanvasThing::Connection, {}, link.id, connection.from, connection.to};
            }
        }
    }
    return found;
}

Grab thingAt(const GrabScene& scene, const QPointF& point) {
    if (const auto stepper = stepperAt(scene, point)) {
        return *stepper;
    }
    const double reach = kGrabReach / scene.zoom;
    const auto hit = withCuts(hitTest(scene.geometry, point, reach, scene.zoom), scene.geometry, scene.cuts, point, reach);
    const LayerId card = cardAt(scene.geometry, point);
    if (hit.thing == CanvasThing::Unit) {
        return fromHit(hit, hit.layer);
    }
    if (hit.thing != CanvasThing::Ground && hit.thing != CanvasThing::Layer) {
        return fromHit(hit, card);
    }
    Grab grab;
    if (card.valid()) {
        grab.kind = GrabKind::Layer;
        grab.layer = card;
        grab.cursor = Qt::PointingHandCursor;
        return grab;
    }
    for (const auto& [id, layer] : scene.geometry.layers) {
        if (layer.title.contains(point) || blockOf(layer).contains(point)) {
            grab.kind = GrabKind::Title;
            grab.layer = id;
            grab.cursor = Qt::PointingHandCursor;
            return grab;
        }
    }
    if (const auto link = bundleAt(scene.geometry, point, reach)) {
        grab.kind = GrabKind::Link;
        grab.link = *link;
        grab.cursor = Qt::PointingHandCursor;
    }
    return grab;
}

Grab grabAt(const GrabScene& scene, const QPointF& point) {
    const Grab thing = thingAt(scene, point);
    if (thing.kind == GrabKind::Unit || thing.kind == GrabKind::Fewer || thing.kind == GrabKind::More) {
        return thing;
    }
    return edgeAt(scene, point).value_or(thing);
}

}  // namespace glassnet::ui
