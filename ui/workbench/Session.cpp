#include "ui/workbench/Session.h"

#include <algorithm>
#include <utility>

#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/project/CarriedState.h"
#include "ui/workbench/SessionParts.h"
#include "ui/workbench/StepMoves.h"

namespace glassnet::ui {

Result<std::unique_ptr<Session>> Session::open(const Project& project) {
    return open(project, [&project](const TrainingState& start) { return project.state.value_or(start); });
}

Result<std::unique_ptr<Session>> Session::open(const Project& project, const Adopt& adopt, const SessionDevices& devices,
                                               const std::shared_ptr<const PreparedData>& prepared) try {
    auto parts = sessionParts(project, prepared);
    if (!parts) {
        return tl::unexpected<Error>(parts.error());
    }
    std::unique_ptr<Session> session(new Session());
    session->m_project = project;
    session->m_project.state.reset();
    session->m_start = std::make_shared<const TrainingState>(parts->start);
    session->m_network = std::make_shared<const NetworkSpec>(project.network);
    session->m_devices = devices;
    session->m_reference = std::make_unique<ReferenceBackend>();
    session->m_data = std::make_shared<const SplitData>(std::move(parts->data));
    session->m_shown = std::make_shared<ShownTensors>(parts->program.tensors().size());
    session->m_hasPrepared = session->m_data->prepared != prepared;
    session->m_trainer = std::make_unique<Trainer>(std::make_shared<const Program>(std::move(parts->program)), session->m_cpu,
                                                   session->m_data->training, project.training.batches, adopt(*session->m_start));
    session->m_timeline = std::make_unique<Timeline>(session->m_trainer->stepStart());
    session->beginOnDevice();
    return session;
} catch (const ErrorException& exception) {
    // Rows or a batch that have no room, a saved place that the data no longer have.
    return tl::unexpected<Error>(exception.error());
}

void Session::finishStep() {
    const auto loss = m_trainer->program().loss();
    const double value = loss.valid() ? m_trainer->executable().read(loss).item() : 0.0;
    m_trainer->finishStep();
    // Noted first: where the step was walked before, the late values start a branch, and the record belongs to that.
    for (const auto& [key, values] : m_late) {
        noteEvent(key, m_trainer->stepStart().step);
    }
    m_late.clear();
    m_timeline->record(m_trainer->stepStart(), loss.valid() ? std::optional(value) : std::nullopt);
    m_timeline->repeatEvents(*m_trainer);
}

bool Session::atEnd() const { return !m_part.has_value() && m_trainer->cursor().atEnd(); }

void Session::forward() {
    if (m_part.has_value()) {
        return m_part.reset();
    }
    if (m_trainer->cursor().atEnd()) {
        finishStep();
    } else {
        m_trainer->moveTo(m_trainer->position() + 1);
    }
}

void Session::back() {
    if (m_trainer->position() > 0) {
        moveTo(m_trainer->position() - 1);
    } else {
        StepMoves(*this).toStepBefore();
    }
}

EntryNumbers Session::numbersInHand() const {
    return {m_trainer->program(), m_trainer->position() - 1, m_trainer->executable().rows(), m_trainer->executable().knobs()};
}

std::int64_t Session::termsOf(const EntryNumbers& numbers, std::int64_t number, std::int64_t sample) const {
    const auto ref = numbers.at(number, sample);
    const auto explanation = explained(m_trainer->position() - 1, ref.tensor, ref.element);
    const bool joinsOneByOne = explanation.form == ExplanationForm::Sum || explanation.form == ExplanationForm::Share;
    return joinsOneByOne ? std::max<std::int64_t>(1, static_cast<std::int64_t>(explanation.terms.size())) : 1;
}

void Session::setPart(const std::optional<EntryPart>& part) {
    m_part.reset();
    if (!part.has_value() || m_trainer->position() == 0) {
        return;
    }
    const auto count = numbersInHand().count();
    if (part->numbers >= 0 && part->numbers < count && part->terms >= 0) {
        m_part = part;
    }
}

void Session::move(StepSize size, Direction direction, std::int64_t sample, const MoveControl& control) {
    StepMoves(*this).move(size, direction, sample, control);
}

void Session::moveTo(std::size_t position) {
    m_part.reset();
    const auto target = std::min(position, m_trainer->program().size());
    if (target < m_trainer->position()) {
        m_late.clear();
    }
    m_trainer->moveTo(target);
}

bool Session::goToStep(std::int64_t step, const MoveControl& control) {
    return travel([&] { return m_timeline->goTo(*m_trainer, step, control.stop, control.progress); });
}

bool Session::switchTo(BranchId branch, const MoveControl& control) {
    return travel([&] { return m_timeline->switchTo(*m_trainer, branch, control.stop, control.progress); });
}

bool Session::travel(const std::function<bool()>& go) {
    const auto late = std::exchange(m_late, {});
    const auto part = std::exchange(m_part, std::nullopt);
    if (go()) {
        return true;
    }
    // The trainer is where it was, without what was overwritten.
    setLate(late);
    m_part = part;
    return false;
}

SliceReport Session::train(std::int64_t steps, const MoveControl& control) {
    SliceReport report;
    if (m_trainer->position() != 0 && steps > 0) {
        moveTo(m_trainer->program().size());
        const auto loss = m_trainer->program().loss();
        report.losses.push_back(loss.valid() ? m_trainer->executable().read(loss).item() : 0.0);
        report.steps = 1;
        finishStep();
    }
    const auto done = report.steps;
    const auto span = m_timeline->advance(*m_trainer, steps - done, control.stop, [&](std::int64_t trained, std::int64_t) {
        if (control.progress) {
            control.progress(done + trained, steps);
        }
    });
    report.nonFiniteStep = span.nonFiniteStep < 0 ? -1 : done + span.nonFiniteStep;
    report.steps += span.steps;
    report.losses.insert(report.losses.end(), span.losses.begin(), span.losses.end());
    return report;
}

bool Session::isUpdated(TensorId parameter) const { return glassnet::isUpdated(m_trainer->program(), parameter, m_trainer->position()); }

void Session::setElement(const StateKey& key, std::int64_t element, double value) {
    replace(key, [element, value](Tensor& values) { values.set(element, value); });
}

void Session::setValues(const StateKey& key, const Tensor& values) {
    replace(key, [&values](Tensor& present) { present = values.clone(); });
}

void Session::replace(const StateKey& key, const std::function<void(Tensor&)>& change) {
    const auto parameter = m_trainer->program().find(key);
    const auto position = m_trainer->position();
    if (isUpdated(parameter)) {
        auto values = m_trainer->executable().read(parameter);
        change(values);
        m_trainer->overwrite(key, values);
        m_late.insert_or_assign(key, values);
        return;
    }
    auto values = m_trainer->stepStart().tensors.at(key).clone();
    change(values);
    m_trainer->setTensor(key, values);
    m_trainer->moveTo(position);
    for (const auto& [late, kept] : m_late) {
        m_trainer->overwrite(late, kept);
    }
}

TrainingState Session::presentState() const {
    auto state = m_trainer->stepStart();
    for (auto& [key, values] : state.tensors) {
        if (const auto id = m_trainer->program().find(key); id.valid()) {
            values = m_trainer->executable().read(id);
        }
    }
    return state;
}

void Session::setLate(const std::map<StateKey, Tensor>& late) {
    m_late.clear();
    for (const auto& [key, values] : late) {
        const auto parameter = m_trainer->program().find(key);
        if (parameter.valid() && isUpdated(parameter)) {
            m_trainer->overwrite(key, values);
            m_late.insert_or_assign(key, values);
        }
    }
}

Moment Session::moment() const { return {m_trainer->stepStart(), *m_start, m_late, m_trainer->position(), m_part, device()}; }

const std::string& Session::device() const noexcept {
    static const std::string kCpu(kCpuKey);
    return m_trainer->device().empty() ? kCpu : m_trainer->device();
}

NamedBackend Session::backendOf(const std::string& device) const {
    auto named = m_devices.give ? m_devices.give(device) : NamedBackend{};
    return named.backend != nullptr ? named : NamedBackend{std::string(kCpuKey), std::make_shared<const CpuBackend>(m_cpu)};
}

/// A device without room for the run is told of and left.
void Session::beginOnDevice() {
    if (m_devices.device != kCpuKey) {
        try {
            m_trainer->setBackend(backendOf(m_devices.device));
        } catch (const ErrorException& exception) {
            if (!isDeviceError(exception.error())) {
                throw;
            }
            leaveDevice(exception.error());
        }
    }
    m_timeline->setDevices(device(), [this](const std::string& device) { return backendOf(device); });
}

void Session::useDevice(const std::string& device) {
    if (device == this->device()) {
        return;
    }
    m_trainer->setBackend(backendOf(device));
    setLate(std::map(m_late));
    m_timeline->note({m_trainer->step(), DeviceEvent{this->device()}});
}

void Session::leaveDevice(const Error& error, const Moment* before) {
    const auto at = before != nullptr ? *before : Moment{m_trainer->hostState(), {}, m_late, m_trainer->position(), m_part, {}};
    const auto reached = before != nullptr ? at.state->step : m_trainer->step();
    m_fallback = DeviceFallback{error, device(), at.state->step, reached};
    if (m_devices.lost) {
        m_devices.lost(device(), error);
    }
    m_trainer = std::make_unique<Trainer>(m_trainer->executable().sharedProgram(), m_cpu, m_data->training, m_trainer->plan(), *at.state);
    m_read.clear();
    if (at.state->step < reached) {
        m_timeline->cutBack(*at.state);
    }
    m_timeline->note({at.state->step, DeviceEvent{std::string(kCpuKey)}});
    m_trainer->moveTo(at.position);
    setLate(at.late);
    setPart(at.part);
}

bool Session::runs(const Project& project) const { return sameProgram(m_project, project); }

void Session::rename(const Project& project) {
    m_project.network = project.network;
    m_project.training.knobs = project.training.knobs;
    m_network = std::make_shared<const NetworkSpec>(project.network);
}

std::optional<NonFiniteBirth> Session::goToBirth() {
    moveTo(0);
    return findNonFinite(*m_trainer);
}

void Session::turn(const Knobs& knobs) {
    if (knobs != state().knobs) {
        m_trainer->setKnobs(knobs);
        m_timeline->note({state().step, KnobsEvent{knobs}});
    }
}

bool Session::restore(const Moment& moment) {
    const auto& target = *moment.state;
    m_part.reset();
    if (!m_late.empty()) {
        m_trainer->moveTo(0);  // What was overwritten is computed anew.
        m_late.clear();
    }
    if (target.step != state().step) {
        const auto& branches = m_timeline->branches();
        const auto here =
            std::find_if(branches.begin(), branches.end(), [&](const auto& branch) { return branch.id == m_timeline->branch(); });
        if (target.step < m_timeline->checkpoints().front() || target.step > here->lastStep ||
            !m_timeline->goTo(*m_trainer, target.step, {})) {
            return false;
        }
    }
    for (const auto& [key, values] : target.tensors) {
        const auto found = state().tensors.find(key);
        if (found == state().tensors.end() || found->second.shape() != values.shape()) {
            return false;
        }
        if (!bitEqual(found->second, values)) {
            m_trainer->setTensor(key, values);
            noteEvent(key, target.step);
        }
    }
    turn(target.knobs);
    useDevice(moment.device);
    if (!bitEqual(state(), target)) {
        return false;
    }
    m_trainer->moveTo(moment.position);
    setLate(moment.late);
    setPart(moment.part);
    return true;
}

void Session::commitElement(const StateKey& key) {
    // A late value joins the timeline with the step that starts with it.
    if (!m_late.contains(key)) {
        noteEvent(key, m_trainer->stepStart().step);
    }
}

void Session::noteEvent(const StateKey& key, std::int64_t step) {
    m_timeline->note({step, ParameterEvent{key, m_trainer->stepStart().tensors.at(key)}});
}

}  // namespace glassnet::ui
