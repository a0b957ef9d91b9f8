#include "ui/canvas/tools/DropPlan.h"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/network/LayerProperties.h"
#include "ui/canvas/tools/Bundles.h"

namespace glassnet::ui {

namespace {

constexpr double kOnLink = 10;  // canvas units around a bundle that count as on it

bool canFeed(LayerKind kind) { return kind != LayerKind::Output; }
bool canRead(LayerKind kind) { return layerKindInfo(kind).mostLinks > 0; }

/// Units a fresh layer of the kind has; those of its source where it has none of its own.
std::int64_t unitsOf(const LayerKindInfo& kind, const LayerGeometry* source) {
    const auto settings = kind.make();
    if (const auto* units = findProperty(kind.kind, "units")) {
        return std::get<std::int64_t>(units->get(settings));
    }
    return source != nullptr ? source->units : 1;
}

std::optional<LinkId> linkUnder(const CanvasGeometry& geometry, const QPointF& point) {
    if (const auto onCurve = bundleAt(geometry, point, kOnLink)) {
        return onCurve;
    }
    std::optional<LinkId> found;
    double narrowest = std::numeric_limits<double>::infinity();
    for (const auto& link : geometry.links) {
        const QRectF source = geometry.layers.at(link.from).card;
        const QRectF target = geometry.layers.at(link.to).card;
        const double gap = target.left() - source.right();
        const bool within = point.x() > source.right() && point.x() < target.left() &&
                            point.y() > std::min(source.top(), target.top()) - CanvasGeometry::kTitleHeight &&
                            point.y() < std::max(source.bottom(), target.bottom());
        if (within && gap < narrowest) {
            narrowest = gap;
            found = link.id;
        }
    }
    return found;
}

/// The nearest layer on one side of the point that `fits`.
template <class Fits>
std::optional<LayerId> nearest(const CanvasGeometry& geometry, const QPointF& point, bool left, Fits fits) {
    std::optional<LayerId> found;
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [id, layer] : geometry.layers) {
        const double away = left ? point.x() - layer.card.right() : layer.card.left() - point.x();
        if (away > 0 && away < least && fits(id)) {
            least = away;
            found = id;
        }
    }
    return found;
}

void addWires(std::vector<LinkCurve>& wires, const LayerGeometry& from, const LayerGeometry& to) {
    for (const auto& start : from.shown) {
        for (const auto& end : to.shown) {
            wires.emplace_back(start.center + QPointF(from.metrics.radius, 0), end.center - QPointF(to.metrics.radius, 0));
        }
    }
}

}  // namespace

std::optional<DropPlan> dropPreview(const CanvasGeometry& geometry, const NetworkSpec& network, std::string_view kind, const QPointF& point,
                                    double tolerance) {
    const auto* info = findLayerKind(kind);
    if (info == nullptr) {
        return std::nullopt;
    }
    DropPlan plan;
    plan.kind = info->kind;
    if (canFeed(info->kind) && canRead(info->kind)) {
        plan.onLink = linkUnder(geometry, point);
    }
    LayerId source;
    LayerId target;
    if (plan.onLink) {
        source = network.find(*plan.onLink)->from;
        target = network.find(*plan.onLink)->to;
    } else {
        if (canRead(info->kind)) {
            plan.after = nearest(geometry, point, true,
                                 [&](LayerId id) { return canFeed(network.layer(id).kind()) && network.outgoing(id).empty(); });
        }
        if (canFeed(info->kind)) {
            plan.before = nearest(geometry, point, false,
                                  [&](LayerId id) { return canRead(network.layer(id).kind()) && network.incoming(id).empty(); });
        }
        source = plan.after.value_or(LayerId{});
        target = plan.before.value_or(LayerId{});
    }
    const auto* before = source.valid() ? &geometry.layers.at(source) : nullptr;
    const auto units = unitsOf(*info, before);
    plan.ghost = layerAround(units, point);
    auto snap = alignmentGuides(geometry, {}, std::array{plan.ghost.card}, tolerance);
    plan.ghost = layerAround(units, point + snap.offset);
    plan.guides = std::move(snap.guides);
    if (before != nullptr) {
        addWires(plan.wires, *before, plan.ghost);
    }
    if (target.valid()) {
        addWires(plan.wires, plan.ghost, geometry.layers.at(target));
    }
    return plan;
}

}  // namespace glassnet::ui
