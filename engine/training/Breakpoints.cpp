#include "engine/training/Breakpoints.h"

#include <cmath>

namespace glassnet {

BreakpointWatch::BreakpointWatch(const Breakpoints& breakpoints, const std::optional<EpochFacts>& before) : m_breakpoints(breakpoints) {
    if (before.has_value()) {
        m_lossArmed = breakpoints.loss.has_value() && before->loss > *breakpoints.loss;
        m_scoreArmed = !before->score.has_value() || (breakpoints.score.has_value() && *before->score < *breakpoints.score);
        m_epochArmed = breakpoints.epoch.has_value() && before->epoch < *breakpoints.epoch;
        m_bestEpoch = before->epoch;
    }
}

StopReason BreakpointWatch::look(const EpochFacts& facts) {
    if (!std::isfinite(facts.loss)) {
        return StopReason::NotFinite;
    }
    if (m_breakpoints.epoch.has_value() && m_epochArmed && facts.epoch >= *m_breakpoints.epoch) {
        return StopReason::Epoch;
    }
    if (m_breakpoints.loss.has_value()) {
        if (m_lossArmed && facts.loss <= *m_breakpoints.loss) {
            return StopReason::Loss;
        }
        m_lossArmed = m_lossArmed || facts.loss > *m_breakpoints.loss;
    }
    if (m_breakpoints.score.has_value() && facts.score.has_value()) {
        if (m_scoreArmed && *facts.score >= *m_breakpoints.score) {
            return StopReason::Score;
        }
        m_scoreArmed = m_scoreArmed || *facts.score < *m_breakpoints.score;
    }
    if (m_breakpoints.plateau.has_value()) {
        if (!m_best.has_value() || facts.loss < *m_best - std::abs(*m_best) * m_breakpoints.plateau->improvement) {
            m_best = facts.loss;
            m_bestEpoch = facts.epoch;
        } else if (facts.epoch - m_bestEpoch >= m_breakpoints.plateau->epochs) {
            return StopReason::Plateau;
        }
    }
    return StopReason::None;
}

}  // namespace glassnet
