#include "ui/canvas/CanvasGeometry.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/network/Problems.h"
#include "ui/canvas/LinkTile.h"

namespace glassnet::ui {

namespace {

constexpr std::int64_t kSampleRows = 10;  // of a column that does not show all its units
constexpr std::int64_t kNoteRow = 6;
constexpr double kLayerGap = 32;  // between layers of one column
constexpr double kLossWidth = 136;
constexpr double kLossHeight = 100;
constexpr double kLossGap = 56;
constexpr double kTagGap = 3;
constexpr double kWayGap = 20;  // between a card and a curve that goes around it
constexpr double kWaySide = 8;  // before and behind it
constexpr double kWayStep = 5;  // between two such curves
constexpr int kWaySteps = 8;
constexpr std::size_t kLargeUnits = 4;

std::map<LayerId, std::int64_t> unitCounts(const NetworkSpec& network) {
    const auto shapes = inferShapes(network);
    std::map<LayerId, std::int64_t> counts;
    for (const auto& layer : network.layers()) {
        const auto shape = shapes.find(layer.id);
        counts[layer.id] = shape == shapes.end() ? 1 : std::max<std::int64_t>(1, shape->second.out);
    }
    return counts;
}

std::size_t circlesOf(std::int64_t units) { return static_cast<std::size_t>(units <= CanvasGeometry::kMostUnits ? units : kSampleRows); }

double cardHeight(std::int64_t units) {
    const auto circles = circlesOf(units);
    const auto metrics = unitMetrics(circles);
    return metrics.padTop + metrics.spacing * static_cast<double>(circles - 1) + metrics.padBottom;
}

LayerGeometry layerGeometry(LayerId id, std::int64_t units, const Position& middle) {
    LayerGeometry layer;
    layer.id = id;
    layer.units = units;
    layer.metrics = unitMetrics(circlesOf(units));
    const double height = cardHeight(units);
    layer.card = QRectF(middle.x - CanvasGeometry::kCardWidth / 2, middle.y - height / 2, CanvasGeometry::kCardWidth, height);
    layer.title = QRectF(middle.x - CanvasGeometry::kTitleWidth / 2, layer.card.top() - CanvasGeometry::kTitleHeight,
                         CanvasGeometry::kTitleWidth, CanvasGeometry::kTitleHeight);
    const bool all = units <= CanvasGeometry::kMostUnits;
    const double rows = static_cast<double>(all ? units : kSampleRows) - 1;
    layer.column = {middle.x, layer.card.top() + layer.metrics.padTop, layer.metrics.spacing, units};
    if (!all) {
        layer.column.step *= rows / static_cast<double>(units - 1);
    }
    for (std::int64_t row = 0; row < (all ? units : kSampleRows); ++row) {
        const std::int64_t unit = all ? row : std::llround(static_cast<double>((units - 1) * row) / rows);
        // Even rows look calm; a circle stands for its unit up to half a step beside the place of it.
        const QPointF place(middle.x, layer.column.first + layer.metrics.spacing * static_cast<double>(row));
        if (!all && row == kNoteRow) {
            layer.gap = place;
        } else {
            layer.shown.push_back({unit, place});
        }
    }
    return layer;
}

/// All connections of a link.
LinkPair pairOf(const NetworkSpec& network, const LinkSpec& link, const LayerGeometry& source, const LayerGeometry& target,
                std::int64_t offset) {
    LinkPair pair;
    pair.source = source.column;
    pair.source.x = source.rightPort();
    pair.target = target.column;
    pair.target.x = target.leftPort();
    pair.dense = network.layer(link.to).dense() != nullptr;
    pair.offset = offset;
    for (const auto& [from, to] : link.cut) {
        if (pair.dense && from >= 0 && from < source.units && to >= 0 && to < target.units) {
            pair.cut.push_back(pair.indexOf(from, to));
        }
    }
    pair.setDirect();
    return pair;
}

/// The units of `source` that feed unit `to` of the link's target: all of them (Dense), or the one at the same place.
std::vector<std::int64_t> feeding(const NetworkSpec& network, const LinkSpec& link, const LayerGeometry& source, std::int64_t to,
                                  std::int64_t offset) {
    std::vector<std::int64_t> units;
    const bool dense = network.layer(link.to).dense() != nullptr;
    for (const auto& slot : source.shown) {
        if (dense ? !link.cut.contains({slot.unit, to}) : slot.unit + offset == to) {
            units.push_back(slot.unit);
        }
    }
    return units;
}

/// Where the target's unit 0 stands for this link's source: behind the links before it in a concatenation.
std::int64_t targetOffset(const NetworkSpec& network, const LinkSpec& link, const std::map<LayerId, std::int64_t>& counts) {
    const auto* join = std::get_if<JoinSettings>(&network.layer(link.to).settings);
    std::int64_t offset = 0;
    if (join != nullptr && join->mode == JoinMode::Concatenate) {
        for (const auto* other : network.incoming(link.to)) {
            if (other->id == link.id) {
                break;
            }
            offset += counts.at(other->from);
        }
    }
    return offset;
}

/// The cards, with their titles, that a curve between two layers would run through.
QRectF inTheWay(const CanvasGeometry& geometry, const LinkSpec& link, const QRectF& known, const LinkCurve& curve) {
    QRectF united = known;
    for (const auto& [id, layer] : geometry.layers) {
        const QRectF block = layer.card.united(layer.title).intersected(layer.card.adjusted(0, -CanvasGeometry::kTitleHeight, 0, 0));
        if (id != link.from && id != link.to && curve.crosses(block.adjusted(-4, -4, 4, 4))) {
            united = united.united(block);
        }
    }
    return united;
}

LinkGeometry linkGeometry(const NetworkSpec& network, const LinkSpec& link, const CanvasGeometry& geometry,
                          const std::map<LayerId, std::int64_t>& counts) {
    const auto& source = geometry.layers.at(link.from);
    const auto& target = geometry.layers.at(link.to);
    const auto offset = targetOffset(network, link, counts);
    auto pair = pairOf(network, link, source, target, offset);
    LinkGeometry result{link.id, link.from, link.to, {}, nullptr, tileRect(pair, source.card, target.card)};
    QRectF around;
    for (const auto& to : target.shown) {
        for (const auto from : feeding(network, link, source, to.unit, offset)) {
            const QPointF start(source.rightPort(), source.slot(from)->center.y());
            result.connections.push_back({from, to.unit, LinkCurve(start, QPointF(target.leftPort(), to.center.y()))});
            around = inTheWay(geometry, link, around, result.connections.back().curve);
        }
    }
    if (around.isNull()) {
        result.pair = std::make_shared<const LinkPair>(std::move(pair));
        return result;
    }
    // All connections of a link go around together, on the nearer side.
    const double middle = (source.card.center().y() + target.card.center().y()) / 2;
    const bool below = around.bottom() - middle <= middle - around.top();
    int step = 0;
    for (auto& connection : result.connections) {
        const double away = kWayGap + kWayStep * (step++ % kWaySteps);
        const double height = below ? around.bottom() + away : around.top() - away;
        connection.curve = LinkCurve(connection.curve.from(), connection.curve.to(), around.adjusted(-kWaySide, 0, kWaySide, 0), height);
    }
    const double spread = kWayStep * (kWaySteps - 1);
    pair.setAround(around.adjusted(-kWaySide, 0, kWaySide, 0), below ? around.bottom() + kWayGap : around.top() - kWayGap - spread, spread);
    result.pair = std::make_shared<const LinkPair>(std::move(pair));
    result.tile.reset();
    return result;
}

void addLoss(CanvasGeometry& geometry, const NetworkSpec& network) {
    double right = 0;
    QRectF outputs;
    for (const auto& [id, layer] : geometry.layers) {
        right = std::max(right, layer.card.right());
        if (network.layer(id).output() != nullptr) {
            outputs = outputs.united(layer.card);
        }
    }
    if (outputs.isNull()) {
        return;
    }
    // A lone output's unit stands a little above its card's middle; the line to the loss is level.
    double y = 0;
    double count = 0;
    std::vector<QPointF> starts;
    for (const auto& [id, layer] : geometry.layers) {
        if (network.layer(id).output() != nullptr) {
            for (const auto& slot : layer.shown) {
                starts.push_back(slot.center + QPointF(layer.metrics.radius, 0));
                y += slot.center.y();
                ++count;
            }
        }
    }
    geometry.loss = QRectF(right + kLossGap, y / count - kLossHeight / 2, kLossWidth, kLossHeight);
    for (const auto& start : starts) {
        geometry.lossCurves.emplace_back(start, QPointF(geometry.loss->left(), geometry.loss->center().y()));
    }
}

}  // namespace

UnitMetrics unitMetrics(std::size_t circles) {
    if (circles > kLargeUnits) {
        return {28, 84, 33, 16, 1, 56, 58};
    }
    const double spacing = circles == kLargeUnits ? 128 : circles == 2 ? 190 : 160;
    return {34, spacing, 42, 18, 2, 80, 86};
}

const UnitSlot* LayerGeometry::slot(std::int64_t unit) const {
    const auto found = std::find_if(shown.begin(), shown.end(), [unit](const UnitSlot& each) { return each.unit == unit; });
    return found == shown.end() ? nullptr : &*found;
}

QRectF LayerGeometry::tag(const UnitSlot& slot, std::size_t index, double width) const {
    const double top = slot.center.y() + metrics.tagTop + static_cast<double>(index) * (metrics.tagHeight + kTagGap);
    return {slot.center.x() - width / 2, top, width, metrics.tagHeight};
}

std::map<LayerId, Position> arrange(const NetworkSpec& network) {
    std::map<LayerId, int> depths;
    for (const auto id : network.topologicalOrder()) {
        int depth = 0;
        for (const auto* link : network.incoming(id)) {
            const auto before = depths.find(link->from);
            depth = std::max(depth, before == depths.end() ? 0 : before->second + 1);
        }
        depths[id] = depth;
    }
    const auto counts = unitCounts(network);
    std::map<int, std::vector<LayerId>> columns;
    for (const auto& layer : network.layers()) {
        columns[depths[layer.id]].push_back(layer.id);
    }
    std::map<LayerId, Position> positions;
    for (const auto& [depth, ids] : columns) {
        double height = -kLayerGap;
        for (const auto id : ids) {
            height += CanvasGeometry::kTitleHeight + cardHeight(counts.at(id)) + kLayerGap;
        }
        double top = -height / 2;
        for (const auto id : ids) {
            const double card = cardHeight(counts.at(id));
            top += CanvasGeometry::kTitleHeight;
            positions[id] = {depth * CanvasGeometry::kColumnSpacing, top + card / 2};
            top += card + kLayerGap;
        }
    }
    return positions;
}

CanvasGeometry geometryOf(const NetworkSpec& network, const std::map<LayerId, Position>& positions, bool loss) {
    CanvasGeometry geometry;
    const auto counts = unitCounts(network);
    for (const auto& layer : network.layers()) {
        if (const auto given = positions.find(layer.id); given != positions.end()) {
            geometry.layers[layer.id] = layerGeometry(layer.id, counts.at(layer.id), given->second);
        }
    }
    for (const auto& [id, position] : arrange(network)) {
        if (geometry.layers.contains(id)) {
            continue;
        }
        auto layer = layerGeometry(id, counts.at(id), position);
        const auto taken = [&](const auto& other) {
            return other.second.card.united(other.second.title).intersects(layer.card.united(layer.title));
        };
        for (auto other = std::find_if(geometry.layers.begin(), geometry.layers.end(), taken); other != geometry.layers.end();
             other = std::find_if(geometry.layers.begin(), geometry.layers.end(), taken)) {
            const double height = layer.card.height();
            layer = layerGeometry(id, counts.at(id),
                                  {position.x, other->second.card.bottom() + kLayerGap + CanvasGeometry::kTitleHeight + height / 2});
        }
        geometry.layers[id] = std::move(layer);
    }
    for (const auto& link : network.links()) {
        if (geometry.layers.contains(link.from) && geometry.layers.contains(link.to)) {
            geometry.links.push_back(linkGeometry(network, link, geometry, counts));
        }
    }
    if (loss) {
        addLoss(geometry, network);
    }
    for (const auto& [id, layer] : geometry.layers) {
        geometry.bounds = geometry.bounds.united(layer.card.adjusted(0, -CanvasGeometry::kTitleHeight, 0, 0));
    }
    for (const auto& link : geometry.links) {
        for (const auto& connection : link.connections) {
            geometry.bounds = geometry.bounds.united(connection.curve.bounds().adjusted(0, -4, 0, 4));
        }
        geometry.bounds = link.isComplete() ? geometry.bounds : geometry.bounds.united(link.pair->bounds);
    }
    if (geometry.loss) {
        geometry.bounds = geometry.bounds.united(*geometry.loss);
    }
    return geometry;
}

}  // namespace glassnet::ui
