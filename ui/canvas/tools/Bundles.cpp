#include "ui/canvas/tools/Bundles.h"

#include <algorithm>
#include <limits>

namespace glassnet::ui {

namespace {

double height(const LinkCurve& curve) { return curve.from().y() + curve.to().y(); }

LinkCurve between(const LayerGeometry& source, const LayerGeometry& target, bool first) {
    const auto& from = first ? source.shown.front() : source.shown.back();
    const auto& to = first ? target.shown.front() : target.shown.back();
    return {from.center + QPointF(source.metrics.radius, 0), to.center - QPointF(target.metrics.radius, 0)};
}

}  // namespace

bool BundleBand::contains(const QPointF& point, double tolerance) const {
    if (!outline.boundingRect().adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(point)) {
        return false;
    }
    return outline.contains(point) || top.distanceTo(point) <= tolerance || bottom.distanceTo(point) <= tolerance;
}

BundleBand bundleBand(const CanvasGeometry& geometry, const LinkGeometry& link) {
    BundleBand band;
    if (link.connections.empty()) {
        const auto& source = geometry.layers.at(link.from);
        const auto& target = geometry.layers.at(link.to);
        band.top = between(source, target, true);
        band.bottom = between(source, target, false);
    } else {
        const auto higher = [](const ConnectionGeometry& a, const ConnectionGeometry& b) { return height(a.curve) < height(b.curve); };
        const auto ends = std::minmax_element(link.connections.begin(), link.connections.end(), higher);
        band.top = ends.first->curve;
        band.bottom = ends.second->curve;
    }
    band.outline = band.top.path();
    band.outline.connectPath(band.bottom.path().toReversed());
    band.outline.closeSubpath();
    return band;
}

std::optional<LinkId> bundleAt(const CanvasGeometry& geometry, const QPointF& point, double tolerance) {
    std::optional<LinkId> found;
    double smallest = std::numeric_limits<double>::infinity();
    for (const auto& link : geometry.links) {
        const auto band = bundleBand(geometry, link);
        const QRectF around = band.outline.boundingRect();
        if (around.width() < smallest && band.contains(point, tolerance)) {
            smallest = around.width();
            found = link.id;
        }
    }
    return found;
}

std::vector<LinkGeometry> cutConnections(const NetworkSpec& network, const std::map<LayerId, Position>& positions) {
    const auto isCut = [](const LinkSpec& link) { return !link.cut.empty(); };
    if (std::none_of(network.links().begin(), network.links().end(), isCut)) {
        return {};
    }
    NetworkSpec mended = network;
    for (const auto& link : network.links()) {
        mended.find(link.id)->cut.clear();
    }
    std::vector<LinkGeometry> cuts;
    for (auto& link : geometryOf(mended, positions, false).links) {
        const auto& cut = network.find(link.id)->cut;
        std::erase_if(link.connections, [&](const ConnectionGeometry& each) { return !cut.contains({each.from, each.to}); });
        if (!link.connections.empty()) {
            cuts.push_back(std::move(link));
        }
    }
    return cuts;
}

LayerGeometry layerAround(std::int64_t units, const QPointF& middle) {
    NetworkSpec alone;
    const auto id = alone.addLayer({}, InputSettings{units, 0, {}});
    return geometryOf(alone, {{id, {middle.x(), middle.y()}}}, false).layers.at(id);
}

}  // namespace glassnet::ui
