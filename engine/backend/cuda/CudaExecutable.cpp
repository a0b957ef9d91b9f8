#include "engine/backend/cuda/CudaExecutable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/backend/ClassTargets.h"
#include "engine/backend/cuda/CudaDropout.h"
#include "engine/backend/cuda/CudaLimits.h"

namespace glassnet {

namespace {

std::shared_ptr<CudaDevice> inUse(std::shared_ptr<CudaDevice> device) {
    device->use();
    return device;
}

}  // namespace

template <class T>
CudaExecutable<T>::CudaExecutable(std::shared_ptr<CudaDevice> device, std::shared_ptr<const Program> program)
    : Executable(std::move(program)),
      m_device(inUse(std::move(device))),
      m_settings(*m_device, 1),
      m_knobs(*m_device, 1),
      m_words(*m_device, kCudaGeneratorWords),
      m_data(*m_device),
      m_replay(*m_device),
      m_drain(*m_device) {
    const auto& plan = this->program();
    for (const auto& info : plan.tensors()) {
        makeTensor(info);
    }
    for (const auto& constant : plan.constants()) {
        doWrite(constant.tensor, constant.values);
    }
    std::size_t scratch = 0;
    for (const auto& entry : plan.entries()) {
        m_steps.push_back(makeStep(entry));
        scratch = std::max(scratch, cudaScratch(plan, entry));
        m_draws = m_draws || entry.op == Op::DrawMask;
    }
    m_scratch = CudaMemory<T>(*m_device, scratch);
    m_device->upload(m_knobs.get(), &m_knobsThere, sizeof m_knobsThere);
    doSetDropoutGenerator(m_generator);
}

template <class T>
void CudaExecutable<T>::makeTensor(const TensorInfo& info) {
    auto& values = m_values.emplace_back();
    const auto count = checkedCudaSize(info.shape, info.dtype);
    if (info.dtype == DType::Int64) {
        values.labels = CudaMemory<std::int64_t>(*m_device, count);
        values.known.resize(count);
        m_device->clear(values.labels.get(), values.labels.bytes());
    } else {
        values.numbers = CudaMemory<T>(*m_device, count);
        m_device->clear(values.numbers.get(), values.numbers.bytes());
    }
}

template <class T>
std::vector<CudaOperand<T>> CudaExecutable<T>::operands(const std::vector<TensorId>& ids) const {
    std::vector<CudaOperand<T>> result;
    for (const auto id : ids) {
        const auto& info = program().tensor(id);
        const auto& values = m_values[id.value - 1];
        auto& operand = result.emplace_back();
        operand.rows = info.shape.rank() > 0 ? static_cast<std::size_t>(info.shape[0]) : 1;
        operand.columns = static_cast<std::size_t>(info.columns());
        operand.values = values.numbers.get();
        operand.labels = values.labels.get();
    }
    return result;
}

template <class T>
typename CudaExecutable<T>::Step CudaExecutable<T>::makeStep(const Entry& entry) {
    Step step;
    step.queue = cudaOperation<T>(entry.op);
    step.inputs = operands(entry.inputs);
    step.outputs = operands(entry.outputs);
    if (entry.op == Op::Clamp || entry.op == Op::ClampGradient) {
        const auto units = step.outputs[0].columns;
        std::vector<T> held(2 * units);
        for (const auto& [unit, value] : entry.attributes.held) {
            held[static_cast<std::size_t>(unit)] = T(1);
            held[units + static_cast<std::size_t>(unit)] = static_cast<T>(value);
        }
        step.held = CudaMemory<T>(*m_device, held.size());
        m_device->upload(step.held.get(), held.data(), step.held.bytes());
    }
    step.readsClasses = (entry.op == Op::Loss || entry.op == Op::LossGradient) && program().tensor(entry.inputs[1]).dtype == DType::Int64;
    return step;
}

template <class T>
void CudaExecutable<T>::queueEntry(const Step& step, const Entry& entry, std::int64_t rows) {
    step.queue({*m_device, step.inputs, step.outputs, entry.attributes, m_knobs.get(), m_scratch.get(), m_settings.get(), step.held.get(),
                m_words.get(), static_cast<std::size_t>(rows)});
}

template <class T>
void CudaExecutable<T>::doRun(std::size_t from, std::size_t to) {
    m_device->use();
    for (std::size_t i = from; i < to; ++i) {
        const auto& entry = program().entries()[i];
        if (m_steps[i].readsClasses) {
            checkClassTargets(program(), entry,
                              std::span(m_values[entry.inputs[1].value - 1].known).first(static_cast<std::size_t>(rows())));
        }
        queueEntry(m_steps[i], entry, rows());
    }
}

template <class T>
Tensor CudaExecutable<T>::doRead(TensorId id) const {
    m_device->use();
    const auto& values = m_values[id.value - 1];
    const auto shape = program().tensor(id).shapeFor(rows());
    const auto count = static_cast<std::size_t>(shape.elements());
    if (program().tensor(id).dtype == DType::Int64) {
        return Tensor::from<std::int64_t>(std::span(values.known).first(count), shape);
    }
    auto result = Tensor::zeros(shape, DTypeOf<T>::value);
    m_device->download(result.template values<T>().data(), values.numbers.get(), count * sizeof(T));
    return result;
}

template <class T>
void CudaExecutable<T>::doWrite(TensorId id, const Tensor& values) {
    m_device->use();
    auto& there = m_values[id.value - 1];
    const bool isLabels = program().tensor(id).dtype == DType::Int64;
    const auto converted = values.to(isLabels ? DType::Int64 : DTypeOf<T>::value).contiguous();
    if (isLabels) {
        std::ranges::copy(converted.template values<std::int64_t>(), there.known.begin());
    }
    void* const to = isLabels ? static_cast<void*>(there.labels.get()) : there.numbers.get();
    m_device->upload(to, converted.bytes().data(), converted.bytes().size());
}

template <class T>
void CudaExecutable<T>::doSetKnobs(const Knobs& knobs) {
    if (knobs == m_knobsThere) {
        return;
    }
    m_device->use();
    m_device->upload(m_knobs.get(), &knobs, sizeof knobs);
    m_knobsThere = knobs;
}

template <class T>
void CudaExecutable<T>::doSetDropoutGenerator(const Generator& generator) {
    m_generator = generator;
    if (!m_draws) {
        return;
    }
    std::array<std::uint32_t, kCudaGeneratorWords> words{};
    std::ranges::copy(generator.state().words, words.begin());
    words.back() = generator.state().next;
    m_device->use();
    m_device->upload(m_words.get(), words.data(), sizeof words);
}

template <class T>
Generator CudaExecutable<T>::doDropoutGenerator() const {
    if (!m_draws) {
        return m_generator;
    }
    std::array<std::uint32_t, kCudaGeneratorWords> words{};
    m_device->use();
    m_device->download(words.data(), m_words.get(), sizeof words);
    auto state = m_generator.state();
    std::copy_n(words.begin(), state.words.size(), state.words.begin());
    state.next = words.back();
    auto generator = m_generator;
    if (auto restored = generator.restore(state); !restored) {
        throw ErrorException(restored.error());
    }
    return generator;
}

template <class T>
void CudaExecutable<T>::doBindData() {
    m_device->use();
    m_data.bind(*m_device, boundData(), boundOrder(), program().options().batchSize);
}

template <class T>
bool CudaExecutable<T>::labelsFit() const {
    const auto fits = [this](const Entry& entry) {
        const auto classes = program().tensor(entry.inputs[0]).shape[1];
        const auto column = std::ranges::find(boundData(), entry.inputs[1], &BoundData::tensor);
        return column == boundData().end() || !firstBadTarget(column->rows.template values<std::int64_t>(), classes);
    };
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].readsClasses && !fits(program().entries()[i])) {
            return false;
        }
    }
    return true;
}

template <class T>
void CudaExecutable<T>::learnLabels(std::int64_t cursor, std::int64_t rows) {
    const auto order =
        boundOrder().template values<std::int64_t>().subspan(static_cast<std::size_t>(cursor), static_cast<std::size_t>(rows));
    for (const auto& column : boundData()) {
        if (column.rows.dtype() == DType::Int64) {
            const auto labels = column.rows.template values<std::int64_t>();
            std::ranges::transform(order, m_values[column.tensor.value - 1].known.begin(),
                                   [labels](std::int64_t row) { return labels[static_cast<std::size_t>(row)]; });
        }
    }
}

template <class T>
void CudaExecutable<T>::queueGather(std::int64_t rows) {
    for (const auto& column : m_data.columns()) {
        const auto& to = m_values[column.tensor.value - 1];
        const auto width = static_cast<std::size_t>(program().tensor(column.tensor).columns());
        if (column.labels.get() != nullptr) {
            cudaGather<std::int64_t>(*m_device, column.labels.get(), m_data.order(), m_data.place(), to.labels.get(),
                                     static_cast<std::size_t>(rows), width);
        } else {
            cudaGather<T>(*m_device, column.values.get(), m_data.order(), m_data.place(), to.numbers.get(), static_cast<std::size_t>(rows),
                          width);
        }
    }
}

template <class T>
void CudaExecutable<T>::doLoadBatch(std::int64_t cursor, std::int64_t rows) {
    m_device->use();
    learnLabels(cursor, rows);
    cudaSetPlace(*m_device, m_data.place(), {cursor, 0});
    queueGather(rows);
}

template <class T>
void CudaExecutable<T>::queueStep(std::int64_t rows) {
    queueGather(rows);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        queueEntry(m_steps[i], program().entries()[i], rows);
    }
    cudaEndStep<T>(*m_device, m_values[program().loss().value - 1].numbers.get(), m_data.losses(), m_data.place(), rows);
}

template <class T>
CudaSnapshot<T> CudaExecutable<T>::makeSnapshot() const {
    CudaSnapshot<T> snapshot;
    for (const auto& info : program().tensors()) {
        const auto& numbers = m_values[info.id.value - 1].numbers;
        if (belongsToState(info.role)) {
            snapshot.add(*m_device, numbers.get(), numbers.size());
        }
    }
    if (m_draws) {
        snapshot.add(*m_device, m_words.get(), m_words.size());
    }
    return snapshot;
}

template <class T>
SliceReport CudaExecutable<T>::doTrainSlice(std::int64_t cursor, std::int64_t steps, const std::stop_token& stop) {
    if (m_generation != m_data.generation()) {
        m_replay.forget();
        m_labelsFit = labelsFit();
        m_generation = m_data.generation();
    }
    if (!m_labelsFit) {
        return Executable::doTrainSlice(cursor, steps, stop);
    }
    SliceReport report;
    const auto batch = program().options().batchSize;
    const auto all = boundOrder().elements();
    const auto most = std::min(steps, (all - cursor + batch - 1) / batch);
    const auto rowsAt = [&](std::int64_t step) { return std::min(batch, all - cursor - step * batch); };
    m_device->use();
    while (report.steps < most && !stop.stop_requested()) {
        if (report.steps == 0) {
            if (most > 1) {
                if (!m_snapshot) {
                    m_snapshot = makeSnapshot();
                }
                m_snapshot->save(*m_device);
            }
            cudaSetPlace(*m_device, m_data.place(), {cursor, 0});
        }
        m_replay.step(*m_device, rowsAt(report.steps), [&] { queueStep(rowsAt(report.steps)); });
        ++report.steps;
    }
    if (report.steps == 0) {
        return report;
    }
    const auto count = static_cast<std::size_t>(report.steps);
    std::vector<T> losses(count);
    m_device->download(losses.data(), m_data.losses(), count * sizeof(T));
    const auto isBad = [](T loss) { return !std::isfinite(loss); };
    if (const auto bad = std::ranges::find_if(losses, isBad) - losses.begin(); bad + 1 < report.steps) {
        // Steps behind the one that should have been the last have run: once more from the start, up to that one.
        m_snapshot->restore(*m_device);
        return Executable::doTrainSlice(cursor, bad + 1, {});
    } else if (bad < report.steps) {
        report.nonFiniteStep = bad;
    }
    report.losses.assign(losses.begin(), losses.end());
    setRows(rowsAt(report.steps - 1));
    learnLabels(cursor + (report.steps - 1) * batch, rows());
    return report;
}

template class CudaExecutable<float>;
template class CudaExecutable<double>;

}  // namespace glassnet
