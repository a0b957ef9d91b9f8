#include "engine/project/Draft.h"

#include <algorithm>
#include <cmath>

#include "engine/network/Problems.h"
#include "engine/project/RowFitting.h"

namespace glassnet {

Draft::Draft(Project& project) : network(project.network), m_project(project), m_style(styleOf(project.network)) {}

Draft::DrawStyle Draft::styleOf(const NetworkSpec& network) {
    if (network.drawOrder() == moduleDrawOrder(network)) {
        return DrawStyle::Module;
    }
    return network.drawOrder() == lessonDrawOrder(network) ? DrawStyle::Lesson : DrawStyle::Own;
}

void Draft::fitDrawOrder() {
    if (m_style != DrawStyle::Own) {
        network.setDrawOrder(m_style == DrawStyle::Module ? moduleDrawOrder(network) : lessonDrawOrder(network));
        return;
    }
    auto order = network.drawOrder();
    std::erase_if(order, [this](const DrawItem& item) {
        const LayerSpec* layer = network.find(item.layer);
        const auto* input = layer == nullptr ? nullptr : std::get_if<InputSettings>(&layer->settings);
        return layer == nullptr || (item.role == DrawRole::Samples ? input == nullptr || input->drawnRows == 0 : layer->dense() == nullptr);
    });
    for (const DrawItem& item : moduleDrawOrder(network)) {
        if (std::ranges::find(order, item) == order.end()) {
            order.push_back(item);
        }
    }
    network.setDrawOrder(std::move(order));
}

void Draft::commit() {
    dropLostUnits(network);
    fitDrawOrder();
    if (auto* rows = std::get_if<StoredRows>(&m_project.data)) {
        *rows = fittedRows(*rows, m_project.network, network);
    }
    m_project.network = std::move(network);
    const auto isGone = [this](const auto& entry) { return m_project.network.find(entry.first) == nullptr; };
    std::erase_if(m_project.positions, isGone);
    std::erase_if(m_project.colors, isGone);
}

std::int64_t unitsOut(const NetworkSpec& network, LayerId layer) {
    const auto shapes = inferShapes(network);
    const auto found = shapes.find(layer);
    return found == shapes.end() ? 0 : found->second.out;
}

void fitInput(InputSettings& input, const NetworkSpec& network, const DataSpec& data) {
    const auto* rows = std::get_if<StoredRows>(&data);
    if (rows == nullptr) {
        input.drawnRows = 0;
        return;
    }
    const bool hasRows = !rows->inputs.empty() || !rows->targets.empty() ||
                         std::ranges::any_of(network.layers(), [](const LayerSpec& other) { return other.kind() == LayerKind::Input; });
    input.drawnRows =
        hasRows ? rowCount(network, *rows) : std::max<std::int64_t>(std::min(input.drawnRows, affordableRows(input.units)), 1);
}

Result<void> checkPosition(const std::string& layer, Position position) {
    constexpr double kFarthest = 1e9;
    for (const double value : {position.x, position.y}) {
        if (!(std::abs(value) <= kFarthest)) {
            return failure(ErrorCode::BadProperty, {layer, std::string("position"), value, -kFarthest, kFarthest});
        }
    }
    return {};
}

void dropLostUnits(NetworkSpec& network) {
    const auto shapes = inferShapes(network);
    for (const auto& [id, shape] : shapes) {
        LayerSpec& layer = *network.find(id);
        std::erase_if(layer.clamps, [units = shape.out](const auto& held) { return held.first >= units; });
        auto& names = layer.unitNames;
        if (names.size() > static_cast<std::uint64_t>(shape.out)) {
            names.resize(static_cast<std::size_t>(shape.out));
        }
    }
    std::vector<LinkId> links;
    for (const LinkSpec& link : network.links()) {
        if (!link.cut.empty()) {
            links.push_back(link.id);
        }
    }
    for (const LinkId id : links) {
        LinkSpec& link = *network.find(id);
        const bool isDense = network.layer(link.to).dense() != nullptr;
        const auto from = shapes.find(link.from);
        const auto to = shapes.find(link.to);
        std::erase_if(link.cut, [&](const UnitPair& pair) {
            return !isDense || (from != shapes.end() && pair.first >= from->second.out) ||
                   (to != shapes.end() && pair.second >= to->second.out);
        });
    }
}

}  // namespace glassnet
