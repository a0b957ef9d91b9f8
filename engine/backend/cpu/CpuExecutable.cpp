#include "engine/backend/cpu/CpuExecutable.h"

#include <algorithm>
#include <utility>

#include "engine/backend/ClassTargets.h"

namespace glassnet {

namespace {

template <class T>
CpuAttributes<T> convert(const Attributes& from) {
    CpuAttributes<T> to;
    to.activation = from.activation.kind;
    to.activationParameters = {static_cast<T>(from.activation.parameters[0]), static_cast<T>(from.activation.parameters[1])};
    to.loss = from.loss.kind;
    to.lossParameter = static_cast<T>(from.loss.parameters[0]);
    to.meanOfElements = lossInfo(from.loss.kind).mean == LossMean::Elements;
    to.fromLogits = from.fromLogits;
    to.fromProbability = from.fromProbability;
    to.hasBias = from.hasBias;
    to.hasMask = from.hasMask;
    to.rows = from.rows;
    to.constantMoments = from.constantMoments;
    to.optimizer = from.optimizer;
    to.penalty = from.penalty;
    to.sources = static_cast<std::size_t>(from.sources);
    to.offset = static_cast<std::size_t>(from.offset);
    to.epsilon = static_cast<T>(from.epsilon);
    to.momentum = static_cast<T>(from.momentum);
    to.oneMinusMomentum = static_cast<T>(1.0 - from.momentum);
    return to;
}

/// Copies the rows that `order` names.
template <class U>
void gather(const Tensor& from, Tensor& to, std::span<const std::int64_t> order) {
    const auto source = from.values<U>();
    const auto target = to.values<U>();
    const auto width = target.size() / static_cast<std::size_t>(to.size(0));
    for (std::size_t n = 0; n < order.size(); ++n) {
        std::copy_n(source.data() + static_cast<std::size_t>(order[n]) * width, width, target.data() + n * width);
    }
}

}  // namespace

template <class T>
CpuExecutable<T>::CpuExecutable(std::shared_ptr<const Program> program, const CpuKernels<T>& kernels) : Executable(std::move(program)) {
    const auto& plan = this->program();
    for (const auto& info : plan.tensors()) {
        m_tensors.push_back(Tensor::zeros(info.shape, info.dtype == DType::Int64 ? DType::Int64 : DTypeOf<T>::value));
    }
    for (const auto& constant : plan.constants()) {
        doWrite(constant.tensor, constant.values);
    }
    std::size_t scratch = 0;
    for (const auto& entry : plan.entries()) {
        m_steps.push_back(makeStep(entry, kernels));
        const auto& step = m_steps.back();
        if (entry.op == Op::Affine && entry.attributes.hasMask) {
            const auto& weight = step.inputs[step.attributes.sources];
            scratch = std::max(scratch, weight.rows * weight.columns);
        } else if (entry.op == Op::InputGradient) {
            scratch = std::max(scratch, step.inputs[0].columns * step.outputs[0].columns);
        }
    }
    m_scratch.resize(scratch);
}

template <class T>
CpuOperand<T> CpuExecutable<T>::operand(TensorId id) {
    auto& tensor = m_tensors[id.value - 1];
    CpuOperand<T> result;
    result.rows = tensor.rank() > 0 ? static_cast<std::size_t>(tensor.size(0)) : 1;
    result.columns = tensor.rank() > 1 ? static_cast<std::size_t>(tensor.size(1)) : 1;
    if (tensor.dtype() == DType::Int64) {
        result.labels = tensor.values<std::int64_t>().data();
    } else {
        result.values = tensor.values<T>().data();
    }
    return result;
}

template <class T>
std::vector<CpuOperand<T>> CpuExecutable<T>::operands(const std::vector<TensorId>& ids) {
    std::vector<CpuOperand<T>> result;
    for (const auto id : ids) {
        result.push_back(operand(id));
    }
    return result;
}

template <class T>
typename CpuExecutable<T>::Step CpuExecutable<T>::makeStep(const Entry& entry, const CpuKernels<T>& kernels) {
    Step step;
    step.kernel = kernels.byOp[static_cast<std::size_t>(entry.op)];
    step.inputs = operands(entry.inputs);
    step.outputs = operands(entry.outputs);
    step.attributes = convert<T>(entry.attributes);
    for (const auto weight : entry.attributes.weights) {
        step.weights.push_back(static_cast<T>(weight));
    }
    for (const auto& [unit, value] : entry.attributes.held) {
        step.held.push_back({static_cast<std::size_t>(unit), static_cast<T>(value)});
    }
    step.probability = entry.attributes.probability;
    step.readsClasses = (entry.op == Op::Loss || entry.op == Op::LossGradient) && step.inputs[1].labels != nullptr;
    return step;
}

template <class T>
void CpuExecutable<T>::doRun(std::size_t from, std::size_t to) {
    const auto samples = static_cast<std::size_t>(rows());
    for (std::size_t i = from; i < to; ++i) {
        const auto& step = m_steps[i];
        if (step.kernel == nullptr) {
            drawMask(step);
            continue;
        }
        if (step.readsClasses) {
            checkClassTargets(program(), program().entries()[i], {step.inputs[1].labels, samples});
        }
        CpuAttributes<T> attributes = step.attributes;
        attributes.weights = step.weights.data();
        attributes.held = step.held.data();
        attributes.heldCount = step.held.size();
        step.kernel({step.inputs.data(), step.inputs.size(), step.outputs.data(), &attributes, &knobs(), m_scratch.data(), samples});
    }
}

/// The draws of dropoutMask (engine/random/Distributions.h), into the buffer.
template <class T>
void CpuExecutable<T>::drawMask(const Step& step) {
    const auto& mask = step.outputs[0];
    const auto count = static_cast<std::size_t>(rows()) * mask.columns;
    const double kept = 1.0 - step.probability;
    if (step.probability == 0.0 || step.probability == 1.0) {
        std::fill_n(mask.values, count, static_cast<T>(kept));
        return;
    }
    const T scale = T(1) / static_cast<T>(kept);
    for (std::size_t i = 0; i < count; ++i) {
        mask.values[i] = m_generator.nextDouble() < kept ? scale : T(0);
    }
}

template <class T>
Tensor CpuExecutable<T>::doRead(TensorId id) const {
    const auto& tensor = m_tensors[id.value - 1];
    return program().tensor(id).perSample ? tensor.narrow(0, 0, rows()).clone() : tensor.clone();
}

template <class T>
void CpuExecutable<T>::doWrite(TensorId id, const Tensor& values) {
    auto& tensor = m_tensors[id.value - 1];
    const auto converted = values.to(tensor.dtype()).contiguous();
    if (tensor.dtype() == DType::Int64) {
        std::ranges::copy(converted.template values<std::int64_t>(), tensor.values<std::int64_t>().begin());
    } else {
        std::ranges::copy(converted.template values<T>(), tensor.values<T>().begin());
    }
}

template <class T>
void CpuExecutable<T>::doLoadBatch(std::int64_t cursor, std::int64_t rows) {
    const auto order =
        boundOrder().template values<std::int64_t>().subspan(static_cast<std::size_t>(cursor), static_cast<std::size_t>(rows));
    for (const auto& column : boundData()) {
        auto& tensor = m_tensors[column.tensor.value - 1];
        if (tensor.dtype() == DType::Int64) {
            gather<std::int64_t>(column.rows, tensor, order);
        } else {
            gather<T>(column.rows, tensor, order);
        }
    }
}

template <class T>
double CpuExecutable<T>::doLoss() const {
    return m_tensors[program().loss().value - 1].at(0);
}

template class CpuExecutable<float>;
template class CpuExecutable<double>;

}  // namespace glassnet
