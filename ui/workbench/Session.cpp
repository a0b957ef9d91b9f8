#include "ui/workbench/Session.h"

#include <algorithm>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/base/MachineMemory.h"
#include "engine/network/Problems.h"
#include "engine/program/Compiler.h"
#include "engine/project/CarriedState.h"
#include "engine/training/GradientProbe.h"

namespace glassnet::ui {

namespace {

/// Above this many elements a layer's gradient is not checked on the side: it would cost more than a frame.
constexpr std::int64_t kCheckedElements = 64;
constexpr std::uint64_t kCheckedParameters = 4096;
constexpr double kFloat32Tolerance = 1e-4;

}  // namespace

Result<std::unique_ptr<Session>> Session::open(const Project& project) {
    return open(project, [&project](const TrainingState& start) { return project.state.value_or(start); });
}

Result<std::unique_ptr<Session>> Session::open(const Project& project, const Adopt& adopt) try {
    CompileOptions options;
    // Half of the machine: the window, the timeline and other programs need the rest.
    options.memoryBytes = machineMemoryBytes() / 2;
    // Before anything is drawn. How large a batch can be, only the data say: compile looks at that.
    CheckLimits withoutBatch;
    withoutBatch.memoryBytes = options.memoryBytes;
    withoutBatch.training = false;
    if (const auto problems = findProblems(project.network, withoutBatch); !problems.empty()) {
        return tl::unexpected<Error>(problems.front().error);
    }
    options.batchSize = project.training.batches.batchSize;
    options.optimizer = project.training.optimizer;
    auto start = drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer);
    auto data = trainingData(project, start);
    if (!data) {
        return tl::unexpected<Error>(data.error());
    }
    options.batchSize = std::clamp<std::int64_t>(options.batchSize, 1, std::max<std::int64_t>(1, data->rows()));
    // An epoch's last batch may be shorter: what cannot run on it is found now and not in the middle of training.
    CheckLimits limits;
    const auto last = data->rows() % options.batchSize;
    limits.batchSize = last == 0 ? options.batchSize : last;
    limits.memoryBytes = options.memoryBytes;
    if (const auto problems = findProblems(project.network, limits); !problems.empty()) {
        return tl::unexpected<Error>(problems.front().error);
    }
    auto program = compile(project.network, options);
    if (!program) {
        return tl::unexpected<Error>(program.error());
    }
    std::unique_ptr<Session> session(new Session());
    session->m_project = project;
    session->m_project.state.reset();
    session->m_start = std::make_shared<const TrainingState>(start.state);
    session->m_network = std::make_shared<const NetworkSpec>(project.network);
    session->m_backend = std::make_unique<CpuBackend>();
    session->m_reference = std::make_unique<ReferenceBackend>();
    session->m_trainer = std::make_unique<Trainer>(std::make_shared<const Program>(std::move(*program)), *session->m_backend,
                                                   std::move(*data), project.training.batches, adopt(start.state));
    session->m_timeline = std::make_unique<Timeline>(session->m_trainer->stepStart());
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

void Session::forward() {
    if (m_trainer->cursor().atEnd()) {
        finishStep();
    } else {
        m_trainer->moveTo(m_trainer->position() + 1);
    }
}

void Session::back() {
    const auto step = m_trainer->stepStart().step;
    if (m_trainer->position() > 0) {
        moveTo(m_trainer->position() - 1);
    } else if (step > m_timeline->checkpoints().front()) {
        m_timeline->goTo(*m_trainer, step - 1, {});
        m_trainer->moveTo(m_trainer->program().size());
    }
}

void Session::moveTo(std::size_t position) {
    const auto target = std::min(position, m_trainer->program().size());
    if (target < m_trainer->position()) {
        m_late.clear();
    }
    m_trainer->moveTo(target);
}

bool Session::goToStep(std::int64_t step, const std::stop_token& stop) {
    m_late.clear();
    return m_timeline->goTo(*m_trainer, step, stop);
}

SliceReport Session::train(std::int64_t steps, const std::stop_token& stop) {
    if (m_trainer->position() != 0) {
        m_trainer->moveTo(m_trainer->program().size());
        finishStep();
    }
    auto report = m_trainer->train(steps, stop);
    m_timeline->record(m_trainer->stepStart(), report.losses.empty() ? std::nullopt : std::optional(report.losses.back()));
    return report;
}

bool Session::isUpdated(TensorId parameter) const {
    const auto& entries = m_trainer->program().entries();
    const auto done = entries.begin() + static_cast<std::ptrdiff_t>(m_trainer->position());
    return std::any_of(entries.begin(), done, [&](const Entry& entry) { return entry.op == Op::Update && entry.outputs[0] == parameter; });
}

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

Moment Session::moment() const { return {m_trainer->stepStart(), *m_start, m_late, m_trainer->position()}; }

bool Session::runs(const Project& project) const { return sameProgram(m_project, project); }

void Session::rename(const NetworkSpec& network) {
    m_project.network = network;
    m_network = std::make_shared<const NetworkSpec>(network);
}

bool Session::restore(const Moment& moment) {
    const auto& target = *moment.state;
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
    if (!bitEqual(state(), target)) {
        return false;
    }
    m_trainer->moveTo(moment.position);
    setLate(moment.late);
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

Explanation Session::explained(std::size_t entry, TensorId tensor, std::int64_t element) const {
    const auto& executable = m_trainer->executable();
    ExplanationSource source;
    source.read = [&](TensorId id) { return executable.read(id); };
    source.readBefore = [&](TensorId id) { return m_trainer->stepStart().tensors.at(m_trainer->program().tensor(id).key); };
    source.rows = executable.rows();
    source.knobs = m_trainer->stepStart().knobs;
    return explain(m_trainer->program(), entry, tensor, element, source);
}

SnapshotPtr Session::snapshot(const Selection& selection, bool withGradientCheck) const {
    auto shot = std::make_shared<Snapshot>();
    const auto& program = m_trainer->program();
    const auto& executable = m_trainer->executable();
    const auto& state = m_trainer->stepStart();
    shot->network = m_network;
    shot->program = executable.sharedProgram();
    shot->position = m_trainer->position();
    shot->direction = m_trainer->cursor().direction();
    shot->step = state.step;
    shot->epoch = state.epoch;
    shot->rows = executable.rows();
    shot->seeds = state.seeds;
    shot->knobs = state.knobs;
    shot->start = m_start;
    for (const auto& tensor : program.tensors()) {
        if (isComputed(program, tensor.id, shot->position)) {
            shot->values[tensor.id] = executable.read(tensor.id);
        }
    }
    if (const auto* entry = shot->current()) {
        const auto index = shot->position - 1;
        const auto element = focusedElement(program, *entry, selection, shot->rows);
        shot->explanation = explained(index, entry->outputs[0], element);
        // f(z): the terms of z belong to the same sentence.
        const auto before = entry->op == Op::Activate ? program.producer(entry->inputs[0]) : std::nullopt;
        if (before.has_value() && program.entries()[*before].op == Op::Affine) {
            shot->inner = explained(*before, entry->inputs[0], element);
        }
    }
    if (withGradientCheck && parameterCount(*m_network) <= kCheckedParameters) {
        std::optional<GradientProbe> probe;
        for (const auto& parameter : program.parameters()) {
            if (program.tensor(parameter.value).layer == selection.layer && parameter.gradient.valid() &&
                isComputed(program, parameter.gradient, shot->position) && !isUpdated(parameter.value)) {
                if (!probe.has_value()) {
                    probe.emplace(*m_trainer, *m_reference);
                }
                const auto items = probe->check(*m_trainer, parameter.value, kCheckedElements, kFloat32Tolerance);
                shot->gradientCheck.insert(shot->gradientCheck.end(), items.begin(), items.end());
            }
        }
    }
    return shot;
}

std::int64_t focusedElement(const Program& program, const Entry& entry, const Selection& selection, std::int64_t rows) {
    const auto& info = program.tensor(entry.outputs[0]);
    const auto columns = info.columns();
    const bool chosenHere =
        selection.parameter.has_value() && (selection.parameter->tensor == info.id || selection.parameter->tensor == info.gradientOf);
    if (!info.perSample && chosenHere) {
        return std::clamp<std::int64_t>(selection.parameter->element, 0, info.shape.elements() - 1);
    }
    const bool unitHere = selection.layer == info.layer && selection.unit.has_value();
    const auto column = unitHere ? std::clamp<std::int64_t>(*selection.unit, 0, columns - 1) : 0;
    const auto row = info.perSample ? std::clamp<std::int64_t>(selection.sample, 0, rows - 1) : 0;
    return row * columns + column;
}

}  // namespace glassnet::ui
