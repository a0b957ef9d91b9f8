#pragma once

#include <cstdint>

#include "engine/program/Cursor.h"
#include "engine/program/StepPlace.h"
#include "ui/workbench/Session.h"

namespace glassnet::ui {

/// Where the step sizes stop, and how a session gets there. The stops of a size are places of their own, so the way back meets the same
/// ones as the way forward.
class StepMoves {
public:
    explicit StepMoves(Session& session) : m_session(session) {}

    /// Session::move.
    void move(StepSize size, Direction direction, std::int64_t sample, const MoveControl& control);
    /// To the end of the training step before the one in hand, or to the very beginning where there is none.
    void toStepBefore();

private:
    void moveTerm(Direction direction, std::int64_t sample);
    void moveUnit(Direction direction);
    void movePass(Direction direction);
    void moveBatch(Direction direction);
    void moveEpoch(Direction direction, const MoveControl& control);
    /// The part of the entry in front of the eye; of the next one nothing, where that in front is whole. None at the end of a step, which
    /// is left for the next one.
    [[nodiscard]] std::optional<EntryPart> partToGoOn();
    void toEnd();
    [[nodiscard]] std::size_t position() const { return m_session.trainer().position(); }
    [[nodiscard]] std::int64_t firstStep() const { return m_session.timeline().checkpoints().front(); }

    Session& m_session;
};

}  // namespace glassnet::ui
