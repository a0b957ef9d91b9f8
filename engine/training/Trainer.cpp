#include "engine/training/Trainer.h"

#include <algorithm>

#include "engine/backend/DeviceModule.h"
#include "engine/data/Batches.h"

namespace glassnet {

std::int64_t TrainingData::rows() const {
    if (!inputs.empty()) {
        return inputs.begin()->second.size(0);
    }
    return targets.empty() ? 0 : targets.begin()->second.size(0);
}

Trainer::Trainer(std::shared_ptr<const Program> program, const Backend& backend, TrainingData data, BatchPlan plan,
                 const TrainingState& state)
    : m_executable(backend.prepare(program, Observed{})), m_data(std::move(data)), m_plan(plan), m_state(state), m_cursor(*program) {
    for (const auto& binding : program->inputs()) {
        m_columns.push_back({binding.tensor, m_data.inputs.at(binding.layer)});
    }
    for (const auto& binding : program->targets()) {
        m_columns.push_back({binding.tensor, m_data.targets.at(binding.layer)});
    }
    beginStep();
}

bool Trainer::drawOrder() {
    if (m_state.order.elements() == m_data.rows()) {
        return false;
    }
    m_state.order =
        m_plan.shuffle ? shuffledOrder(m_state.generator(GeneratorRole::Shuffle), m_data.rows()) : Tensor::arange(m_data.rows());
    m_state.cursor = 0;
    return true;
}

void Trainer::beginStep() {
    drawOrder();
    m_cursor.reset();  // Before the device is asked: where it fails, its step is the one that m_state describes.
    writeState();
}

void Trainer::continueStep() {
    m_cursor.reset();
    if (drawOrder()) {
        m_executable->setKnobs(knobsAt(m_state.knobs, m_state.epoch));
        m_executable->bindData(m_columns, m_state.order);
    }
    m_executable->loadBatch(m_state.cursor);
}

void Trainer::writeState() {
    for (const auto& tensor : program().tensors()) {
        const auto found = belongsToState(tensor.role) ? m_state.tensors.find(tensor.key) : m_state.tensors.end();
        if (found != m_state.tensors.end()) {
            m_executable->write(tensor.id, found->second);
        }
    }
    m_executable->setKnobs(knobsAt(m_state.knobs, m_state.epoch));
    m_executable->setDropoutGenerator(m_state.generator(GeneratorRole::Dropout));
    m_executable->bindData(m_columns, m_state.order);
    m_executable->loadBatch(m_state.cursor);
}

void Trainer::readState() const {
    // All of it or nothing: where the device fails in between, what is on the host is all that is left.
    std::vector<Tensor> values;
    for (const auto& tensor : program().tensors()) {
        if (belongsToState(tensor.role)) {
            values.push_back(m_executable->read(tensor.id));
        }
    }
    m_state.generator(GeneratorRole::Dropout) = m_executable->dropoutGenerator();
    auto next = values.begin();
    for (const auto& tensor : program().tensors()) {
        if (belongsToState(tensor.role)) {
            m_state.tensors[tensor.key] = std::move(*next++);
        }
    }
}

void Trainer::catchUp() const {
    if (m_isAhead) {
        readState();
        m_isAhead = false;
    }
}

void Trainer::setBackend(const NamedBackend& backend) {
    catchUp();
    auto executable = backend.backend->prepare(m_executable->sharedProgram(), Observed{});
    const auto position = m_cursor.position();
    m_executable = std::move(executable);
    m_backend = backend;
    ++m_devices;
    writeState();
    m_cursor.reset();
    moveTo(position);
}

void Trainer::moveTo(std::size_t entry) {
    catchUp();
    const auto move = m_cursor.moveTo(entry);
    if (move.restoreStep) {
        writeState();
    }
    m_executable->run(move.from, move.to);
}

void Trainer::advance(std::int64_t steps, std::int64_t rows) {
    m_state.step += steps;
    m_state.cursor += rows;
    if (m_state.cursor >= m_data.rows()) {
        ++m_state.epoch;
        m_state.cursor = 0;
        m_state.order = Tensor::from<std::int64_t>({}, Shape{0});
    }
}

void Trainer::finishStep() {
    if (!m_cursor.atEnd()) {
        throw ErrorException(
            Error{ErrorCode::EntryRange, {static_cast<std::int64_t>(position()), static_cast<std::int64_t>(program().size())}});
    }
    readState();
    advance(1, m_executable->rows());
    continueStep();
}

SliceReport Trainer::train(std::int64_t steps, const std::stop_token& stop) {
    if (position() != 0) {
        finishStep();
    }
    SliceReport report;
    const bool isRemote = !m_backend.device.empty() && m_backend.device != kCpuKey;
    while (report.steps < steps && !stop.stop_requested() && report.nonFiniteStep < 0) {
        if (isRemote && !m_isAhead) {
            m_hostState = m_state;
            m_fetched = std::chrono::steady_clock::now();
        }
        const auto slice = m_executable->trainSlice(m_state.cursor, steps - report.steps, stop);
        if (slice.nonFiniteStep >= 0) {
            report.nonFiniteStep = report.steps + slice.nonFiniteStep;
        }
        report.steps += slice.steps;
        report.losses.insert(report.losses.end(), slice.losses.begin(), slice.losses.end());
        if (slice.steps == 0) {
            break;
        }
        m_isAhead = true;
        if (!isRemote || slice.nonFiniteStep >= 0 || std::chrono::steady_clock::now() - m_fetched >= kHostAge) {
            catchUp();
        }
        advance(slice.steps, std::min(slice.steps * program().options().batchSize, m_data.rows() - m_state.cursor));
        continueStep();
    }
    return report;
}

void Trainer::restore(const TrainingState& state) {
    m_state = state;
    m_isAhead = false;
    beginStep();
}

void Trainer::setTensor(const StateKey& key, const Tensor& values) {
    catchUp();
    m_state.tensors.at(key) = values.clone();
    writeState();
    m_cursor.reset();
}

void Trainer::overwrite(const StateKey& key, const Tensor& values) { m_executable->write(program().find(key), values); }

void Trainer::setKnobs(const Knobs& knobs) {
    // What is on the host is what the person saw when they turned them.
    catchUp();
    m_state.knobs = knobs;
    m_executable->setKnobs(knobsAt(knobs, m_state.epoch));
}

Tensor Trainer::batchRows() const { return m_state.order.narrow(0, m_state.cursor, m_executable->rows()).clone(); }

}  // namespace glassnet
