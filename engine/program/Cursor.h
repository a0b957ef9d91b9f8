#pragma once

#include <cstddef>
#include <vector>

#include "engine/program/Program.h"

namespace glassnet {

/// Which way the last move went.
enum class Direction : std::uint8_t { Forward, Backward };

/// What has to be done to carry out a move: put the step back to its start first (when a parameter, a running statistic or a generator
/// was changed on the way), then run the entries [from, to).
struct Move {
    bool restoreStep = false;
    std::size_t from = 0;
    std::size_t to = 0;
};

/// Where a step stands: the number of entries that have run. Moves to any entry, both ways; plans the work, does none of it.
class Cursor {
public:
    explicit Cursor(const Program& program);

    [[nodiscard]] std::size_t position() const noexcept { return m_position; }
    [[nodiscard]] Direction direction() const noexcept { return m_direction; }
    [[nodiscard]] bool atEnd() const noexcept { return m_position == m_stateful.size(); }

    /// Moves to `target` entries done and says how to get there. Throws ErrorException(EntryRange).
    Move moveTo(std::size_t target);
    /// The step in hand was put back to its start by someone else, or a new one began.
    void reset() noexcept;

private:
    std::vector<bool> m_stateful;
    std::size_t m_position = 0;
    Direction m_direction = Direction::Forward;
};

/// True for a role whose tensors only exist once an entry has made them: values, gradients, drawn masks.
[[nodiscard]] bool isMadeByEntries(TensorRole role) noexcept;

/// True when `tensor` has its value of this step after `position` entries: inputs, parameters and constants always, everything else
/// once its entry has run.
[[nodiscard]] bool isComputed(const Program& program, TensorId tensor, std::size_t position);

}  // namespace glassnet
