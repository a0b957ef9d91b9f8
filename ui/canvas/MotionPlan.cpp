#include "ui/canvas/MotionPlan.h"

#include <algorithm>
#include <cmath>

namespace glassnet::ui {

namespace {

/// How a kind of entry moves numbers.
enum class Way : std::uint8_t {
    None,
    Forward,   ///< along the links into the entry's layer
    Back,      ///< against them
    ToWeight,  ///< the same, only as far as the middle of the connection, where its number stands
    ToLoss,
    FromLoss,
};

Way wayOf(const Entry& entry) {
    const bool isBack = entry.phase == Phase::Backward;
    switch (entry.op) {
        case Op::Affine:
        case Op::JoinAdd:
        case Op::JoinConcatenate:
        case Op::ColumnMoments:
        case Op::RowMoments:
            return Way::Forward;
        case Op::ApplyMask:
            return isBack ? Way::Back : Way::Forward;
        case Op::InputGradient:
        case Op::JoinAddGradient:
        case Op::JoinConcatGradient:
        case Op::StandardizeGradient:
            return Way::Back;
        case Op::WeightGradient:
            return Way::ToWeight;
        case Op::Loss:
            return Way::ToLoss;
        case Op::LossGradient:
            return Way::FromLoss;
        default:
            return Way::None;
    }
}

class Planner {
public:
    Planner(const NetworkSpec& network, const Snapshot& before, const CanvasNumbers& after, const CanvasFrame& frame)
        : m_network(network), m_numbers(after), m_frame(frame), m_way(wayOf(*after.entry())) {
        findNew(before);
    }

    MotionPlan run() {
        if (m_way == Way::ToLoss || m_way == Way::FromLoss) {
            alongLoss();
        } else if (m_way != Way::None) {
            for (const auto& link : m_frame.geometry.links) {
                // A gradient by one of several sources goes back to that one.
                const auto made = m_numbers.program().tensor(m_numbers.entry()->outputs.front()).layer;
                if (link.to == m_numbers.entry()->layer && (m_way != Way::Back || made == link.from)) {
                    alongLink(link);
                }
            }
        }
        finish();
        return std::move(m_plan);
    }

private:
    struct Candidate {
        Mover mover;
        double strength = 0;
        std::optional<ElementRef> carried;
    };

    /// What the step has brought: some terms of a number, a number, or everything.
    void findNew(const Snapshot& before) {
        const auto& after = m_numbers.snapshot();
        const auto& entry = *m_numbers.entry();
        const auto& program = m_numbers.program();
        const bool wasSumming = before.part && before.part->terms > 0 && before.explanation;
        const bool isSumming = after.part && after.part->terms > 0 && after.explanation;
        const bool isLast = before.part && before.part->numbers + 1 == before.numbers->count();
        if (after.part ? !after.explanation.has_value() : !isLast) {
            return;
        }
        if (wasSumming || isSumming) {
            const auto& explanation = wasSumming ? *before.explanation : *after.explanation;
            m_number = focusOn(m_network, program, entry, {explanation.tensor, explanation.element});
            const auto last = isSumming ? after.termsShown() : explanation.terms.size();
            for (auto i = wasSumming ? before.termsShown() : 0; i < last; ++i) {
                if (const auto connection = connectionOf(m_network, program, entry, explanation.terms.at(i), m_number->unit)) {
                    m_terms.push_back(*connection);
                }
            }
            m_areTerms = !m_number->connection;
            return;
        }
        const auto number = after.part ? NumberRef{after.explanation->tensor, after.explanation->element}
                                       : before.numbers->at(before.part->numbers, m_numbers.row());
        m_number = focusOn(m_network, program, entry, {number.tensor, number.element});
    }

    [[nodiscard]] double start() const { return m_way == Way::Forward || m_way == Way::ToLoss ? 0 : 1; }
    [[nodiscard]] double end() const { return m_way == Way::ToWeight ? kArrowPlace : 1 - start(); }

    void alongLoss() {
        const auto& entry = *m_numbers.entry();
        for (const auto& curve : m_frame.geometry.lossCurves) {
            add(curve, m_way == Way::ToLoss ? entry.inputs.front() : entry.outputs.front(), std::nullopt, 0);
        }
    }

    void alongLink(const LinkGeometry& link) {
        const auto& shown = m_frame.picture.links.at(link.id);
        // The whole entry in one step, too many to tell apart.
        if (!m_number && !link.isComplete() && !link.connections.empty()) {
            m_plan.pulses.push_back({link.connections.front().curve, link.connections.back().curve, start(), end()});
            return;
        }
        for (std::size_t i = 0; i < link.connections.size(); ++i) {
            const auto& connection = link.connections[i];
            if (!shown.connections[i].there || !isActive({link.id, connection.from, connection.to})) {
                continue;
            }
            const bool isForward = m_way == Way::Forward;
            add(connection.curve, isForward ? m_numbers.program().outputOf(link.from) : comingBack(link),
                isForward ? connection.from : connection.to, shown.connections[i].value.value_or(0));
        }
    }

    /// What flows against a link: the gradient that its entry reads.
    [[nodiscard]] TensorId comingBack(const LinkGeometry& link) const {
        for (const auto input : m_numbers.entry()->inputs) {
            const auto& info = m_numbers.program().tensor(input);
            if (info.symbol.gradient && info.layer == link.to) {
                return input;
            }
        }
        return {};
    }

    [[nodiscard]] bool isActive(const ConnectionRef& connection) const {
        if (m_areTerms) {
            return std::find(m_terms.begin(), m_terms.end(), connection) != m_terms.end();
        }
        return !m_number || m_number->concerns(m_network, connection, m_numbers.entry()->layer);
    }

    void add(const LinkCurve& curve, TensorId carried, std::optional<std::int64_t> unit, double strength) {
        Candidate candidate;
        candidate.mover = {curve, start(), end(), std::nullopt, {}};
        candidate.carried = carried.valid() && unit ? m_numbers.elementOf(carried, *unit) : std::nullopt;
        candidate.mover.signedBy = m_numbers.at(candidate.carried);
        candidate.strength = std::isfinite(strength) ? std::abs(strength) : 0;
        m_candidates.push_back(std::move(candidate));
    }

    void finish() {
        if (m_candidates.size() > MotionPlan::kMostMovers) {
            std::stable_sort(m_candidates.begin(), m_candidates.end(),
                             [](const Candidate& a, const Candidate& b) { return a.strength > b.strength; });
            m_candidates.resize(MotionPlan::kMostMovers);
        }
        const bool withText = m_candidates.size() <= MotionPlan::kMostTexts;
        for (auto& candidate : m_candidates) {
            if (withText && candidate.mover.signedBy) {
                candidate.mover.text = m_frame.numbers.of(*candidate.mover.signedBy);
            }
            m_plan.movers.push_back(std::move(candidate.mover));
        }
    }

    const NetworkSpec& m_network;
    const CanvasNumbers& m_numbers;
    const CanvasFrame& m_frame;
    Way m_way;
    /// The number that the step has to do with; none: the whole entry.
    std::optional<StepFocus> m_number;
    /// Only these terms of it are new.
    bool m_areTerms = false;
    std::vector<ConnectionRef> m_terms;
    std::vector<Candidate> m_candidates;
    MotionPlan m_plan;
};

}  // namespace

bool isOneFurther(const Snapshot& before, const Snapshot& after) {
    if (before.program != after.program || before.step != after.step) {
        return false;
    }
    const EntryPart none;
    const EntryPart from = before.part.value_or(none);
    const EntryPart to = after.part.value_or(none);
    // The entry that the next number belongs to: behind the eye while an entry is there in part, else the one to come.
    const auto begun = before.part ? before.position : before.position + 1;
    if (after.position != begun) {
        return false;
    }
    if (!after.part) {
        return true;  // the entry, or what was left of it
    }
    const bool isNextTerm = to.numbers == from.numbers && to.terms == from.terms + 1;
    const bool isNextNumber = to.numbers == from.numbers + 1 && to.terms == 0;
    return isNextTerm || isNextNumber;
}

MotionPlan motionOf(const NetworkSpec& network, const Snapshot& before, const CanvasNumbers& after, const CanvasFrame& frame) {
    return after.entry() == nullptr ? MotionPlan() : Planner(network, before, after, frame).run();
}

}  // namespace glassnet::ui
