#include "ui/canvas/StepFocus.h"

#include <algorithm>

#include "ui/canvas/CanvasElements.h"

namespace glassnet::ui {

namespace {

/// The connection that a factor of a term belongs to: the one of a weight, or the link that hands a value on to `target` as it is.
std::optional<ConnectionRef> connectionOf(const NetworkSpec& network, const Program& program, const Factor& factor, const Entry& entry,
                                          std::int64_t target) {
    if (!factor.tensor.valid()) {
        return std::nullopt;
    }
    const auto& info = program.tensor(factor.tensor);
    if (info.role == TensorRole::Parameter) {
        const auto hit = locate(program, network, {factor.tensor, factor.element});
        return hit.thing == CanvasThing::Connection ? std::optional(ConnectionRef{hit.link, hit.from, hit.to}) : std::nullopt;
    }
    if (entry.op == Op::JoinAdd) {
        for (const auto* link : network.incoming(entry.layer)) {
            if (program.outputOf(link->from) == factor.tensor) {
                return ConnectionRef{link->id, factor.element % info.columns(), target};
            }
        }
    }
    return std::nullopt;
}

void follow(StepFocus& focus, const NetworkSpec& network, const CanvasNumbers& numbers) {
    const auto& program = numbers.program();
    const auto& snapshot = numbers.snapshot();
    const auto& entry = *numbers.entry();
    const auto& explanation = *snapshot.explanation;
    const ElementRef inHand{explanation.tensor, explanation.element};
    const auto hit = locate(program, network, inHand);
    if (hit.thing == CanvasThing::Connection) {
        focus.connection = ConnectionRef{hit.link, hit.from, hit.to};
    } else if (hit.thing == CanvasThing::Unit) {
        focus.layer = hit.layer;
        focus.unit = hit.to;
    }
    focus.leadsOut = entry.op == Op::InputGradient;
    const auto shown = std::min(snapshot.termsShown(), explanation.terms.size());
    focus.isSumming = snapshot.part->terms > 0 && shown > 0 && !snapshot.isKnown(inHand);
    if (!focus.isSumming) {
        return;
    }
    focus.sum = explanation.terms[shown - 1].runningSum;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& factors = explanation.terms[i].factors;
        std::optional<ConnectionRef> connection;
        for (const auto& factor : factors) {
            connection = connection ? connection : connectionOf(network, program, factor, entry, hit.to);
        }
        if (connection) {
            focus.joined.push_back(*connection);
        } else if (i + 1 == shown && factors.size() == 1) {
            focus.lastAlone = ElementRef{factors.front().tensor, factors.front().element};
        }
    }
}

}  // namespace

bool StepFocus::concerns(const NetworkSpec& network, const ConnectionRef& other, LayerId entryLayer) const {
    const auto* link = network.find(other.link);
    if (connection || link == nullptr) {
        return connection == other;
    }
    return leadsOut ? layer == link->from && unit == other.from && link->to == entryLayer : layer == link->to && unit == other.to;
}

bool StepFocus::hasJoined(const ConnectionRef& other) const {
    return std::find(joined.begin(), joined.end(), other) != joined.end();
}

StepFocus focusOf(const NetworkSpec& network, const CanvasNumbers& numbers, const Selection& selection) {
    StepFocus focus;
    const auto* entry = numbers.entry();
    const bool isChosen = selection.unit.has_value();
    if (entry == nullptr) {
        focus.layer = isChosen ? selection.layer : LayerId{};
        focus.unit = selection.unit.value_or(0);
        return focus;
    }
    focus.isPart = numbers.isPart();
    if (focus.isPart && numbers.snapshot().explanation) {
        follow(focus, network, numbers);
    } else if (entry->phase != Phase::Forward || (entry->op != Op::Loss && entry->op != Op::TotalLoss)) {
        focus.layer = entry->layer;
        focus.unit = isChosen && selection.layer == entry->layer ? *selection.unit : 0;
    }
    return focus;
}

}  // namespace glassnet::ui
