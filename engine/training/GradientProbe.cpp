#include "engine/training/GradientProbe.h"

#include <algorithm>

#include "engine/program/Operations.h"

namespace glassnet {

GradientProbe::GradientProbe(const Trainer& trainer, const Backend& reference)
    : m_executable(reference.prepare(trainer.executable().sharedProgram(), Observed{})) {
    const auto& program = trainer.program();
    m_executable->setRows(trainer.executable().rows());
    for (const auto& tensor : program.tensors()) {
        const auto kept = trainer.stepStart().tensors.find(tensor.key);
        if (kept != trainer.stepStart().tensors.end()) {
            m_executable->write(tensor.id, kept->second);
        } else if (tensor.role == TensorRole::Input || tensor.role == TensorRole::Target || tensor.role == TensorRole::DropoutMask) {
            m_executable->write(tensor.id, trainer.executable().read(tensor.id));
        }
    }
    const auto forward = program.phaseBegin(Phase::Backward);
    for (std::size_t entry = 0; entry < forward; ++entry) {
        if (operationInfo(program.entries()[entry].op).stateful) {
            continue;
        }
        if (!m_pure.empty() && m_pure.back().second == entry) {
            m_pure.back().second = entry + 1;
        } else {
            m_pure.emplace_back(entry, entry + 1);
        }
    }
}

double GradientProbe::lossAt(TensorId parameter, std::int64_t element, double value) {
    const auto before = m_executable->read(parameter);
    auto nudged = before.clone();
    nudged.set(element, value);
    m_executable->write(parameter, nudged);
    for (const auto& [from, to] : m_pure) {
        m_executable->run(from, to);
    }
    m_executable->write(parameter, before);
    return m_executable->read(m_executable->program().loss()).item();
}

std::vector<GradientCheckItem> GradientProbe::check(const Trainer& trainer, TensorId parameter, std::int64_t most, double tolerance) {
    const auto gradient = trainer.program().gradientOf(parameter);
    const auto values = m_executable->read(parameter);
    return checkGradient(parameter, values, trainer.executable().read(gradient), 0, std::min(most, values.elements()), tolerance,
                         [this](TensorId id, std::int64_t element, double value) { return lossAt(id, element, value); });
}

}  // namespace glassnet
