#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "engine/program/ProgramBuilder.h"

namespace glassnet {

/// Derives the backward half of a program from its forward half: walks the forward entries from the last to the first and lets each
/// operation's own rule write the entries that carry the gradient through it.
class BackwardPass {
public:
    /// `linkPlace` gives, for each use of a tensor by a forward entry (entry, input position), the link's place in the network; uses
    /// without a link (a loss, a norm's own statistics) come before all links.
    using LinkPlaces = std::map<std::pair<std::size_t, std::size_t>, int>;

    BackwardPass(ProgramBuilder& builder, const NetworkSpec& network, LinkPlaces linkPlaces);

    /// Writes the backward entries, then the update of every trainable parameter, last layer first.
    void run();

    // What a rule may ask and do.
    [[nodiscard]] ProgramBuilder& builder() noexcept { return m_builder; }
    /// True when a gradient must reach this tensor.
    [[nodiscard]] bool wants(TensorId tensor) const { return m_wanted.contains(tensor); }
    /// The finished gradient of an output of the entry in hand.
    [[nodiscard]] TensorId gradient(TensorId tensor) const { return m_gradients.at(tensor); }
    /// A new tensor for what the entry's input number `input` receives through this entry.
    TensorId contribute(const Entry& entry, std::size_t input);
    /// The gradient of a parameter of the entry in hand (it has one reader).
    TensorId parameterGradient(TensorId parameter);

private:
    struct Contribution {
        int place = 0;
        TensorId tensor;
    };
    void findWanted();
    void finish(TensorId tensor, LayerId layer);

    ProgramBuilder& m_builder;
    const NetworkSpec& m_network;
    LinkPlaces m_linkPlaces;
    std::size_t m_forwardEntries = 0;
    std::size_t m_current = 0;
    std::set<TensorId> m_wanted;
    std::map<TensorId, std::vector<Contribution>> m_contributions;
    std::map<TensorId, TensorId> m_gradients;
};

/// The inputs of an operation through which a gradient can flow, and the entries it writes for them.
struct BackwardRule {
    Op op{};
    /// True when input number `input` of the entry takes part in the gradient.
    bool (*flowsTo)(const Entry& entry, std::size_t input) = nullptr;
    /// Writes the backward entries of `entry`; the gradients of its outputs are finished.
    void (*write)(BackwardPass& pass, const Entry& entry) = nullptr;
};

/// The rule of an operation, null for those that carry no gradient (masks, statistics, losses' display values).
[[nodiscard]] const BackwardRule* backwardRule(Op op);

}  // namespace glassnet
