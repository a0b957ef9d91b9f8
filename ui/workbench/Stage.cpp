#include "ui/workbench/Stage.h"

#include <algorithm>

#include "engine/program/Program.h"
#include "engine/tensor/TensorMaps.h"
#include "engine/training/LookControl.h"

namespace glassnet::ui {

namespace {

/// The place in another program that shows the same: the start, the end of the forward half, or as far as it went.
std::size_t matchingPosition(const Program* from, std::size_t position, const Program& to) {
    const bool sameLength = from != nullptr && from->size() == to.size();
    return sameLength ? position : std::min(position, to.phaseBegin(Phase::Backward));
}

/// The state with these tensors in their places, where they fit.
TrainingState withPut(TrainingState state, const std::map<StateKey, Tensor>& put) {
    for (const auto& [key, values] : put) {
        if (const auto found = state.tensors.find(key); found != state.tensors.end() && found->second.shape() == values.shape()) {
            found->second = values;
        }
    }
    return state;
}

/// What was overwritten after its update, where a transformation of the numbers takes it.
std::map<StateKey, Tensor> lateOf(const Moment& was, const std::function<TrainingState(const TrainingState&)>& transformed) {
    auto late = was.late;
    const auto state = late.empty() ? TrainingState() : transformed(withPut(*was.state, late));
    for (auto& [key, values] : late) {
        values = state.tensors.at(key);
    }
    return late;
}

/// Goes to a place where what was overwritten after its update can stay so: not before the updates of it. What nothing updates any more is
/// what the step begins with.
void goOnWith(Session& session, std::size_t position, const std::map<StateKey, Tensor>& late) {
    const auto& program = session.trainer().program();
    for (const auto& [key, values] : late) {
        const auto parameter = program.find(key);
        if (!isUpdated(program, parameter, program.size())) {
            session.setValues(key, values);
            session.commitElement(key);
            continue;
        }
        while (!isUpdated(program, parameter, position)) {
            ++position;
        }
    }
    session.moveTo(position);
    session.setLate(late);
}

}  // namespace

bool sameMoment(const Moment& a, const Moment& b) {
    if (a.state.has_value() != b.state.has_value() || a.position != b.position || a.part != b.part || !bitEqual(a.late, b.late) ||
        a.device != b.device) {
        return false;
    }
    return !a.state.has_value() || bitEqual(*a.state, *b.state);
}

Result<void> Stage::open(const Project& project) {
    m_session.reset();
    m_waiting = {};
    m_waitingProject.reset();
    auto opened = Session::open(
        project, [&project](const TrainingState& start) { return project.state.value_or(start); }, m_devices);
    if (!opened) {
        return tl::unexpected<Error>(opened.error());
    }
    m_session = std::move(*opened);
    showForward();
    return {};
}

Result<void> Stage::change(const StageChange& change) {
    if (m_session != nullptr && sameProgram(*change.before, *change.after) && change.mode != CarryMode::Redraw && !change.transform &&
        change.put.empty() && change.state == nullptr) {
        m_session->rename(*change.after);
        if (change.before->training.knobs != change.after->training.knobs) {
            m_session->turn(change.after->training.knobs);
        }
        return {};
    }
    const auto was = moment();
    const auto program = m_session == nullptr ? nullptr : m_session->trainer().executable().sharedProgram();
    // What waits belongs to the last drawing that ran, not to the one before this change.
    const auto before = m_session != nullptr || m_waitingProject == nullptr ? change.before : m_waitingProject;
    const auto transformed = [&](const TrainingState& state) { return change.transform ? change.transform(state) : state; };
    bool goesOn = false;
    const auto adopt = [&](const TrainingState& start) {
        if (change.state != nullptr) {
            return *change.state;
        }
        if (!was.state.has_value()) {
            return withPut(start, change.put);
        }
        const auto first = transformed(was.start);
        auto carried = carryState(*before, *change.after, transformed(*was.state), first, start, change.mode);
        if (!carried.goesOn) {
            // The steps begin anew, with the values that are on the screen.
            const auto present = m_session != nullptr ? m_session->presentState() : withPut(*was.state, was.late);
            carried = carryState(*before, *change.after, transformed(present), first, start, change.mode);
        }
        goesOn = carried.goesOn;
        return withPut(std::move(carried.state), change.put);
    };
    const auto prepared = change.prepared != nullptr ? change.prepared : preparedFor(*change.after);
    auto opened = Session::open(*change.after, adopt, devices(was.device), prepared);
    if (!opened) {
        m_waiting = change.mode == CarryMode::Redraw ? Moment{} : was;
        if (change.transform && m_waiting.state.has_value()) {
            m_waiting.state = change.transform(*m_waiting.state);
            m_waiting.start = change.transform(m_waiting.start);
        }
        m_waitingProject = change.transform ? change.after : before;
        m_session.reset();
        return tl::unexpected<Error>(opened.error());
    }
    m_session = std::move(*opened);
    m_waiting = {};
    m_waitingProject.reset();
    if (goesOn) {
        goOnWith(*m_session, matchingPosition(program.get(), was.position, m_session->trainer().program()), lateOf(was, transformed));
    }
    showForward();
    return {};
}

void Stage::hold(std::shared_ptr<const Project> project, const Moment& moment) {
    m_session.reset();
    m_waiting = moment;
    m_waitingProject = std::move(project);
}

Result<void> Stage::restore(const Project& project, const Moment& moment) {
    if (m_session != nullptr && moment.state.has_value() && m_session->runs(project) && m_session->restore(moment)) {
        m_session->rename(project);
        return {};
    }
    auto opened = Session::open(
        project, [&](const TrainingState& start) { return moment.state.value_or(start); }, devices(moment.device), preparedFor(project));
    if (!opened) {
        m_session.reset();
        m_waiting = moment;
        m_waitingProject = std::make_shared<const Project>(project);
        return tl::unexpected<Error>(opened.error());
    }
    m_session = std::move(*opened);
    m_waiting = {};
    m_waitingProject.reset();
    m_session->moveTo(moment.position);
    m_session->setLate(moment.late);
    m_session->setPart(moment.part);
    return {};
}

std::shared_ptr<const PreparedData> Stage::preparedFor(const Project& project) const {
    return m_session != nullptr && m_session->learnsFrom(project.data, project.plan) ? m_session->data().prepared : nullptr;
}

Moment Stage::moment() const { return m_session == nullptr ? m_waiting : m_session->moment(); }

void Stage::setLive(bool live) {
    m_live = live;
    showForward();
}

void Stage::showForward() {
    if (m_live && m_session != nullptr && m_session->trainer().position() == 0) {
        m_session->moveTo(m_session->trainer().program().phaseBegin(Phase::Backward));
    }
}

}  // namespace glassnet::ui
