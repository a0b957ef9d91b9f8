#include "engine/training/Timeline.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace glassnet {

Timeline::Timeline(const TrainingState& start, std::uint64_t budgetBytes) : m_branch{1}, m_step(start.step), m_budget(budgetBytes) {
    m_branches.push_back({m_branch, {}, start.step, start.step, 0.0, false});
    m_checkpoints.push_back({m_branch, start, stateBytes(start)});
}

BranchInfo& Timeline::info(BranchId branch) { return m_branches.at(branch.value - 1); }

/// From the first branch to `branch`: each stretch ends where the next one left it.
std::vector<Timeline::Stretch> Timeline::path(BranchId branch) const {
    std::vector<Stretch> stretches;
    auto lastStep = std::numeric_limits<std::int64_t>::max();
    auto events = m_events.size();
    for (auto id = branch; id.valid();) {
        const auto& at = m_branches.at(id.value - 1);
        stretches.insert(stretches.begin(), {id, lastStep, events});
        lastStep = std::min(lastStep, at.forkStep);
        const auto fork = m_forkEvents.find(id);
        events = fork == m_forkEvents.end() ? 0 : std::min(events, fork->second);
        id = at.parent;
    }
    return stretches;
}

bool Timeline::onPath(const std::vector<Stretch>& path, BranchId branch, std::int64_t step) const {
    return std::any_of(path.begin(), path.end(),
                       [&](const Stretch& stretch) { return stretch.branch == branch && step <= stretch.lastStep; });
}

void Timeline::record(const TrainingState& state, std::optional<double> loss) {
    m_step = state.step;
    auto& branch = info(m_branch);
    const bool fresh = state.step > branch.lastStep;
    branch.lastStep = std::max(branch.lastStep, state.step);
    if (loss.has_value() && (fresh || !branch.hasLoss)) {
        branch.lastLoss = *loss;
        branch.hasLoss = true;
    }
    // Due once the way from the checkpoint before is as long as the spacing; nothing is lost in between, it is replayed.
    const auto way = path(m_branch);
    const bool covered = std::any_of(m_checkpoints.begin(), m_checkpoints.end(), [&](const Checkpoint& checkpoint) {
        const auto ahead = state.step - checkpoint.state.step;
        return ahead >= 0 && ahead < m_interval && onPath(way, checkpoint.branch, checkpoint.state.step);
    });
    if (covered) {
        return;
    }
    const auto place = std::find_if(m_checkpoints.begin(), m_checkpoints.end(), [&](const Checkpoint& checkpoint) {
        return std::pair(checkpoint.branch, checkpoint.state.step) > std::pair(m_branch, state.step);
    });
    m_checkpoints.insert(place, {m_branch, state, stateBytes(state)});
    thinOut();
}

/// Over the budget the spacing doubles until what stays fits; the very first checkpoint stays, from which all others can be replayed.
void Timeline::thinOut() {
    while (bytes() > m_budget && m_checkpoints.size() > 1) {
        m_interval *= 2;
        const auto first = std::pair(m_checkpoints.front().branch, m_checkpoints.front().state.step);
        std::map<BranchId, std::int64_t> kept;
        std::erase_if(m_checkpoints, [&](const Checkpoint& checkpoint) {
            const auto step = checkpoint.state.step;
            auto& last = kept.try_emplace(checkpoint.branch, info(checkpoint.branch).forkStep).first->second;
            if (std::pair(checkpoint.branch, step) != first && step - last < m_interval) {
                return true;
            }
            last = step;
            return false;
        });
    }
}

void Timeline::note(const TimelineEvent& event) {
    if (event.step < info(m_branch).lastStep) {
        const BranchId id{static_cast<std::uint32_t>(m_branches.size() + 1)};
        m_forkEvents[id] = m_events.size();
        m_branches.push_back({id, m_branch, event.step, event.step, 0.0, false});
        m_branch = id;
    }
    // Values dragged many times at one step are one event: only the last counts on replay.
    if (!m_events.empty() && m_events.back().branch == m_branch && m_events.back().event.step == event.step) {
        auto& last = m_events.back().event.what;
        const auto* before = std::get_if<ParameterEvent>(&last);
        const auto* now = std::get_if<ParameterEvent>(&event.what);
        const bool sameParameter = before != nullptr && now != nullptr && before->key == now->key;
        const bool bothKnobs = std::holds_alternative<KnobsEvent>(last) && std::holds_alternative<KnobsEvent>(event.what);
        if (sameParameter || bothKnobs) {
            last = event.what;
            return;
        }
    }
    m_events.push_back({m_branch, event});
}

void Timeline::applyEvents(Trainer& trainer, const std::vector<Stretch>& path, std::int64_t step) const {
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        const auto& [branch, event] = m_events[i];
        const bool counts = event.step == step && std::any_of(path.begin(), path.end(), [&, where = branch](const Stretch& stretch) {
                                return stretch.branch == where && step <= stretch.lastStep && i < stretch.events;
                            });
        if (!counts) {
            continue;
        }
        if (const auto* parameter = std::get_if<ParameterEvent>(&event.what)) {
            trainer.setTensor(parameter->key, parameter->values);
        } else {
            trainer.setKnobs(std::get<KnobsEvent>(event.what).knobs);
        }
    }
}

std::int64_t Timeline::nextEventStep(const std::vector<Stretch>& path, std::int64_t after, std::int64_t last) const {
    auto next = last;
    for (const auto& [branch, event] : m_events) {
        if (event.step > after && event.step < next && onPath(path, branch, event.step)) {
            next = event.step;
        }
    }
    return next;
}

const Timeline::Checkpoint& Timeline::nearest(const std::vector<Stretch>& way, std::int64_t step) const {
    const Checkpoint* nearest = nullptr;
    for (const auto& checkpoint : m_checkpoints) {
        if (checkpoint.state.step <= step && onPath(way, checkpoint.branch, checkpoint.state.step) &&
            (nearest == nullptr || checkpoint.state.step >= nearest->state.step)) {
            nearest = &checkpoint;
        }
    }
    if (nearest == nullptr) {
        throw ErrorException(Error{ErrorCode::EntryRange, {step, m_checkpoints.front().state.step}});
    }
    return *nearest;
}

bool Timeline::prepare(Trainer& trainer, std::int64_t step, const std::function<bool()>& cancelled) const {
    const auto target = std::clamp(step, m_checkpoints.front().state.step, m_branches.at(m_branch.value - 1).lastStep);
    const auto way = path(m_branch);
    const auto& from = nearest(way, target).state;
    trainer.restore(from);
    applyEvents(trainer, way, from.step);
    // A slice grows until it takes a few milliseconds; how the way is sliced changes no bit.
    constexpr std::chrono::milliseconds kSlice(4);
    std::int64_t slice = 1;
    while (trainer.stepStart().step < target) {
        if (cancelled && cancelled()) {
            return false;
        }
        const auto at = trainer.stepStart().step;
        const auto began = std::chrono::steady_clock::now();
        if (trainer.train(std::min(slice, nextEventStep(way, at, target) - at), {}).steps == 0) {
            return false;
        }
        applyEvents(trainer, way, trainer.stepStart().step);
        slice = std::chrono::steady_clock::now() - began < kSlice ? 2 * slice : std::max<std::int64_t>(1, slice / 2);
    }
    return true;
}

bool Timeline::replay(Trainer& trainer, BranchId branch, std::int64_t step, const std::stop_token& stop) {
    const auto way = path(branch);
    const auto& from = nearest(way, step).state;
    trainer.restore(from);
    applyEvents(trainer, way, from.step);
    m_branch = branch;
    while (trainer.stepStart().step < step) {
        const auto at = trainer.stepStart().step;
        const auto report = trainer.train(nextEventStep(way, at, step) - at, stop);
        m_step = trainer.stepStart().step;
        if (stop.stop_requested() && m_step < step) {
            return false;
        }
        if (report.steps == 0) {
            return false;
        }
        applyEvents(trainer, way, m_step);
    }
    m_step = step;
    return true;
}

bool Timeline::goTo(Trainer& trainer, std::int64_t step, const std::stop_token& stop) {
    auto& branch = info(m_branch);
    const auto target = std::clamp(step, m_checkpoints.front().state.step, branch.lastStep);
    return replay(trainer, m_branch, target, stop);
}

bool Timeline::switchTo(Trainer& trainer, BranchId branch, const std::stop_token& stop) {
    if (!branch.valid() || branch.value > m_branches.size()) {
        throw ErrorException(
            Error{ErrorCode::IndexRange,
                  {static_cast<std::int64_t>(branch.value), std::int64_t{0}, static_cast<std::int64_t>(m_branches.size())}});
    }
    return replay(trainer, branch, info(branch).lastStep, stop);
}

std::uint64_t Timeline::bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& checkpoint : m_checkpoints) {
        sum += checkpoint.bytes;
    }
    for (const auto& [branch, event] : m_events) {
        const auto* parameter = std::get_if<ParameterEvent>(&event.what);
        sum += sizeof(BranchEvent);
        sum += parameter == nullptr ? 0 : static_cast<std::uint64_t>(parameter->values.elements()) * byteSize(parameter->values.dtype());
    }
    return sum;
}

std::vector<std::int64_t> Timeline::checkpoints() const {
    const auto way = path(m_branch);
    std::vector<std::int64_t> steps;
    for (const auto& checkpoint : m_checkpoints) {
        if (onPath(way, checkpoint.branch, checkpoint.state.step)) {
            steps.push_back(checkpoint.state.step);
        }
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

}  // namespace glassnet
