#include "ui/workbench/StepMoves.h"

#include <algorithm>
#include <array>

namespace glassnet::ui {

void StepMoves::move(StepSize size, Direction direction, std::int64_t sample, const MoveControl& control) {
    switch (size) {
        case StepSize::Term:
            return moveTerm(direction, sample);
        case StepSize::Unit:
            return moveUnit(direction);
        case StepSize::Layer:
            return direction == Direction::Forward ? m_session.forward() : m_session.back();
        case StepSize::Pass:
            return movePass(direction);
        case StepSize::Batch:
            return moveBatch(direction);
        case StepSize::Epoch:
        case StepSize::Count_:
            return moveEpoch(direction, control);
    }
}

std::optional<EntryPart> StepMoves::partToGoOn() {
    if (m_session.atEnd()) {
        m_session.forward();
        return std::nullopt;
    }
    if (!m_session.part().has_value()) {
        m_session.moveTo(position() + 1);
    }
    return m_session.part().value_or(EntryPart{});
}

void StepMoves::moveTerm(Direction direction, std::int64_t sample) {
    if (direction == Direction::Forward) {
        if (auto part = partToGoOn()) {
            const auto isLast = part->terms + 1 >= m_session.termsOf(m_session.numbersInHand(), part->numbers, sample);
            m_session.setPart(isLast ? EntryPart{part->numbers + 1, 0} : EntryPart{part->numbers, part->terms + 1});
        }
        return;
    }
    if (position() == 0) {
        return toStepBefore();
    }
    const auto numbers = m_session.numbersInHand();
    auto part = m_session.part().value_or(EntryPart{numbers.count(), 0});
    if (part.terms > 0) {
        --part.terms;
    } else {
        part = {part.numbers - 1, m_session.termsOf(numbers, part.numbers - 1, sample) - 1};
    }
    part == EntryPart{} ? m_session.moveTo(position() - 1) : m_session.setPart(part);
}

void StepMoves::moveUnit(Direction direction) {
    if (direction == Direction::Forward) {
        if (const auto part = partToGoOn()) {
            m_session.setPart(EntryPart{part->numbers + 1, 0});
        }
        return;
    }
    if (position() == 0) {
        return toStepBefore();
    }
    const auto part = m_session.part().value_or(EntryPart{m_session.numbersInHand().count(), 0});
    const auto numbers = part.terms > 0 ? part.numbers : part.numbers - 1;
    numbers == 0 ? m_session.moveTo(position() - 1) : m_session.setPart(EntryPart{numbers, 0});
}

void StepMoves::movePass(Direction direction) {
    const auto& program = m_session.trainer().program();
    const std::array stops{std::size_t{0}, program.phaseBegin(Phase::Backward), program.phaseBegin(Phase::Update), program.size()};
    if (direction == Direction::Forward) {
        // An entry that is partly shown lies before its own end.
        const auto from = position() + (m_session.part().has_value() ? 0 : 1);
        const auto next = std::find_if(stops.begin(), stops.end(), [&](std::size_t stop) { return stop >= from; });
        return next == stops.end() ? m_session.forward() : m_session.moveTo(*next);
    }
    const auto before = std::find_if(stops.rbegin(), stops.rend(), [&](std::size_t stop) { return stop < position(); });
    return before == stops.rend() ? toStepBefore() : m_session.moveTo(*before);
}

void StepMoves::moveBatch(Direction direction) {
    if (direction == Direction::Backward) {
        return toStepBefore();
    }
    if (m_session.atEnd()) {
        m_session.forward();
    }
    toEnd();
}

void StepMoves::moveEpoch(Direction direction, const MoveControl& control) {
    const auto batch = m_session.trainer().program().options().batchSize;
    if (direction == Direction::Backward) {
        const auto first = m_session.state().step - m_session.state().cursor / batch;
        if (m_session.goToStep(std::max(first - 1, firstStep()), control)) {
            first > firstStep() ? toEnd() : m_session.moveTo(0);
        }
        return;
    }
    if (m_session.atEnd()) {
        m_session.forward();
    }
    const auto left = (m_session.trainer().data().rows() - m_session.state().cursor + batch - 1) / batch;
    const auto report = left > 1 ? m_session.train(left - 1, control) : SliceReport{};
    if (!control.stop.stop_requested() && report.nonFiniteStep < 0) {
        toEnd();
    }
}

void StepMoves::toStepBefore() {
    const auto step = m_session.state().step;
    if (step <= firstStep()) {
        m_session.moveTo(0);
    } else if (m_session.goToStep(step - 1, {})) {
        toEnd();
    }
}

void StepMoves::toEnd() { m_session.moveTo(m_session.trainer().program().size()); }

}  // namespace glassnet::ui
