#include "engine/training/Timeline.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace glassnet {

namespace {

/// Steps of a replay between two reports.
constexpr std::int64_t kReportedSteps = 16;

/// The bytes of a state without its order, which states of one epoch share.
std::uint64_t ownBytes(const TrainingState& state) {
    // What the heap takes beside the elements, as measured with glibc: the checkpoint's place; a tensor's place in the map, its storage's own
    // words and what aligning it costs.
    constexpr std::uint64_t kPlaceBytes = 80;
    constexpr std::uint64_t kTensorBytes = sizeof(std::pair<const StateKey, Tensor>) + 128;
    const auto order = static_cast<std::uint64_t>(state.order.elements()) * byteSize(state.order.dtype());
    return stateBytes(state) - order + kPlaceBytes + state.tensors.size() * kTensorBytes;
}

/// The branch that made a step of the way: what a branch shares with its parent is the parent's.
BranchId owner(const std::vector<Stretch>& path, std::int64_t step) {
    return std::ranges::find_if(path, [&](const Stretch& stretch) { return step <= stretch.lastStep; })->branch;
}

std::uint64_t orderBytes(const TrainingState& state) {
    // Its storage's own words and its place among the orders, about.
    constexpr std::uint64_t kOrderBytes = 192;
    return kOrderBytes + static_cast<std::uint64_t>(state.order.elements()) * byteSize(state.order.dtype());
}

}  // namespace

Timeline::Timeline(const TrainingState& start, std::uint64_t budgetBytes) : m_budget(budgetBytes) {
    m_branches.push_back({BranchId{1}, {}, start.step, start.step, 0.0, false});
    setPresent(BranchId{1}, start.step);
    keep(m_way, {m_branch, m_step}, start);
    setBase(start, true);
}

BranchInfo& Timeline::info(BranchId branch) { return m_branches.at(branch.value - 1); }

/// From the first branch to `branch`: each stretch ends where the next one left it.
std::vector<Stretch> Timeline::path(BranchId branch) const {
    std::vector<Stretch> stretches;
    auto lastStep = std::numeric_limits<std::int64_t>::max();
    for (auto id = branch; id.valid();) {
        const auto& at = m_branches.at(id.value - 1);
        stretches.push_back({id, lastStep});
        lastStep = std::min(lastStep, at.forkStep);
        id = at.parent;
    }
    std::ranges::reverse(stretches);
    return stretches;
}

void Timeline::setPresent(BranchId branch, std::int64_t step) {
    if (branch != m_branch) {
        m_way = path(branch);
    }
    m_branch = branch;
    m_step = step;
}

/// Later stretches are nearer, whatever step they begin at.
const Timeline::Checkpoints::value_type* Timeline::nearest(const std::vector<Stretch>& path, std::int64_t step) const {
    for (auto stretch = path.rbegin(); stretch != path.rend(); ++stretch) {
        auto found = m_checkpoints.upper_bound({stretch->branch, std::min(step, stretch->lastStep)});
        if (found != m_checkpoints.begin() && (--found)->first.branch == stretch->branch) {
            return &*found;
        }
    }
    return nullptr;
}

void Timeline::setDevices(std::string first, Devices devices) {
    m_firstDevice = std::move(first);
    m_devices = std::move(devices);
}

void Timeline::useDevice(Trainer& trainer, const std::string& device) const {
    if (!m_devices || trainer.device() == device) {
        return;
    }
    const auto named = m_devices(device);
    if (named.backend != nullptr && named.device != trainer.device()) {
        trainer.setBackend(named);
    }
}

void Timeline::useDeviceOf(Trainer& trainer, const std::vector<Stretch>& path, std::int64_t step) const {
    const auto* device = m_events.deviceAt(path, step);
    useDevice(trainer, device == nullptr ? m_firstDevice : *device);
}

void Timeline::notePlace(std::int64_t step, std::optional<double> loss) {
    m_step = step;
    auto& branch = info(m_branch);
    const bool fresh = step > branch.lastStep;
    branch.lastStep = std::max(branch.lastStep, step);
    if (loss.has_value() && (fresh || !branch.hasLoss)) {
        branch.lastLoss = *loss;
        branch.hasLoss = true;
    }
}

void Timeline::cutBack(const TrainingState& state) {
    auto& branch = info(m_branch);
    if (m_step == branch.lastStep && state.step < m_step) {
        branch.lastStep = state.step;
        branch.hasLoss = false;
    }
    setPresent(m_branch, state.step);
    setBase(state, false);
}

void Timeline::record(const TrainingState& state, std::optional<double> loss) {
    notePlace(state.step, loss);
    // Where something happened at this step already, the state may hold it: nothing is to be built on it then.
    const bool beforeEvents = std::ranges::none_of(m_way, [&](const Stretch& stretch) {
        return state.step <= stretch.lastStep && m_events.find(stretch.branch, state.step) != nullptr;
    });
    if (beforeEvents) {
        keep(m_way, {owner(m_way, state.step), state.step}, state);
    }
    setBase(state, beforeEvents);
}

void Timeline::setBase(const TrainingState& state, bool beforeEvents) {
    if (beforeEvents) {
        m_base = state.tensors;
    } else {
        m_base.reset();
    }
}

void Timeline::keep(const std::vector<Stretch>& path, Place place, const TrainingState& state) {
    // Due for good once the way from the lasting checkpoint before is as long as the spacing; what lies between is replayed.
    bool isNear = false;
    for (const auto* before = nearest(path, place.step); before != nullptr && !isNear; before = nearest(path, before->first.step - 1)) {
        if (before->first == place) {
            return;
        }
        if (place.step - before->first.step >= m_interval) {
            break;
        }
        isNear = !before->second.isNear;
    }
    const auto order = std::as_const(state.order).bytes().data();
    Checkpoint checkpoint{state, ownBytes(state), isNear};
    m_checkpointBytes += checkpoint.bytes + (m_orders[order]++ == 0 ? orderBytes(state) : 0);
    if (isNear) {
        m_nearBytes += checkpoint.bytes;
        m_near.push_back(place);
    }
    m_checkpoints.emplace(place, std::move(checkpoint));
    dropNear();
    thinOut();
}

Timeline::Checkpoints::iterator Timeline::drop(Checkpoints::iterator checkpoint) {
    const auto& [state, bytes, isNear] = checkpoint->second;
    const auto order = m_orders.find(std::as_const(state.order).bytes().data());
    m_checkpointBytes -= bytes;
    m_nearBytes -= isNear ? bytes : 0;
    if (--order->second == 0) {
        m_checkpointBytes -= orderBytes(state);
        m_orders.erase(order);
    }
    return m_checkpoints.erase(checkpoint);
}

void Timeline::dropNear() {
    while (m_near.size() > kNearSteps || m_nearBytes > allowance() / 4) {
        drop(m_checkpoints.find(m_near.front()));
        m_near.pop_front();
    }
}

std::uint64_t Timeline::allowance() const noexcept { return m_budget - std::min(m_events.bytes(), m_budget / 2); }

/// Over the budget the spacing doubles until what stays fits; the very first checkpoint stays, from which all others can be replayed.
void Timeline::thinOut() {
    // The near ones have their room whether they fill it or not, so that they need not give way and come again.
    const auto size = m_checkpoints.begin()->second.bytes;
    const auto limit = allowance() - std::min(allowance() / 4, kNearSteps * size);
    while (m_checkpointBytes - m_nearBytes > limit && m_checkpoints.size() > m_near.size() + 1) {
        m_interval *= 2;
        BranchId branch;
        std::int64_t last = 0;
        for (auto checkpoint = m_checkpoints.begin(); checkpoint != m_checkpoints.end();) {
            const auto& place = checkpoint->first;
            if (place.branch != branch) {
                branch = place.branch;
                last = info(branch).forkStep;
            }
            if (checkpoint->second.isNear) {
                ++checkpoint;
            } else if (checkpoint != m_checkpoints.begin() && place.step - last < m_interval) {
                checkpoint = drop(checkpoint);
            } else {
                last = place.step;
                ++checkpoint;
            }
        }
    }
}

void Timeline::note(const TimelineEvent& event) {
    const bool isPresent = event.step == m_step;
    if (event.step < info(m_branch).lastStep) {
        // What happened here before belongs to the way on which the new branch begins.
        const auto* before = isPresent && m_base.has_value() ? m_events.find(m_branch, event.step) : nullptr;
        if (before != nullptr) {
            for (const auto& [key, change] : before->tensors) {
                auto& values = m_base->at(key);
                values = change.applied(values);
            }
        }
        const BranchId id{static_cast<std::uint32_t>(m_branches.size() + 1)};
        m_branches.push_back({id, m_branch, event.step, event.step, 0.0, false});
        setPresent(id, m_step);
    }
    if (const auto* parameter = std::get_if<ParameterEvent>(&event.what)) {
        const Tensor* before = nullptr;
        if (isPresent && m_base.has_value() && m_base->contains(parameter->key)) {
            before = &m_base->at(parameter->key);
        }
        m_events.setTensor(m_branch, event.step, parameter->key, before, parameter->values);
    } else if (const auto* knobs = std::get_if<KnobsEvent>(&event.what)) {
        m_events.setKnobs(m_branch, event.step, knobs->knobs);
    } else {
        m_events.setDevice(m_branch, event.step, std::get<DeviceEvent>(event.what).device);
    }
    thinOut();
}

void Timeline::applyEvents(Trainer& trainer, std::span<const Stretch> path, std::int64_t step) const {
    for (const auto& stretch : path) {
        const auto* events = step <= stretch.lastStep ? m_events.find(stretch.branch, step) : nullptr;
        if (events == nullptr) {
            continue;
        }
        for (const auto& [key, change] : events->tensors) {
            trainer.setTensor(key, change.applied(trainer.stepStart().tensors.at(key)));
        }
        if (events->knobs.has_value()) {
            trainer.setKnobs(*events->knobs);
        }
        if (events->device.has_value()) {
            useDevice(trainer, *events->device);
        }
    }
}

SliceReport Timeline::advance(Trainer& trainer, std::int64_t steps, const std::stop_token& stop, const Progress& progress) {
    if (trainer.position() != 0) {
        throw ErrorException(Error{ErrorCode::EntryRange, {static_cast<std::int64_t>(trainer.position()), std::int64_t{0}}});
    }
    SliceReport report;
    while (report.steps < steps && !stop.stop_requested() && report.nonFiniteStep < 0) {
        if (progress && report.steps > 0) {
            progress(report.steps, steps);
        }
        const auto at = trainer.step();
        const auto next = m_events.nextStep(m_way, at, at + std::min(steps - report.steps, kLongestSpan));
        const auto span = trainer.train(next - at, stop);
        if (span.steps == 0) {
            break;
        }
        if (span.nonFiniteStep >= 0) {
            report.nonFiniteStep = report.steps + span.nonFiniteStep;
        }
        report.steps += span.steps;
        report.losses.insert(report.losses.end(), span.losses.begin(), span.losses.end());
        const auto loss = span.losses.empty() ? std::nullopt : std::optional(span.losses.back());
        if (trainer.isAhead()) {
            notePlace(trainer.step(), loss);
            m_base.reset();
        } else {
            record(trainer.stepStart(), loss);
        }
        repeatEvents(trainer);
    }
    return report;
}

std::int64_t Timeline::restoreNearest(Trainer& trainer, const std::vector<Stretch>& path, std::int64_t step) const {
    const auto* checkpoint = nearest(path, step);
    if (checkpoint == nullptr) {
        throw ErrorException(Error{ErrorCode::EntryRange, {step, firstStep()}});
    }
    trainer.restore(checkpoint->second.state);
    useDeviceOf(trainer, path, checkpoint->first.step);
    return checkpoint->first.step;
}

bool Timeline::prepare(Trainer& trainer, std::int64_t step, const std::function<bool()>& cancelled) const {
    const auto target = std::clamp(step, firstStep(), m_branches.at(m_branch.value - 1).lastStep);
    applyEvents(trainer, m_way, restoreNearest(trainer, m_way, target));
    // A slice grows until it takes a few milliseconds; how the way is sliced changes no bit.
    constexpr std::chrono::milliseconds kSlice(4);
    std::int64_t slice = 1;
    while (trainer.stepStart().step < target) {
        if (cancelled && cancelled()) {
            return false;
        }
        const auto at = trainer.stepStart().step;
        const auto began = std::chrono::steady_clock::now();
        if (trainer.train(m_events.nextStep(m_way, at, std::min(at + slice, target)) - at, {}).steps == 0) {
            return false;
        }
        applyEvents(trainer, m_way, trainer.stepStart().step);
        slice = std::chrono::steady_clock::now() - began < kSlice ? 2 * slice : std::max<std::int64_t>(1, slice / 2);
    }
    return true;
}

bool Timeline::replay(Trainer& trainer, BranchId branch, std::int64_t step, const std::stop_token& stop, const Progress& progress) {
    const auto way = path(branch);
    const auto before = trainer.stepStart();
    const auto position = trainer.position();
    const auto start = restoreNearest(trainer, way, step);
    const auto total = step - start;
    const auto parents = std::span(way).first(way.size() - 1);
    const auto own = std::span(way).last(1);
    auto at = start;
    while (true) {
        applyEvents(trainer, parents, at);
        if (at == step) {
            setPresent(branch, step);
            m_base = trainer.stepStart().tensors;
            applyEvents(trainer, own, at);
            return true;
        }
        applyEvents(trainer, own, at);
        if (progress) {
            progress(at - start, total);
        }
        // Steps just before the present are likely to be gone back to.
        const auto far = step - at - static_cast<std::int64_t>(kNearSteps);
        const auto span = far > 0 ? std::min(far, kReportedSteps) : 1;
        const auto report = trainer.train(m_events.nextStep(way, at, at + span) - at, stop);
        if (report.steps == 0) {
            trainer.restore(before);
            useDeviceOf(trainer, m_way, m_step);
            trainer.moveTo(position);
            return false;
        }
        at = trainer.stepStart().step;
        keep(way, {owner(way, at), at}, trainer.stepStart());
    }
}

bool Timeline::goTo(Trainer& trainer, std::int64_t step, const std::stop_token& stop, const Progress& progress) {
    return replay(trainer, m_branch, std::clamp(step, firstStep(), info(m_branch).lastStep), stop, progress);
}

bool Timeline::switchTo(Trainer& trainer, BranchId branch, const std::stop_token& stop, const Progress& progress) {
    if (!branch.valid() || branch.value > m_branches.size()) {
        throw ErrorException(
            Error{ErrorCode::IndexRange,
                  {static_cast<std::int64_t>(branch.value), std::int64_t{0}, static_cast<std::int64_t>(m_branches.size())}});
    }
    return replay(trainer, branch, info(branch).lastStep, stop, progress);
}

std::vector<std::int64_t> Timeline::checkpoints() const {
    std::vector<std::int64_t> steps;
    for (const auto& stretch : m_way) {
        for (auto found = m_checkpoints.lower_bound({stretch.branch, firstStep()});
             found != m_checkpoints.end() && found->first.branch == stretch.branch && found->first.step <= stretch.lastStep; ++found) {
            steps.push_back(found->first.step);
        }
    }
    return steps;
}

}  // namespace glassnet
