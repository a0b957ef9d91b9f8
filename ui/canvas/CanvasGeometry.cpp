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
// The sides of pictures: there is room for them, as tags are not shown with them.
constexpr double kPicture = 64;
constexpr double kOutputPicture = 88;
constexpr double kPictureRoom = 0.77;  // of the room from unit to unit; a name stands in the rest

// How much of the growth of the type a length follows: all where a line of text stands, less where there is room to spare.
constexpr double kCardGrowth = 0.6;
constexpr double kColumnGrowth = 0.4;
constexpr double kTitleGrowth = 0.7;
constexpr double kTitleWidthGrowth = 0.44;
constexpr double kLossWidthGrowth = 0.3;
constexpr double kLossHeightGrowth = 0.65;
constexpr double kRadiusGrowth = 0.55;

double grown(double length, double share, double scale) { return length * (1 + share * (scale - 1)); }

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

double cardHeight(std::int64_t units, double scale) {
    const auto circles = circlesOf(units);
    const auto metrics = unitMetrics(circles, scale);
    return metrics.padTop + metrics.spacing * static_cast<double>(circles - 1) + metrics.padBottom;
}

double titleHeight(double scale) { return grown(CanvasGeometry::kTitleHeight, kTitleGrowth, scale); }

double columnSpacing(double scale) { return grown(CanvasGeometry::kColumnSpacing, kColumnGrowth, scale); }

/// Positions for a larger scale: columns as far apart as larger cards and tags need, everything down by as much as cards have grown.
std::map<LayerId, Position> spread(const std::map<LayerId, Position>& positions, const std::map<LayerId, std::int64_t>& counts,
                                   double scale) {
    double down = 1;
    for (const auto& [id, units] : counts) {
        down = std::max(down, (cardHeight(units, scale) + titleHeight(scale)) / (cardHeight(units, 1) + titleHeight(1)));
    }
    std::map<double, double> across;
    for (const auto& [id, place] : positions) {
        across[place.x] = place.x;
    }
    const double widest = columnSpacing(scale);
    const double share = grown(1, kCardGrowth, scale);
    for (auto column = across.begin(), before = column; column != across.end(); before = column++) {
        if (column != before) {
            const double gap = column->first - before->first;
            column->second = before->second + std::min(gap * share, std::max(gap, widest));
        }
    }
    auto places = positions;
    for (auto& [id, place] : places) {
        place = {across.at(place.x), place.y * down};
    }
    return places;
}

LayerGeometry layerGeometry(LayerId id, std::int64_t units, const Position& middle, double scale) {
    LayerGeometry layer;
    layer.id = id;
    layer.units = units;
    layer.scale = scale;
    layer.metrics = unitMetrics(circlesOf(units), scale);
    const double height = cardHeight(units, scale);
    const double width = grown(CanvasGeometry::kCardWidth, kCardGrowth, scale);
    layer.card = QRectF(middle.x - width / 2, middle.y - height / 2, width, height);
    const double titleWidth = grown(CanvasGeometry::kTitleWidth, kTitleWidthGrowth, scale);
    layer.title = QRectF(middle.x - titleWidth / 2, layer.card.top() - titleHeight(scale), titleWidth, titleHeight(scale));
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

double pictureSide(const LayerSpec& spec, const LayerGeometry& layer) {
    const double side = spec.output() != nullptr ? kOutputPicture : kPicture;
    return std::min(grown(side, kRadiusGrowth, layer.scale), kPictureRoom * layer.metrics.spacing);
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

/// The cards, with their titles, that stand between two layers.
std::vector<QRectF> cardsBetween(const CanvasGeometry& geometry, const LinkSpec& link, const QRectF& bounds) {
    constexpr double kReach = 120;  // curves that turn back leave the bounds
    std::vector<QRectF> blocks;
    for (const auto& [id, layer] : geometry.layers) {
        const QRectF block = layer.block();
        if (id != link.from && id != link.to && block.intersects(bounds.adjusted(-kReach, -kReach, kReach, kReach))) {
            blocks.push_back(block);
        }
    }
    return blocks;
}

/// What of them a curve would run through, with what is known already.
QRectF inTheWay(const std::vector<QRectF>& blocks, const QRectF& known, const LinkCurve& curve) {
    QRectF united = known;
    for (const auto& block : blocks) {
        if (curve.crosses(block.adjusted(-4, -4, 4, 4))) {
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
    LinkGeometry result{link.id, link.from, link.to, {}, nullptr, tileRect(pair, source.card, target.card), geometry.scale};
    const auto blocks = cardsBetween(geometry, link, pair.bounds);
    QRectF around;
    for (const auto& to : target.shown) {
        for (const auto from : feeding(network, link, source, to.unit, offset)) {
            const QPointF start(source.rightPort(), source.slot(from)->center.y());
            result.connections.push_back({from, to.unit, LinkCurve(start, QPointF(target.leftPort(), to.center.y()))});
            around = inTheWay(blocks, around, result.connections.back().curve);
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
                starts.push_back(slot.center + QPointF(layer.reach(), 0));
                y += slot.center.y();
                ++count;
            }
        }
    }
    const double height = grown(kLossHeight, kLossHeightGrowth, geometry.scale);
    const double width = grown(kLossWidth, kLossWidthGrowth, geometry.scale);
    geometry.loss = QRectF(right + kLossGap, y / count - height / 2, width, height);
    for (const auto& start : starts) {
        geometry.lossCurves.emplace_back(start, QPointF(geometry.loss->left(), geometry.loss->center().y()));
    }
}

}  // namespace

UnitMetrics unitMetrics(std::size_t circles, double scale) {
    const bool isLarge = circles <= kLargeUnits;
    UnitMetrics metrics{28, 84, 33, 16, 1, 56, 58};
    if (isLarge) {
        const double spacing = circles == kLargeUnits ? 128 : circles == 2 ? 190 : 160;
        metrics = {34, spacing, 42, 18, 2, 80, 86};
    }
    if (scale == 1) {
        return metrics;
    }
    // Larger type leaves room for one tag where units stand close; the height of a screen is what runs out first.
    metrics.tags = circles <= 2 ? metrics.tags : 1;
    metrics.radius = grown(metrics.radius, kRadiusGrowth, scale);
    metrics.tagHeight *= scale;
    metrics.tagTop = metrics.radius + 5 * scale;
    const double below = metrics.tagTop + metrics.tags * (metrics.tagHeight + kTagGap);
    const double above = metrics.radius + 6 * scale;
    metrics.spacing = std::max(below + above, circles == 2 ? metrics.spacing : 0);
    metrics.padTop = metrics.radius + 20 * scale;
    metrics.padBottom = below + 4;
    return metrics;
}

const UnitSlot* LayerGeometry::slot(std::int64_t unit) const {
    const auto found = std::find_if(shown.begin(), shown.end(), [unit](const UnitSlot& each) { return each.unit == unit; });
    return found == shown.end() ? nullptr : &*found;
}

QRectF LayerGeometry::tag(const UnitSlot& slot, std::size_t index, double width) const {
    const double top = slot.center.y() + metrics.tagTop + static_cast<double>(index) * (metrics.tagHeight + kTagGap);
    return {slot.center.x() - width / 2, top, width, metrics.tagHeight};
}

std::map<LayerId, Position> arrange(const NetworkSpec& network, double scale) {
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
            height += titleHeight(scale) + cardHeight(counts.at(id), scale) + kLayerGap;
        }
        double top = -height / 2;
        for (const auto id : ids) {
            const double card = cardHeight(counts.at(id), scale);
            top += titleHeight(scale);
            positions[id] = {depth * columnSpacing(scale), top + card / 2};
            top += card + kLayerGap;
        }
    }
    return positions;
}

CanvasGeometry geometryOf(const NetworkSpec& network, const std::map<LayerId, Position>& positions, bool loss, double scale,
                          const std::set<LayerId>& pictured) {
    CanvasGeometry geometry;
    geometry.scale = scale;
    const auto counts = unitCounts(network);
    const auto places = scale == 1 ? positions : spread(positions, counts, scale);
    for (const auto& layer : network.layers()) {
        if (const auto given = places.find(layer.id); given != places.end()) {
            geometry.layers[layer.id] = layerGeometry(layer.id, counts.at(layer.id), given->second, scale);
        }
    }
    for (const auto& [id, position] : arrange(network, scale)) {
        if (geometry.layers.contains(id)) {
            continue;
        }
        auto layer = layerGeometry(id, counts.at(id), position, scale);
        const auto taken = [&](const auto& other) {
            return other.second.card.united(other.second.title).intersects(layer.card.united(layer.title));
        };
        for (auto other = std::find_if(geometry.layers.begin(), geometry.layers.end(), taken); other != geometry.layers.end();
             other = std::find_if(geometry.layers.begin(), geometry.layers.end(), taken)) {
            const double height = layer.card.height();
            layer = layerGeometry(id, counts.at(id),
                                  {position.x, other->second.card.bottom() + kLayerGap + titleHeight(scale) + height / 2}, scale);
        }
        geometry.layers[id] = std::move(layer);
    }
    for (const auto id : pictured) {
        if (const auto layer = geometry.layers.find(id); layer != geometry.layers.end()) {
            layer->second.picture = pictureSide(network.layer(id), layer->second);
        }
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
        geometry.bounds = geometry.bounds.united(layer.block());
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
