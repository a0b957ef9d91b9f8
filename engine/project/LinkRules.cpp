#include <algorithm>
#include <set>
#include <vector>

#include "engine/network/LayerProperties.h"
#include "engine/network/Problems.h"
#include "engine/project/DrawingEdits.h"

namespace glassnet {

namespace {

bool leadsTo(const NetworkSpec& network, LayerId start, LayerId end) {
    std::set<LayerId> seen;
    std::vector<LayerId> open{start};
    while (!open.empty()) {
        const LayerId next = open.back();
        open.pop_back();
        if (next == end) {
            return true;
        }
        if (seen.insert(next).second) {
            for (const LinkSpec* link : network.outgoing(next)) {
                open.push_back(link->to);
            }
        }
    }
    return false;
}

/// JoinSizes when `to` adds what it joins and `from` has another number of units than what it joins already.
std::optional<Error> whyNotAdd(const NetworkSpec& network, LayerId from, const LayerSpec& to) {
    const auto* join = std::get_if<JoinSettings>(&to.settings);
    const auto links = network.incoming(to.id);
    if (join == nullptr || join->mode != JoinMode::Add || links.empty()) {
        return std::nullopt;
    }
    const auto shapes = inferShapes(network);
    const auto first = shapes.find(links.front()->from);
    const auto other = shapes.find(from);
    if (first == shapes.end() || other == shapes.end() || first->second.out == other->second.out) {
        return std::nullopt;
    }
    return Error{ErrorCode::JoinSizes, {to.name, first->second.out, other->second.out}};
}

}  // namespace

std::optional<Error> whyNotConnect(const NetworkSpec& network, LayerId from, LayerId to) {
    const LayerSpec* source = network.find(from);
    const LayerSpec* target = network.find(to);
    if (source == nullptr || target == nullptr) {
        return Error{ErrorCode::UnknownLayer, {static_cast<std::int64_t>((source == nullptr ? from : to).value)}};
    }
    if (from == to) {
        return Error{ErrorCode::LinkToItself, {source->name}};
    }
    if (source->kind() == LayerKind::Output) {
        return Error{ErrorCode::LinkOutOfOutput, {source->name}};
    }
    const auto most = layerKindInfo(target->kind()).mostLinks;
    if (most == 0) {
        return Error{ErrorCode::LinkIntoInput, {target->name}};
    }
    const auto links = network.incoming(to);
    if (std::ranges::any_of(links, [from](const LinkSpec* link) { return link->from == from; })) {
        return Error{ErrorCode::LinkTwice, {source->name, target->name}};
    }
    if (leadsTo(network, to, from)) {
        return Error{ErrorCode::LinkCycle, {source->name, target->name}};
    }
    if (static_cast<std::int64_t>(links.size()) >= most) {
        return Error{ErrorCode::LinkTaken, {target->name, network.layer(links.front()->from).name}};
    }
    return whyNotAdd(network, from, *target);
}

}  // namespace glassnet
