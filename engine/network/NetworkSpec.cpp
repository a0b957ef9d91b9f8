#include "engine/network/NetworkSpec.h"

#include <algorithm>
#include <map>

namespace glassnet {

namespace {

template <class Container, class Id>
auto findById(Container& items, Id id) {
    const auto found = std::find_if(items.begin(), items.end(), [id](const auto& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

std::vector<DrawItem> drawsOf(const LayerSpec& layer) {
    std::vector<DrawItem> items;
    if (const auto* input = std::get_if<InputSettings>(&layer.settings); input != nullptr && input->drawnRows > 0) {
        items.push_back({layer.id, DrawRole::Samples});
    }
    if (layer.dense() != nullptr) {
        items.push_back({layer.id, DrawRole::Weight});
        items.push_back({layer.id, DrawRole::Bias});
    }
    return items;
}

}  // namespace

DenseSettings* LayerSpec::dense() noexcept {
    if (auto* dense = std::get_if<DenseSettings>(&settings)) {
        return dense;
    }
    auto* output = std::get_if<OutputSettings>(&settings);
    return output == nullptr ? nullptr : &output->dense;
}

const DenseSettings* LayerSpec::dense() const noexcept {
    if (const auto* dense = std::get_if<DenseSettings>(&settings)) {
        return dense;
    }
    const auto* output = std::get_if<OutputSettings>(&settings);
    return output == nullptr ? nullptr : &output->dense;
}

LayerId NetworkSpec::addLayer(std::string name, LayerSettings settings) {
    const LayerId id{++m_lastId};
    m_layers.push_back({id, std::move(name), std::move(settings), {}});
    const auto draws = drawsOf(m_layers.back());
    m_drawOrder.insert(m_drawOrder.end(), draws.begin(), draws.end());
    return id;
}

void NetworkSpec::insertLayer(LayerSpec layer, std::size_t position) {
    if (find(layer.id) != nullptr) {
        throw ErrorException(Error{ErrorCode::DuplicateName, {layer.name}});
    }
    m_lastId = std::max(m_lastId, layer.id.value);
    m_layers.insert(m_layers.begin() + static_cast<std::ptrdiff_t>(std::min(position, m_layers.size())), std::move(layer));
}

LinkId NetworkSpec::addLink(LayerId from, LayerId to) {
    const LinkId id{++m_lastId};
    m_links.push_back({id, from, to, {}});
    return id;
}

void NetworkSpec::insertLink(LinkSpec link, std::size_t position) {
    if (find(link.id) != nullptr) {
        throw ErrorException(Error{ErrorCode::DuplicateName, {static_cast<std::int64_t>(link.id.value)}});
    }
    m_lastId = std::max(m_lastId, link.id.value);
    m_links.insert(m_links.begin() + static_cast<std::ptrdiff_t>(std::min(position, m_links.size())), std::move(link));
}

void NetworkSpec::removeLayer(LayerId id) {
    std::erase_if(m_links, [id](const LinkSpec& link) { return link.from == id || link.to == id; });
    std::erase_if(m_drawOrder, [id](const DrawItem& item) { return item.layer == id; });
    std::erase_if(m_layers, [id](const LayerSpec& layer) { return layer.id == id; });
}

void NetworkSpec::removeLink(LinkId id) {
    std::erase_if(m_links, [id](const LinkSpec& link) { return link.id == id; });
}

const LayerSpec* NetworkSpec::find(LayerId id) const noexcept { return findById(m_layers, id); }
LayerSpec* NetworkSpec::find(LayerId id) noexcept { return findById(m_layers, id); }
const LinkSpec* NetworkSpec::find(LinkId id) const noexcept { return findById(m_links, id); }
LinkSpec* NetworkSpec::find(LinkId id) noexcept { return findById(m_links, id); }

const LayerSpec& NetworkSpec::layer(LayerId id) const {
    const auto* found = find(id);
    if (found == nullptr) {
        throw ErrorException(Error{ErrorCode::UnknownLayer, {static_cast<std::int64_t>(id.value)}});
    }
    return *found;
}

std::vector<const LinkSpec*> NetworkSpec::incoming(LayerId id) const {
    std::vector<const LinkSpec*> found;
    for (const auto& link : m_links) {
        if (link.to == id) {
            found.push_back(&link);
        }
    }
    return found;
}

std::vector<const LinkSpec*> NetworkSpec::outgoing(LayerId id) const {
    std::vector<const LinkSpec*> found;
    for (const auto& link : m_links) {
        if (link.from == id) {
            found.push_back(&link);
        }
    }
    return found;
}

std::vector<LayerId> NetworkSpec::topologicalOrder() const {
    std::map<LayerId, int> waiting;
    for (const auto& layer : m_layers) {
        waiting[layer.id] = 0;
    }
    for (const auto& link : m_links) {
        ++waiting[link.to];
    }
    std::vector<LayerId> order;
    std::vector<LayerId> ready;
    for (const auto& layer : m_layers) {
        if (waiting[layer.id] == 0) {
            ready.push_back(layer.id);
        }
    }
    const auto place = [this](LayerId id) {
        return std::find_if(m_layers.begin(), m_layers.end(), [id](const LayerSpec& layer) { return layer.id == id; }) - m_layers.begin();
    };
    while (!ready.empty()) {
        const auto next = std::min_element(ready.begin(), ready.end(), [&](LayerId a, LayerId b) { return place(a) < place(b); });
        const LayerId id = *next;
        ready.erase(next);
        order.push_back(id);
        for (const auto& link : m_links) {
            if (link.from == id && --waiting[link.to] == 0) {
                ready.push_back(link.to);
            }
        }
    }
    return order;
}

std::vector<DrawItem> moduleDrawOrder(const NetworkSpec& network) {
    std::vector<DrawItem> items;
    for (const auto id : network.topologicalOrder()) {
        const auto draws = drawsOf(network.layer(id));
        items.insert(items.end(), draws.begin(), draws.end());
    }
    return items;
}

std::vector<DrawItem> lessonDrawOrder(const NetworkSpec& network) {
    auto items = moduleDrawOrder(network);
    std::stable_sort(items.begin(), items.end(), [](const DrawItem& a, const DrawItem& b) { return a.role < b.role; });
    return items;
}

}  // namespace glassnet
