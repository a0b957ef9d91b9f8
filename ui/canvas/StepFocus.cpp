#include "ui/canvas/StepFocus.h"

#include <algorithm>

#include "ui/canvas/CanvasElements.h"

namespace glassnet::ui {

namespace {

std::optional<ConnectionRef> connectionOfFactor(const NetworkSpec& network, const Program& program, const Entry& entry,
                                                const Factor& factor, std::int64_t target) {
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

/// The number in hand with the terms that have joined.
StepFocus focusInHand(const NetworkSpec& network, const CanvasNumbers& numbers) {
    const auto& program = numbers.program();
    const auto& snapshot = numbers.snapshot();
    const auto& explanation = *snapshot.explanation;
    auto focus = focusOn(network, program, *numbers.entry(), {explanation.tensor, explanation.element});
    const auto shown = snapshot.termsShown();
    focus.isSumming = snapshot.part->terms > 0 && shown > 0;
    for (std::size_t i = 0; focus.isSumming && i < shown; ++i) {
        const auto& term = explanation.terms[i];
        focus.sum = term.runningSum;
        if (const auto connection = connectionOf(network, program, *numbers.entry(), term, focus.unit)) {
            focus.joined.push_back(*connection);
        } else if (i + 1 == shown && !term.factors.empty()) {
            focus.lastAlone = ElementRef{term.factors.front().tensor, term.factors.front().element};
        }
    }
    return focus;
}

}  // namespace

StepFocus focusOn(const NetworkSpec& network, const Program& program, const Entry& entry, const ElementRef& number) {
    StepFocus focus;
    focus.isPart = true;
    focus.leadsOut = entry.op == Op::InputGradient;
    const auto hit = locate(program, network, number);
    if (hit.thing == CanvasThing::Connection) {
        focus.connection = ConnectionRef{hit.link, hit.from, hit.to};
    } else if (hit.thing == CanvasThing::Unit) {
        focus.layer = hit.layer;
        focus.unit = hit.to;
    }
    return focus;
}

std::optional<ConnectionRef> connectionOf(const NetworkSpec& network, const Program& program, const Entry& entry, const Term& term,
                                          std::int64_t target) {
    for (const auto& factor : term.factors) {
        if (const auto connection = connectionOfFactor(network, program, entry, factor, target)) {
            return connection;
        }
    }
    return std::nullopt;
}

bool StepFocus::concerns(const NetworkSpec& network, const ConnectionRef& other, LayerId entryLayer) const {
    const auto* link = network.find(other.link);
    if (connection || link == nullptr) {
        return connection == other;
    }
    return leadsOut ? layer == link->from && unit == other.from && link->to == entryLayer : layer == link->to && unit == other.to;
}

bool StepFocus::hasJoined(const ConnectionRef& other) const { return std::find(joined.begin(), joined.end(), other) != joined.end(); }

StepFocus focusOf(const NetworkSpec& network, const CanvasNumbers& numbers, const Selection& selection) {
    StepFocus focus;
    const auto* entry = numbers.entry();
    const bool isChosen = selection.unit.has_value();
    if (entry == nullptr) {
        focus.layer = isChosen ? selection.layer : LayerId{};
        focus.unit = selection.unit.value_or(0);
        return focus;
    }
    if (numbers.isPart() && numbers.snapshot().explanation) {
        return focusInHand(network, numbers);
    }
    if (entry->phase != Phase::Forward || (entry->op != Op::Loss && entry->op != Op::TotalLoss)) {
        focus.layer = entry->layer;
        focus.unit = isChosen && selection.layer == entry->layer ? *selection.unit : 0;
    }
    return focus;
}

}  // namespace glassnet::ui
