#include "engine/network/Problems.h"

#include <algorithm>
#include <limits>
#include <set>

#include "engine/network/Clamps.h"
#include "engine/network/LayerCounts.h"
#include "engine/network/LayerProperties.h"
#include "engine/network/LossForm.h"

namespace glassnet {

namespace {

using Bytes = std::uint64_t;

Bytes countOrNone(std::int64_t value) { return value < 0 ? 0 : static_cast<Bytes>(value); }

bool addSizes(std::int64_t& total, std::int64_t size) { return !__builtin_add_overflow(total, size, &total); }

std::int64_t unitsOut(const LayerSpec& layer, std::int64_t in) {
    if (const auto* input = std::get_if<InputSettings>(&layer.settings)) {
        return input->units;
    }
    const auto* dense = layer.dense();
    return dense != nullptr ? dense->units : in;
}

/// Layers that lie on a circle (not those merely behind one): what is left when layers without a way in or out are taken away again and
/// again.
std::set<LayerId> layersOnCircles(const NetworkSpec& network) {
    const auto order = network.topologicalOrder();
    std::set<LayerId> left;
    for (const auto& layer : network.layers()) {
        if (std::find(order.begin(), order.end(), layer.id) == order.end()) {
            left.insert(layer.id);
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (auto it = left.begin(); it != left.end();) {
            const auto id = *it;
            const bool leads = std::any_of(network.links().begin(), network.links().end(),
                                           [&](const LinkSpec& link) { return link.from == id && left.contains(link.to); });
            it = leads ? std::next(it) : left.erase(it);
            changed = changed || !leads;
        }
    }
    return left;
}

std::set<LayerId> reachedFromInputs(const NetworkSpec& network) {
    std::set<LayerId> reached;
    for (const auto id : network.topologicalOrder()) {
        const bool isInput = network.layer(id).kind() == LayerKind::Input;
        const auto links = network.incoming(id);
        if (isInput || std::any_of(links.begin(), links.end(), [&](const LinkSpec* link) { return reached.contains(link->from); })) {
            reached.insert(id);
        }
    }
    return reached;
}

/// The layer itself and all that read from it, directly or through others.
std::set<LayerId> reachedFrom(const NetworkSpec& network, LayerId id) {
    std::set<LayerId> reached;
    std::vector<LayerId> open{id};
    while (!open.empty()) {
        const auto next = open.back();
        open.pop_back();
        if (reached.insert(next).second) {
            for (const auto* link : network.outgoing(next)) {
                open.push_back(link->to);
            }
        }
    }
    return reached;
}

/// The layer a repair would link from: the last one before `id` that ends nowhere yet, else the last input; never one that reads from `id`.
LayerId sourceFor(const NetworkSpec& network, LayerId id) {
    const auto behind = reachedFrom(network, id);
    LayerId found;
    for (const auto& layer : network.layers()) {
        if (layer.id == id) {
            break;
        }
        if (!behind.contains(layer.id) && layer.kind() != LayerKind::Output &&
            (network.outgoing(layer.id).empty() || layer.kind() == LayerKind::Input)) {
            found = layer.id;
        }
    }
    return found;
}

bool setUnits(NetworkSpec& network, LayerId id, std::int64_t units) {
    auto* layer = network.find(id);
    return layer != nullptr && setProperty(*layer, "units", units).has_value();
}

/// Checks one layer at a time and collects what it finds.
class Checker {
public:
    Checker(const NetworkSpec& network, const CheckLimits& limits) : m_network(network), m_limits(limits), m_shapes(inferShapes(network)) {}

    std::vector<Problem> run() {
        checkWhole();
        const auto circles = layersOnCircles(m_network);
        const auto reached = reachedFromInputs(m_network);
        for (const auto& layer : m_network.layers()) {
            checkProperties(layer);
            if (circles.contains(layer.id)) {
                checkCircle(layer, circles);
            } else if (checkLinks(layer) && !reached.contains(layer.id) && circles.empty()) {
                add(ErrorCode::NoInputPath, layer, {}, {addLink(layer.id), {RepairKind::RemoveLayer, layer.id, {}, {}, 0}});
            }
            checkUse(layer);
            checkKind(layer);
            checkClamps(layer);
        }
        if (m_problems.empty()) {
            checkMemory();
        }
        return std::move(m_problems);
    }

private:
    void add(ErrorCode code, const LayerSpec& layer, std::vector<ErrorArgument> more, std::vector<Repair> repairs) {
        std::vector<ErrorArgument> arguments{layer.name};
        arguments.insert(arguments.end(), more.begin(), more.end());
        std::erase_if(repairs, [](const Repair& repair) { return repair.kind == RepairKind::AddLink && !repair.other.valid(); });
        m_problems.push_back({{code, std::move(arguments)}, layer.id, std::move(repairs)});
    }

    [[nodiscard]] Repair addLink(LayerId to) const { return {RepairKind::AddLink, to, {}, sourceFor(m_network, to), 0}; }

    void checkWhole() {
        const auto has = [this](LayerKind kind) {
            return std::any_of(m_network.layers().begin(), m_network.layers().end(),
                               [kind](const LayerSpec& layer) { return layer.kind() == kind; });
        };
        if (!has(LayerKind::Input)) {
            m_problems.push_back({{ErrorCode::NoInput, {}}, {}, {{RepairKind::AddInput, {}, {}, {}, 2}}});
        }
        if (!has(LayerKind::Output)) {
            m_problems.push_back({{ErrorCode::NoOutput, {}}, {}, {{RepairKind::AddOutput, {}, {}, {}, 1}}});
        }
    }

    void checkProperties(const LayerSpec& layer) {
        for (const auto& property : layerKindInfo(layer.kind()).properties) {
            auto copy = layer;
            if (const auto set = setProperty(copy, property.key, property.get(layer.settings)); !set) {
                m_problems.push_back({set.error(), layer.id, {}});
                if (property.key == "units") {
                    m_problems.back().repairs.push_back({RepairKind::SetUnits, layer.id, {}, {}, 1});
                }
            }
        }
    }

    void checkCircle(const LayerSpec& layer, const std::set<LayerId>& circles) {
        std::vector<Repair> repairs;
        for (const auto* link : m_network.incoming(layer.id)) {
            if (circles.contains(link->from)) {
                repairs.push_back({RepairKind::RemoveLink, layer.id, link->id, link->from, 0});
            }
        }
        add(ErrorCode::Cycle, layer, {}, std::move(repairs));
    }

    /// Returns false when the number of links is itself the problem.
    bool checkLinks(const LayerSpec& layer) {
        const auto& kind = layerKindInfo(layer.kind());
        const auto links = m_network.incoming(layer.id);
        const auto count = static_cast<std::int64_t>(links.size());
        const Repair remove{RepairKind::RemoveLayer, layer.id, {}, {}, 0};
        if (count > kind.mostLinks) {
            std::vector<Repair> repairs;
            for (const auto* link : links) {
                repairs.push_back({RepairKind::RemoveLink, layer.id, link->id, link->from, 0});
            }
            add(ErrorCode::TooManyLinks, layer, {count}, std::move(repairs));
            return false;
        }
        if (count < kind.fewestLinks) {
            if (count == 0) {
                add(ErrorCode::MissingLink, layer, {}, {addLink(layer.id), remove});
            } else {
                add(ErrorCode::TooFewLinks, layer, {count}, {addLink(layer.id), remove});
            }
            return false;
        }
        return true;
    }

    void checkUse(const LayerSpec& layer) {
        if (layer.kind() == LayerKind::Output || !m_network.outgoing(layer.id).empty()) {
            return;
        }
        std::vector<Repair> repairs;
        for (const auto& other : m_network.layers()) {
            if (other.kind() == LayerKind::Output && !reachedFrom(m_network, other.id).contains(layer.id)) {
                repairs.push_back({RepairKind::AddLink, other.id, {}, layer.id, 0});
            }
        }
        repairs.push_back({RepairKind::RemoveLayer, layer.id, {}, {}, 0});
        add(ErrorCode::NoOutputPath, layer, {}, std::move(repairs));
    }

    void checkKind(const LayerSpec& layer) {
        if (layer.kind() == LayerKind::BatchNorm && m_limits.training && m_limits.batchSize < 2) {
            add(ErrorCode::BatchOfOne, layer, {},
                {{RepairKind::SetBatchSize, layer.id, {}, {}, 2}, {RepairKind::RemoveLayer, layer.id, {}, {}, 0}});
        }
        const auto* join = std::get_if<JoinSettings>(&layer.settings);
        if (join != nullptr && join->mode == JoinMode::Add) {
            checkJoin(layer);
        }
    }

    void checkClamps(const LayerSpec& layer) {
        const auto* output = layer.output();
        const bool unread = output != nullptr && lossForm(output->loss.kind, output->dense.activation.kind).readsPreActivation;
        for (const auto& [unit, value] : layer.clamps) {
            auto error = whyNotClamp(layer, unit, value);
            if (!error && unread) {
                error = Error{ErrorCode::ClampLoss, {layer.name, unit}};
            }
            if (error) {
                m_problems.push_back({std::move(*error), layer.id, {{RepairKind::RemoveClamp, layer.id, {}, {}, unit}}});
            }
        }
    }

    void checkJoin(const LayerSpec& layer) {
        const auto links = m_network.incoming(layer.id);
        for (std::size_t i = 1; i < links.size(); ++i) {
            const auto first = m_shapes.find(links[0]->from);
            const auto other = m_shapes.find(links[i]->from);
            if (first == m_shapes.end() || other == m_shapes.end() || first->second.out == other->second.out) {
                continue;
            }
            std::vector<Repair> repairs{{RepairKind::JoinByConcatenation, layer.id, {}, {}, 0}};
            if (m_network.layer(other->first).dense() != nullptr) {
                repairs.push_back({RepairKind::SetUnits, other->first, {}, {}, first->second.out});
            }
            add(ErrorCode::JoinSizes, layer, {first->second.out, other->second.out}, std::move(repairs));
            return;
        }
    }

    void checkMemory() {
        const auto bytes = trainingBytes(m_network, m_limits);
        if (bytes <= m_limits.memoryBytes) {
            return;
        }
        // The layer with the most weights is the one to name and to shrink.
        const LayerSpec* largest = nullptr;
        Bytes most = 0;
        for (const auto& layer : m_network.layers()) {
            const auto shape = m_shapes.find(layer.id);
            const Bytes weights =
                shape == m_shapes.end() ? 0 : saturatingProduct(countOrNone(shape->second.in), countOrNone(shape->second.out));
            if (largest == nullptr || weights > most) {
                largest = &layer;
                most = weights;
            }
        }
        if (largest == nullptr) {
            return;
        }
        const auto limited = [](Bytes value) {
            return static_cast<std::int64_t>(std::min<Bytes>(value, std::numeric_limits<std::int64_t>::max()));
        };
        add(ErrorCode::NetworkTooBig, *largest, {limited(bytes), limited(m_limits.memoryBytes)},
            {{RepairKind::SetUnits, largest->id, {}, {}, fittingUnits(*largest)}, {RepairKind::RemoveLayer, largest->id, {}, {}, 0}});
    }

    /// The most units, halved from what the layer has, with which the network fits; at least 1.
    [[nodiscard]] std::int64_t fittingUnits(const LayerSpec& layer) const {
        auto smaller = m_network;
        auto units = m_shapes.at(layer.id).out;
        do {
            units = std::max<std::int64_t>(units / 2, 1);
            setUnits(smaller, layer.id, units);
        } while (units > 1 && trainingBytes(smaller, m_limits) > m_limits.memoryBytes);
        return units;
    }

    const NetworkSpec& m_network;
    const CheckLimits& m_limits;
    std::map<LayerId, LayerShape> m_shapes;
    std::vector<Problem> m_problems;
};

/// Takes a layer out and, where it had one source, links that source to what it fed.
void bypass(NetworkSpec& network, LayerId id) {
    const auto incoming = network.incoming(id);
    const LayerId source = incoming.size() == 1 ? incoming[0]->from : LayerId{};
    std::vector<LayerId> readers;
    for (const auto* link : network.outgoing(id)) {
        readers.push_back(link->to);
    }
    network.removeLayer(id);
    for (const auto reader : readers) {
        if (source.valid()) {
            network.addLink(source, reader);
        }
    }
}

}  // namespace

std::map<LayerId, LayerShape> inferShapes(const NetworkSpec& network) {
    std::map<LayerId, LayerShape> shapes;
    for (const auto id : network.topologicalOrder()) {
        const auto& layer = network.layer(id);
        std::int64_t in = 0;
        bool known = true;
        const auto* join = std::get_if<JoinSettings>(&layer.settings);
        for (const auto* link : network.incoming(id)) {
            const auto source = shapes.find(link->from);
            if (source == shapes.end()) {
                known = false;
            } else if (join != nullptr && join->mode == JoinMode::Add) {
                in = source->second.out;
            } else {
                known = addSizes(in, source->second.out) && known;
            }
        }
        if (known) {
            shapes[id] = {in, unitsOut(layer, in)};
        }
    }
    return shapes;
}

std::uint64_t parameterCount(const NetworkSpec& network) {
    Bytes count = 0;
    for (const auto& [id, shape] : inferShapes(network)) {
        count = saturatingSum(count, countLayer(network.layer(id), shape).parameters);
    }
    return count;
}

std::uint64_t trainingBytes(const NetworkSpec& network, const CheckLimits& limits) {
    const Bytes copies = 2 + countOrNone(limits.optimizerSlots);
    Bytes numbers = saturatingProduct(parameterCount(network), copies);
    for (const auto& [id, shape] : inferShapes(network)) {
        // z and a of a layer and their gradients; norms and masks keep about as many.
        const Bytes activations = saturatingProduct(saturatingProduct(countOrNone(limits.batchSize), countOrNone(shape.out)), 4);
        numbers = saturatingSum(numbers, activations);
    }
    return saturatingProduct(numbers, 4);
}

std::vector<Problem> findProblems(const NetworkSpec& network, const CheckLimits& limits) { return Checker(network, limits).run(); }

bool applyRepair(NetworkSpec& network, const Repair& repair, std::string_view name) {
    switch (repair.kind) {
        case RepairKind::RemoveLayer:
            if (network.find(repair.layer) == nullptr) {
                return false;
            }
            bypass(network, repair.layer);
            return true;
        case RepairKind::RemoveLink:
            if (network.find(repair.link) == nullptr) {
                return false;
            }
            network.removeLink(repair.link);
            return true;
        case RepairKind::AddLink:
            if (network.find(repair.layer) == nullptr || network.find(repair.other) == nullptr) {
                return false;
            }
            network.addLink(repair.other, repair.layer);
            return true;
        case RepairKind::SetUnits:
            return setUnits(network, repair.layer, repair.value);
        case RepairKind::JoinByConcatenation: {
            auto* layer = network.find(repair.layer);
            auto* join = layer == nullptr ? nullptr : std::get_if<JoinSettings>(&layer->settings);
            if (join == nullptr || join->mode == JoinMode::Concatenate) {
                return false;
            }
            join->mode = JoinMode::Concatenate;
            return true;
        }
        case RepairKind::AddInput: {
            const auto input = network.addLayer(std::string(name), InputSettings{.units = repair.value});
            for (const auto& layer : network.layers()) {
                if (layer.id != input && layerKindInfo(layer.kind()).fewestLinks > 0 && network.incoming(layer.id).empty()) {
                    network.addLink(input, layer.id);
                    break;
                }
            }
            return true;
        }
        case RepairKind::AddOutput: {
            LayerId last;
            for (const auto& layer : network.layers()) {
                if (network.outgoing(layer.id).empty()) {
                    last = layer.id;
                }
            }
            OutputSettings settings;
            settings.dense.units = repair.value;
            const auto output = network.addLayer(std::string(name), settings);
            if (last.valid()) {
                network.addLink(last, output);
            }
            return true;
        }
        case RepairKind::RemoveClamp: {
            auto* layer = network.find(repair.layer);
            return layer != nullptr && layer->clamps.erase(repair.value) > 0;
        }
        case RepairKind::SetBatchSize:
            return false;
    }
    return false;
}

}  // namespace glassnet
