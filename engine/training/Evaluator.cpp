#include "engine/training/Evaluator.h"

#include <algorithm>

#include "engine/program/Compiler.h"

namespace glassnet {

Result<Evaluator> Evaluator::create(const NetworkSpec& network, const Backend& backend, std::int64_t chunk) {
    CompileOptions options;
    options.batchSize = std::max<std::int64_t>(chunk, 1);
    options.training = false;
    auto program = compile(network, options);
    if (!program) {
        return tl::unexpected<Error>(program.error());
    }
    return Evaluator(backend.prepare(std::make_shared<const Program>(std::move(*program)), Observed{}));
}

Evaluator::Evaluator(std::unique_ptr<Executable> executable) : m_executable(std::move(executable)) {
    const auto& entries = program().entries();
    const auto isLoss = [](const Entry& entry) { return entry.op == Op::Loss; };
    m_lossBegin = static_cast<std::size_t>(std::find_if(entries.begin(), entries.end(), isLoss) - entries.begin());
    for (const auto& tensor : program().tensors()) {
        m_rowCost += tensor.role == TensorRole::Parameter ? tensor.shape.elements() : tensor.perSample ? tensor.columns() : 0;
    }
}

void Evaluator::setState(const TrainingState& state) {
    for (const auto& tensor : program().tensors()) {
        const bool isKept = tensor.role == TensorRole::Parameter || tensor.role == TensorRole::RunningStatistic;
        const auto found = isKept ? state.tensors.find(tensor.key) : state.tensors.end();
        if (found != state.tensors.end()) {
            m_executable->write(tensor.id, found->second);
        }
    }
}

bool Evaluator::run(const TrainingData& data, const Visitor& visit, const LookControl& control) {
    const auto& bound = program();
    const bool hasTargets = std::all_of(bound.targets().begin(), bound.targets().end(),
                                        [&](const DataBinding& target) { return data.targets.contains(target.layer); });
    const auto end = hasTargets ? bound.size() : m_lossBegin;
    const auto rows = data.rows();
    for (std::int64_t begin = 0; begin < rows; begin += bound.options().batchSize) {
        if (control.isCancelled()) {
            return false;
        }
        const auto count = std::min(bound.options().batchSize, rows - begin);
        m_executable->setRows(count);
        for (const auto& input : bound.inputs()) {
            m_executable->write(input.tensor, data.inputs.at(input.layer).narrow(0, begin, count));
        }
        if (hasTargets) {
            for (const auto& target : bound.targets()) {
                m_executable->write(target.tensor, data.targets.at(target.layer).narrow(0, begin, count));
            }
        }
        m_executable->run(0, end);
        visit(begin, *m_executable);
        control.tell(begin + count, rows);
    }
    return true;
}

}  // namespace glassnet
