#include "engine/program/Cursor.h"

#include <algorithm>

#include "engine/program/Operations.h"

namespace glassnet {

Cursor::Cursor(const Program& program) {
    for (const auto& entry : program.entries()) {
        m_stateful.push_back(operationInfo(entry.op).stateful);
    }
}

Move Cursor::moveTo(std::size_t target) {
    if (target > m_stateful.size()) {
        throw ErrorException(
            Error{ErrorCode::EntryRange, {static_cast<std::int64_t>(target), static_cast<std::int64_t>(m_stateful.size())}});
    }
    const auto at = [this](std::size_t entry) { return m_stateful.begin() + static_cast<std::ptrdiff_t>(entry); };
    Move move{false, m_position, target};
    if (target < m_position) {
        // Values behind the target stay in their buffers unseen; only what outlives the step has to be taken back.
        move.restoreStep = std::find(at(target), at(m_position), true) != at(m_position);
        move.from = move.restoreStep ? 0 : target;
    }
    m_direction = target < m_position ? Direction::Backward : Direction::Forward;
    m_position = target;
    return move;
}

void Cursor::reset() noexcept {
    m_position = 0;
    m_direction = Direction::Forward;
}

bool isMadeByEntries(TensorRole role) noexcept {
    return role == TensorRole::Value || role == TensorRole::Gradient || role == TensorRole::DropoutMask;
}

bool isComputed(const Program& program, TensorId tensor, std::size_t position) {
    if (!isMadeByEntries(program.tensor(tensor).role)) {
        return true;
    }
    const auto producer = program.producer(tensor);
    return producer.has_value() && *producer < position;
}

}  // namespace glassnet
