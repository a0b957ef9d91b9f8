#include "ui/drawing/LayerPlaces.h"

#include <algorithm>
#include <vector>

namespace glassnet::ui {

namespace {

constexpr double kColumnStep = 200.0;
constexpr double kRowGap = 64.0;

Position sizeOf(const HalfSizes& sizes, LayerId id) {
    const auto found = sizes.find(id);
    return found == sizes.end() ? Position{} : found->second;
}

/// One coordinate of a layer: its middle and half its extent.
struct Span {
    double Position::*axis;
    [[nodiscard]] double low(const Position& place, const Position& half) const { return place.*axis - half.*axis; }
    [[nodiscard]] double high(const Position& place, const Position& half) const { return place.*axis + half.*axis; }
};

}  // namespace

std::map<LayerId, Position> aligned(const std::map<LayerId, Position>& places, const HalfSizes& sizes, Alignment alignment) {
    if (places.empty()) {
        return places;
    }
    const bool isHorizontal = alignment == Alignment::Left || alignment == Alignment::Center || alignment == Alignment::Right;
    const Span span{isHorizontal ? &Position::x : &Position::y};
    double low = span.low(places.begin()->second, sizeOf(sizes, places.begin()->first));
    double high = span.high(places.begin()->second, sizeOf(sizes, places.begin()->first));
    for (const auto& [id, place] : places) {
        low = std::min(low, span.low(place, sizeOf(sizes, id)));
        high = std::max(high, span.high(place, sizeOf(sizes, id)));
    }
    auto result = places;
    for (auto& [id, place] : result) {
        const double half = sizeOf(sizes, id).*span.axis;
        switch (alignment) {
            case Alignment::Left:
            case Alignment::Top:
                place.*span.axis = low + half;
                break;
            case Alignment::Right:
            case Alignment::Bottom:
                place.*span.axis = high - half;
                break;
            case Alignment::Center:
            case Alignment::Middle:
                place.*span.axis = (low + high) / 2;
                break;
        }
    }
    return result;
}

std::map<LayerId, Position> distributed(const std::map<LayerId, Position>& places, const HalfSizes& sizes, bool horizontally) {
    if (places.size() < 3) {
        return places;
    }
    const Span span{horizontally ? &Position::x : &Position::y};
    std::vector<LayerId> order;
    double extent = 0;
    for (const auto& [id, place] : places) {
        order.push_back(id);
        extent += 2 * (sizeOf(sizes, id).*span.axis);
    }
    std::stable_sort(order.begin(), order.end(), [&](LayerId a, LayerId b) { return places.at(a).*span.axis < places.at(b).*span.axis; });
    const double low = span.low(places.at(order.front()), sizeOf(sizes, order.front()));
    const double high = span.high(places.at(order.back()), sizeOf(sizes, order.back()));
    const double gap = (high - low - extent) / static_cast<double>(order.size() - 1);
    auto result = places;
    double edge = low;
    for (const auto id : order) {
        const double half = sizeOf(sizes, id).*span.axis;
        result[id].*span.axis = edge + half;
        edge += 2 * half + gap;
    }
    return result;
}

std::map<LayerId, Position> arranged(const NetworkSpec& network, const HalfSizes& sizes) {
    std::map<LayerId, int> columns;
    for (const auto id : network.topologicalOrder()) {
        int column = 0;
        for (const auto* link : network.incoming(id)) {
            column = std::max(column, columns[link->from] + 1);
        }
        columns[id] = column;
    }
    std::map<int, std::vector<LayerId>> members;
    for (const auto& layer : network.layers()) {
        members[columns[layer.id]].push_back(layer.id);  // What lies on a circle stands in the first column.
    }
    std::map<LayerId, Position> places;
    for (const auto& [column, ids] : members) {
        double height = kRowGap * static_cast<double>(ids.size() - 1);
        for (const auto id : ids) {
            height += 2 * sizeOf(sizes, id).y;
        }
        double edge = -height / 2;
        for (const auto id : ids) {
            const double half = sizeOf(sizes, id).y;
            places[id] = {kColumnStep * column, edge + half};
            edge += 2 * half + kRowGap;
        }
    }
    return places;
}

std::map<LayerId, Position> withRoomAt(const std::map<LayerId, Position>& places, double x, double step) {
    auto result = places;
    for (auto& [id, place] : result) {
        if (place.x > x - step / 2) {
            place.x += step;
        }
    }
    return result;
}

}  // namespace glassnet::ui
