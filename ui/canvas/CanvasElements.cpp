#include "ui/canvas/CanvasElements.h"

#include <QLineF>
#include <algorithm>
#include <cmath>

#include "ui/canvas/DetailLevel.h"
#include "ui/canvas/LinkHit.h"
#include "ui/canvas/LinkTile.h"

namespace glassnet::ui {

namespace {

/// Units a layer hands on, as the program sees them.
std::int64_t widthOf(const Program& program, LayerId layer) {
    const auto output = program.outputOf(layer);
    return output.valid() ? program.tensor(output).shape[1] : 0;
}

/// The first row of the target's weight matrix that belongs to `link`.
std::int64_t firstRow(const Program& program, const NetworkSpec& network, const LinkSpec& link) {
    std::int64_t row = 0;
    for (const auto* other : network.incoming(link.to)) {
        if (other->id == link.id) {
            break;
        }
        row += widthOf(program, other->from);
    }
    return row;
}

/// The unit under a point. Of a layer with units left out, circles or not, any unit can be pointed at in its column.
std::optional<std::int64_t> unitAt(const LayerGeometry& layer, const QPointF& point, double tolerance, double zoom) {
    const bool isBlock = layerDetail(layer, zoom).block >= 0.5;
    for (const auto& slot : layer.shown) {
        const QPointF away = point - slot.center;
        const bool isOnPicture = layer.picture > 0 && std::max(std::abs(away.x()), std::abs(away.y())) <= layer.picture / 2;
        if (!isBlock && (isOnPicture || QLineF(slot.center, point).length() <= layer.metrics.radius + tolerance / 2)) {
            return slot.unit;
        }
    }
    const auto& column = layer.column;
    const bool isNear = std::abs(point.x() - column.x) <= layer.metrics.radius && point.y() >= column.first - column.step / 2 &&
                        point.y() <= column.last() + column.step / 2;
    return layer.isSampled() && isNear ? std::optional(column.nearest(point.y())) : std::nullopt;
}

CanvasHit cellAt(const LinkGeometry& link, const QPointF& point) {
    const auto cell =
        LinkTile(*link.pair)
            .cellAt((point.x() - link.tile->left()) / link.tile->width(), (point.y() - link.tile->top()) / link.tile->height());
    const bool isOne = cell.fromCount == 1 && cell.toCount == 1;
    return {isOne ? CanvasThing::Connection : CanvasThing::Cell, {}, link.id, cell.from, cell.to, cell.fromCount, cell.toCount};
}

/// The nearest connection within `nearest`, which it lowers.
std::optional<CanvasHit> connectionAt(const LinkGeometry& link, const QPointF& point, double& nearest) {
    if (!link.isComplete()) {
        const auto found = nearestConnection(*link.pair, point, nearest);
        nearest = found ? found->distance : nearest;
        return found ? std::optional(CanvasHit{CanvasThing::Connection, {}, link.id, found->from, found->to}) : std::nullopt;
    }
    std::optional<CanvasHit> hit;
    for (const auto& connection : link.connections) {
        if (!connection.curve.bounds().adjusted(-nearest, -nearest, nearest, nearest).contains(point)) {
            continue;
        }
        const double distance = connection.curve.distanceTo(point);
        if (distance <= nearest) {
            nearest = distance;
            hit = {CanvasThing::Connection, {}, link.id, connection.from, connection.to};
        }
    }
    return hit;
}

}  // namespace

CanvasHit hitTest(const CanvasGeometry& geometry, const QPointF& point, double tolerance, double zoom) {
    for (const auto& [id, layer] : geometry.layers) {
        if (const auto unit = unitAt(layer, point, tolerance, zoom)) {
            return {CanvasThing::Unit, id, {}, 0, *unit};
        }
    }
    CanvasHit hit;
    double nearest = tolerance;
    for (const auto& link : geometry.links) {
        if (linkDetail(link, zoom).tile > 0.5) {
            if (link.tile->contains(point)) {
                return cellAt(link, point);
            }
            continue;
        }
        hit = connectionAt(link, point, nearest).value_or(hit);
    }
    if (hit.thing != CanvasThing::Ground) {
        return hit;
    }
    if (geometry.loss && geometry.loss->contains(point)) {
        return {CanvasThing::Loss, {}, {}, 0, 0};
    }
    for (const auto& [id, layer] : geometry.layers) {
        if (layer.block().contains(point)) {
            return {CanvasThing::Layer, id, {}, 0, 0};
        }
    }
    return hit;
}

const LinkGeometry* linkOf(const CanvasGeometry& geometry, LinkId id) {
    const auto found = std::find_if(geometry.links.begin(), geometry.links.end(), [id](const LinkGeometry& link) { return link.id == id; });
    return found == geometry.links.end() ? nullptr : &*found;
}

std::optional<double> meanOf(const CanvasGeometry& geometry, const CanvasPicture& picture, const CanvasHit& cell) {
    const auto* link = linkOf(geometry, cell.link);
    const auto shown = picture.links.find(cell.link);
    if (link == nullptr || shown == picture.links.end() || !shown->second.values) {
        return std::nullopt;
    }
    return meanOf(*link->pair, *shown->second.values, TileCell{cell.from, cell.to, cell.fromCount, cell.toCount});
}

std::int64_t shownSample(const Snapshot& snapshot, std::int64_t sample) {
    return std::clamp<std::int64_t>(sample, 0, std::max<std::int64_t>(0, snapshot.rows - 1));
}

std::optional<ElementRef> unitElement(const Snapshot& snapshot, LayerId layer, std::int64_t unit, std::int64_t sample) {
    if (!snapshot.program) {
        return std::nullopt;
    }
    const auto tensor = snapshot.program->outputOf(layer);
    const auto width = widthOf(*snapshot.program, layer);
    if (!tensor.valid() || unit < 0 || unit >= width) {
        return std::nullopt;
    }
    return ElementRef{tensor, shownSample(snapshot, sample) * width + unit};
}

std::optional<ElementRef> weightElement(const Program& program, const NetworkSpec& network, LinkId link, std::int64_t from,
                                        std::int64_t to) {
    const auto* spec = network.find(link);
    const auto weight = spec == nullptr ? TensorId{} : program.find(StateKey{spec->to, StateRole::Weight, 0});
    if (!weight.valid()) {
        return std::nullopt;
    }
    const auto& shape = program.tensor(weight).shape;
    const auto row = firstRow(program, network, *spec) + from;
    if (from < 0 || to < 0 || row >= shape[0] || to >= shape[1]) {
        return std::nullopt;
    }
    return ElementRef{weight, row * shape[1] + to};
}

CanvasHit locate(const Program& program, const NetworkSpec& network, const ElementRef& element) {
    if (!element.tensor.valid() || element.tensor.value > program.tensors().size()) {
        return {};
    }
    const auto* info = &program.tensor(element.tensor);
    if (info->gradientOf.valid()) {
        info = &program.tensor(info->gradientOf);
    }
    if (info->role == TensorRole::OptimizerState) {
        // What an optimizer keeps for each element of a parameter stands where the parameter stands.
        for (const auto& parameter : program.parameters()) {
            const bool isIts = std::find(parameter.kept.begin(), parameter.kept.end(), info->id) != parameter.kept.end();
            const auto& value = program.tensor(parameter.value);
            if (isIts) {
                return info->shape == value.shape ? locate(program, network, {parameter.value, element.element}) : CanvasHit{};
            }
        }
    }
    if (info->symbol.letter == SymbolLetter::Loss) {
        return {CanvasThing::Loss, {}, {}, 0, 0};
    }
    const auto letter = info->symbol.letter;
    if (info->shape.rank() != 2 || info->shape[1] == 0 || letter == SymbolLetter::NormPart || letter == SymbolLetter::GradientNorm) {
        return {};
    }
    const auto row = element.element / info->shape[1];
    const auto column = element.element % info->shape[1];
    if (info->role == TensorRole::ConnectionMask || info->symbol.letter == SymbolLetter::Weight) {
        for (const auto* link : network.incoming(info->layer)) {
            const auto first = firstRow(program, network, *link);
            if (row >= first && row < first + widthOf(program, link->from)) {
                return {CanvasThing::Connection, {}, link->id, row - first, column};
            }
        }
        return {};
    }
    return {CanvasThing::Unit, info->layer, {}, 0, column};
}

std::optional<double> valueOf(const Snapshot& snapshot, const std::optional<ElementRef>& element) {
    return element ? snapshot.at(*element) : std::nullopt;
}

}  // namespace glassnet::ui
