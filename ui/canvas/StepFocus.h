#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/canvas/CanvasNumbers.h"

namespace glassnet::ui {

/// A connection by its units.
struct ConnectionRef {
    LinkId link;
    std::int64_t from = 0;
    std::int64_t to = 0;
    friend bool operator==(const ConnectionRef&, const ConnectionRef&) = default;
};

/// Where the eye is led at one place of the tape.
struct StepFocus {
    /// The unit that is explained; an invalid layer: none.
    LayerId layer;
    std::int64_t unit = 0;
    /// The connection whose own number is in hand: an element of a weight's gradient or update. Only while an entry is there in part.
    std::optional<ConnectionRef> connection;
    /// The number in hand is the gradient by a unit that feeds others: its connections lead out of the unit.
    bool leadsOut = false;
    /// The number in hand is not there yet; its terms are joining.
    bool isSumming = false;
    /// The connections whose terms have joined, in their order. Only while summing.
    std::vector<ConnectionRef> joined;
    /// The element that the last term to join brings and which is no connection's: a bias.
    std::optional<ElementRef> lastAlone;
    double sum = 0;
    /// The entry is there only in part.
    bool isPart = false;

    /// True when this connection is the one in hand, leads into the unit that is explained, or out of it where the gradient comes back.
    [[nodiscard]] bool concerns(const NetworkSpec& network, const ConnectionRef& other, LayerId entryLayer) const;
    [[nodiscard]] bool hasJoined(const ConnectionRef& other) const;
    /// The connection whose term joined last.
    [[nodiscard]] const ConnectionRef* last() const { return lastAlone || joined.empty() ? nullptr : &joined.back(); }
};

/// The same with one number of an entry in hand, its terms aside.
[[nodiscard]] StepFocus focusOn(const NetworkSpec& network, const Program& program, const Entry& entry, const ElementRef& number);

/// The connection that a term of a number of `entry` comes along: the one of its weight, or the link that hands a value on as it is; none
/// for other terms, as a bias. `target`: the unit that the number belongs to.
[[nodiscard]] std::optional<ConnectionRef> connectionOf(const NetworkSpec& network, const Program& program, const Entry& entry,
                                                        const Term& term, std::int64_t target);

/// Follows the number in hand while an entry is there in part; else the chosen unit of the entry's layer, or its first.
[[nodiscard]] StepFocus focusOf(const NetworkSpec& network, const CanvasNumbers& numbers, const Selection& selection);

}  // namespace glassnet::ui
