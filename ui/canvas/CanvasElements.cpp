#include "ui/canvas/CanvasElements.h"

#include <QLineF>
#include <algorithm>

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

}  // namespace

CanvasHit hitTest(const CanvasGeometry& geometry, const QPointF& point, double tolerance) {
    for (const auto& [id, layer] : geometry.layers) {
        for (const auto& slot : layer.shown) {
            if (QLineF(slot.center, point).length() <= layer.metrics.radius + tolerance / 2) {
                return {CanvasThing::Unit, id, {}, 0, slot.unit};
            }
        }
    }
    CanvasHit hit;
    double nearest = tolerance;
    for (const auto& link : geometry.links) {
        for (const auto& connection : link.connections) {
            if (!connection.curve.bounds().adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(point)) {
                continue;
            }
            const double distance = connection.curve.distanceTo(point);
            if (distance <= nearest) {
                nearest = distance;
                hit = {CanvasThing::Connection, {}, link.id, connection.from, connection.to};
            }
        }
    }
    if (hit.thing != CanvasThing::Ground) {
        return hit;
    }
    if (geometry.loss && geometry.loss->contains(point)) {
        return {CanvasThing::Loss, {}, {}, 0, 0};
    }
    for (const auto& [id, layer] : geometry.layers) {
        if (layer.card.adjusted(0, -CanvasGeometry::kTitleHeight, 0, 0).contains(point)) {
            return {CanvasThing::Layer, id, {}, 0, 0};
        }
    }
    return hit;
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
    if (info->symbol.letter == SymbolLetter::Loss) {
        return {CanvasThing::Loss, {}, {}, 0, 0};
    }
    if (info->shape.rank() != 2 || info->shape[1] == 0) {
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
