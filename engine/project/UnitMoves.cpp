#include "engine/project/UnitMoves.h"

#include <algorithm>

#include "engine/network/Problems.h"
#include "engine/project/Draft.h"
#include "engine/project/RowFitting.h"

namespace glassnet {

namespace {

/// A unit of a layer that has units of its own.
struct UnitOf {
    LayerId layer;
    std::int64_t unit = 0;
};

/// Neighboring units that go into a layer: whose they are, and the links they came through, the reader's first.
struct Block {
    std::vector<LinkId> path;
    LayerId layer;
    std::int64_t units = 0;
    std::int64_t offset = 0;
};

bool addsUp(const NetworkSpec& network, const LayerSpec& layer) {
    const auto* join = std::get_if<JoinSettings>(&layer.settings);
    return join != nullptr && join->mode == JoinMode::Add && network.incoming(layer.id).size() > 1;
}

bool hasOwnUnits(const NetworkSpec& network, const LayerSpec& layer) {
    return layer.kind() == LayerKind::Input || layer.dense() != nullptr || addsUp(network, layer);
}

/// Where the units before a move are after it, and the other way round.
class Places {
public:
    explicit Places(const UnitMove& move) : m_move(move) {}

    [[nodiscard]] UnitOf before(LayerId layer, std::int64_t unit) const {
        if (layer == m_move.to && unit == m_move.place) {
            return {m_move.from, m_move.unit};
        }
        if (layer == m_move.to) {
            unit -= unit > m_move.place ? 1 : 0;
        }
        if (layer == m_move.from) {
            unit += unit >= m_move.unit ? 1 : 0;
        }
        return {layer, unit};
    }
    [[nodiscard]] UnitOf after(LayerId layer, std::int64_t unit) const {
        if (layer == m_move.from && unit == m_move.unit) {
            return {m_move.to, m_move.place};
        }
        if (layer == m_move.from) {
            unit -= unit > m_move.unit ? 1 : 0;
        }
        if (layer == m_move.to) {
            unit += unit >= m_move.place ? 1 : 0;
        }
        return {layer, unit};
    }

private:
    const UnitMove& m_move;
};

/// The blocks of values in a network.
class Blocks {
public:
    explicit Blocks(const NetworkSpec& network) : m_network(network), m_shapes(inferShapes(network)) {}

    /// What a layer reads, in the order of its concatenation.
    [[nodiscard]] std::vector<Block> into(LayerId reader) const {
        std::vector<Block> blocks;
        std::int64_t offset = 0;
        for (const LinkSpec* link : m_network.incoming(reader)) {
            for (Block block : outOf(link->from)) {
                block.path.insert(block.path.begin(), link->id);
                block.offset = offset;
                offset += block.units;
                blocks.push_back(std::move(block));
            }
        }
        return blocks;
    }
    /// What a layer hands on: its own units, or those it reads.
    [[nodiscard]] std::vector<Block> outOf(LayerId layer) const {
        return hasOwnUnits(m_network, m_network.layer(layer)) ? std::vector<Block>{{{}, layer, units(layer), 0}} : into(layer);
    }
    /// 0 when it cannot be known.
    [[nodiscard]] std::int64_t units(LayerId layer) const {
        const auto found = m_shapes.find(layer);
        return found == m_shapes.end() ? 0 : found->second.out;
    }

private:
    const NetworkSpec& m_network;
    std::map<LayerId, LayerShape> m_shapes;
};

/// For each unit that a list of blocks holds after a move, its place among the blocks before it; -1: it is new there.
std::vector<std::int64_t> sourcesOf(const std::vector<Block>& before, const std::vector<Block>& after, const Places& places) {
    std::vector<std::int64_t> sources;
    for (const Block& block : after) {
        for (std::int64_t unit = 0; unit < block.units; ++unit) {
            const UnitOf old = places.before(block.layer, unit);
            const Block* found = nullptr;
            for (const Block& candidate : before) {
                const bool samePath = candidate.path == block.path && candidate.layer == old.layer;
                // A unit that came from another layer keeps what its reader had for it there, over the shortest way.
                const bool fits = old.layer == block.layer ? samePath : candidate.layer == old.layer;
                if (fits && (found == nullptr || candidate.path.size() < found->path.size())) {
                    found = &candidate;
                }
            }
            sources.push_back(found == nullptr ? -1 : found->offset + old.unit);
        }
    }
    return sources;
}

/// The network after a move, without its rows.
class NetworkMover {
public:
    NetworkMover(const NetworkSpec& network, const UnitMove& move)
        : m_before(network), m_after(network), m_move(move), m_places(move), m_blocks(network) {}

    Result<NetworkSpec> run() {
        if (const auto checked = check(); !checked) {
            return tl::unexpected<Error>(checked.error());
        }
        if (m_move.from != m_move.to) {
            --m_after.find(m_move.from)->dense()->units;
            ++m_after.find(m_move.to)->dense()->units;
        }
        moveName();
        moveClamp();
        moveCuts();
        return std::move(m_after);
    }

private:
    [[nodiscard]] Result<void> check() const {
        const LayerSpec* from = m_before.find(m_move.from);
        const LayerSpec* to = m_before.find(m_move.to);
        if (from == nullptr || to == nullptr) {
            return failure(ErrorCode::UnknownLayer, {static_cast<std::int64_t>((from == nullptr ? m_move.from : m_move.to).value)});
        }
        const bool isWithin = from == to;
        const auto fixes = [isWithin](const LayerSpec& layer) {
            const auto* input = std::get_if<InputSettings>(&layer.settings);
            return layer.dense() == nullptr && !(isWithin && input != nullptr && input->drawnRows == 0);
        };
        for (const LayerSpec* layer : {from, to}) {
            // Tables of the units are made; what is too large for them runs nowhere.
            if (fixes(*layer) || m_blocks.units(layer->id) > affordableRows(64)) {
                return failure(ErrorCode::UnitsFixed, {layer->name});
            }
        }
        const std::int64_t units = m_blocks.units(from->id);
        const std::int64_t places = m_blocks.units(to->id) + (isWithin ? 0 : 1);
        if (m_move.unit < 0 || m_move.unit >= units) {
            return failure(ErrorCode::UnknownUnit, {from->name, m_move.unit, units});
        }
        if (m_move.place < 0 || m_move.place >= places) {
            return failure(ErrorCode::UnknownUnit, {to->name, m_move.place, m_blocks.units(to->id)});
        }
        if (!isWithin && units == 1) {
            return failure(ErrorCode::LastUnit, {from->name});
        }
        return checkAdded();
    }

    [[nodiscard]] Result<void> checkAdded() const {
        for (const LayerSpec& layer : m_before.layers()) {
            for (const Block& block : addsUp(m_before, layer) ? m_blocks.into(layer.id) : std::vector<Block>()) {
                if (block.layer == m_move.from || block.layer == m_move.to) {
                    return failure(ErrorCode::UnitsAdded, {m_before.layer(block.layer).name, layer.name});
                }
            }
        }
        return {};
    }

    void moveName() {
        const auto unit = static_cast<std::size_t>(m_move.unit);
        const auto place = static_cast<std::ptrdiff_t>(m_move.place);
        auto& from = m_after.find(m_move.from)->unitNames;
        from.resize(std::max(from.size(), unit + 1));
        std::string name = from[unit];
        from.erase(from.begin() + m_move.unit);
        auto& to = m_after.find(m_move.to)->unitNames;
        to.resize(std::max(to.size(), static_cast<std::size_t>(place)));
        const bool isTaken = !name.empty() && std::ranges::find(to, name) != to.end();
        to.insert(to.begin() + place, isTaken ? std::string() : std::move(name));
        for (auto* names : {&from, &to}) {
            while (!names->empty() && names->back().empty()) {
                names->pop_back();
            }
        }
    }

    /// Held values stay with their units: those between the old and the new place are counted anew.
    void moveClamp() {
        auto& from = m_after.find(m_move.from)->clamps;
        std::optional<double> held;
        if (const auto found = from.find(m_move.unit); found != from.end()) {
            held = found->second;
        }
        std::map<std::int64_t, double> left;
        for (const auto& [unit, value] : from) {
            if (unit != m_move.unit) {
                left[unit > m_move.unit ? unit - 1 : unit] = value;
            }
        }
        from = std::move(left);
        auto& to = m_after.find(m_move.to)->clamps;
        std::map<std::int64_t, double> joined;
        for (const auto& [unit, value] : to) {
            joined[unit >= m_move.place ? unit + 1 : unit] = value;
        }
        if (held.has_value()) {
            joined[m_move.place] = *held;
        }
        to = std::move(joined);
    }

    [[nodiscard]] LinkSpec* linkOf(LayerId from, LayerId to) {
        for (const LinkSpec* link : m_before.outgoing(from)) {
            if (link->to == to) {
                return m_after.find(link->id);
            }
        }
        return nullptr;
    }

    void moveCuts() {
        for (const LinkSpec& link : m_before.links()) {
            m_after.find(link.id)->cut.clear();
        }
        const Blocks after(m_after);
        for (const LinkSpec& link : m_before.links()) {
            if (link.cut.empty()) {
                continue;
            }
            std::map<std::int64_t, std::int64_t> landing;
            const auto sources = sourcesOf(m_blocks.outOf(link.from), after.outOf(link.from), m_places);
            for (std::size_t unit = 0; unit < sources.size(); ++unit) {
                landing[sources[unit]] = static_cast<std::int64_t>(unit);
            }
            for (const auto& [source, target] : link.cut) {
                const auto at = landing.find(source);
                const bool leaves = at == landing.end() && link.from == m_move.from && source == m_move.unit;
                const UnitOf end = m_places.after(link.to, target);
                LinkSpec* place = linkOf(leaves ? m_move.to : link.from, end.layer);
                if (place != nullptr && (leaves || at != landing.end())) {
                    // Two links may lead the same way in a file; each keeps its own.
                    LinkSpec* own = !leaves && end.layer == link.to ? m_after.find(link.id) : place;
                    own->cut.emplace(leaves ? m_move.place : at->second, end.unit);
                }
            }
        }
    }

    const NetworkSpec& m_before;
    NetworkSpec m_after;
    const UnitMove& m_move;
    Places m_places;
    Blocks m_blocks;
};

Result<NetworkSpec> movedNetwork(const NetworkSpec& network, const UnitMove& move) { return NetworkMover(network, move).run(); }

/// A tensor by its key, or null.
template <class Key>
const Tensor* findTensor(const std::map<Key, Tensor>& tensors, const Key& key) {
    const auto found = tensors.find(key);
    return found == tensors.end() ? nullptr : &found->second;
}

void moveRows(StoredRows& rows, const NetworkSpec& after, const UnitMove& move) {
    const Places places(move);
    const StoredRows before = rows;
    for (const LayerId layer : std::set{move.from, move.to}) {
        const bool isTarget = after.layer(layer).kind() == LayerKind::Output;
        auto& part = isTarget ? rows.targets : rows.inputs;
        const auto& old = isTarget ? before.targets : before.inputs;
        const Tensor* entry = findTensor(old, layer);
        if (entry == nullptr) {
            continue;
        }
        if (entry->dtype() == DType::Int64) {
            Tensor classes = entry->clone();
            for (std::int64_t row = 0; row < classes.elements(); ++row) {
                const UnitOf landed = places.after(layer, static_cast<std::int64_t>(classes.at(row)));
                classes.set(row, landed.layer == layer ? static_cast<double>(landed.unit) : 0.0);
            }
            part[layer] = classes;
            continue;
        }
        const std::int64_t units = unitsOut(after, layer);
        Tensor moved = Tensor::zeros({entry->size(0), units});
        for (std::int64_t unit = 0; unit < units; ++unit) {
            const UnitOf source = places.before(layer, unit);
            const Tensor* values = findTensor(old, source.layer);
            const bool fits = values != nullptr && values->rank() == 2 && source.unit < values->size(1);
            for (std::int64_t row = 0; fits && row < std::min(entry->size(0), values->size(0)); ++row) {
                moved.set({row, unit}, values->at({row, source.unit}));
            }
        }
        part[layer] = moved;
    }
}

/// Rearranges the tensors of a state.
class StateMover {
public:
    StateMover(const TrainingState& state, const NetworkSpec& before, const NetworkSpec& after, const UnitMove& move)
        : m_state(state), m_beforeNetwork(before), m_move(move), m_places(move), m_before(before), m_after(after), m_afterNetwork(after) {}

    TrainingState run() {
        TrainingState moved = m_state;
        for (auto& [key, tensor] : moved.tensors) {
            if (m_afterNetwork.find(key.layer) != nullptr && hasElements(key, tensor)) {
                tensor = movedTensor(key, tensor);
            }
        }
        return moved;
    }

private:
    /// False for a slot that is one number for a whole tensor (a count of steps).
    [[nodiscard]] bool hasElements(const StateKey& key, const Tensor& tensor) const {
        if (key.slot == 0 || tensor.shape() != Shape{1, 1}) {
            return true;
        }
        // Where all values are [1, 1] too, other layers tell: `from` has several units, or nothing changes.
        return std::ranges::all_of(m_state.tensors, [&](const auto& other) {
            const Tensor* value = findTensor(m_state.tensors, StateKey{other.first.layer, other.first.role, 0});
            return other.first.slot != key.slot || value == nullptr || value->shape() == other.second.shape();
        });
    }

    [[nodiscard]] Tensor movedTensor(const StateKey& key, const Tensor& tensor) const {
        if (key.role == StateRole::Weight) {
            return movedWeight(key, tensor);
        }
        const bool isNorm = key.role != StateRole::Bias;
        const std::int64_t units = m_after.units(key.layer);
        const bool startsAtOne = key.slot == 0 && (key.role == StateRole::Scale || key.role == StateRole::RunningVariance);
        Tensor moved = Tensor::full({1, units}, startsAtOne ? 1.0 : 0.0, tensor.dtype());
        const auto sources = isNorm ? rowsOf(key.layer, key.layer) : std::vector<std::int64_t>();
        for (std::int64_t unit = 0; unit < units; ++unit) {
            const UnitOf source = isNorm ? UnitOf{key.layer, sources[static_cast<std::size_t>(unit)]} : m_places.before(key.layer, unit);
            const Tensor* values = findTensor(m_state.tensors, StateKey{source.layer, key.role, key.slot});
            if (values != nullptr && source.unit >= 0 && source.unit < values->elements()) {
                moved.set(unit, values->at(source.unit));
            }
        }
        return moved;
    }

    [[nodiscard]] Tensor movedWeight(const StateKey& key, const Tensor& tensor) const {
        const auto own = rowsOf(key.layer, key.layer);
        const auto units = m_after.units(key.layer);
        Tensor moved = Tensor::zeros({static_cast<std::int64_t>(own.size()), units}, tensor.dtype());
        for (std::int64_t unit = 0; unit < units; ++unit) {
            const UnitOf source = m_places.before(key.layer, unit);
            const Tensor* values = findTensor(m_state.tensors, StateKey{source.layer, key.role, key.slot});
            const auto rows = source.layer == key.layer ? own : rowsOf(source.layer, key.layer);
            for (std::size_t row = 0; values != nullptr && row < rows.size(); ++row) {
                if (rows[row] >= 0) {
                    moved.set({static_cast<std::int64_t>(row), unit}, values->at({rows[row], source.unit}));
                }
            }
        }
        return moved;
    }

    /// For each row that `reader` has after the move, the row that layer `before` had for the same values; -1: none.
    [[nodiscard]] std::vector<std::int64_t> rowsOf(LayerId before, LayerId reader) const {
        auto blocks = m_before.into(before);
        if (before != reader) {
            // Shared inputs are links from the same layer: they are told apart by the reader's link.
            for (Block& block : blocks) {
                const LayerId source = m_beforeNetwork.find(block.path.front())->from;
                for (const LinkSpec* link : m_beforeNetwork.incoming(reader)) {
                    if (link->from == source) {
                        block.path.front() = link->id;
                    }
                }
            }
        }
        return sourcesOf(blocks, m_after.into(reader), m_places);
    }

    const TrainingState& m_state;
    const NetworkSpec& m_beforeNetwork;
    const UnitMove& m_move;
    Places m_places;
    Blocks m_before;
    Blocks m_after;
    const NetworkSpec& m_afterNetwork;
};

}  // namespace

Result<void> moveUnit(Project& project, const UnitMove& move) {
    auto moved = movedNetwork(project.network, move);
    if (!moved) {
        return tl::unexpected<Error>(moved.error());
    }
    for (const LayerId layer : {move.from, move.to}) {
        const LayerSpec& spec = project.network.layer(layer);
        if (!std::holds_alternative<StoredRows>(project.data) && spec.kind() != LayerKind::Dense) {
            return failure(ErrorCode::UnitsFixed, {spec.name});
        }
    }
    if (auto* rows = std::get_if<StoredRows>(&project.data)) {
        moveRows(*rows, *moved, move);
    }
    Draft draft(project);
    draft.network = std::move(*moved);
    draft.commit();
    return {};
}

TrainingState carryUnitMove(const TrainingState& state, const NetworkSpec& before, const UnitMove& move) {
    const auto after = movedNetwork(before, move);
    if (!after) {
        throw ErrorException(after.error());
    }
    return StateMover(state, before, *after, move).run();
}

}  // namespace glassnet
