#include "engine/training/LossProbe.h"

#include <algorithm>
#include <set>

#include "engine/program/Operations.h"
#include "engine/random/Distributions.h"

namespace glassnet {

LossProbe::LossProbe(const Trainer& trainer, const Backend& reference, ProbedValues values)
    : m_executable(reference.prepare(trainer.executable().sharedProgram(), Observed{})),
      m_stoppable(dynamic_cast<Stoppable*>(m_executable.get())) {
    const auto& program = trainer.program();
    m_executable->setRows(trainer.executable().rows());
    for (const auto& tensor : program.tensors()) {
        const auto kept = trainer.stepStart().tensors.find(tensor.key);
        const bool isParameter = tensor.role == TensorRole::Parameter;
        if (isParameter && values == ProbedValues::Present) {
            m_executable->write(tensor.id, trainer.executable().read(tensor.id));
        } else if (kept != trainer.stepStart().tensors.end()) {
            m_executable->write(tensor.id, kept->second);
        } else if (tensor.role == TensorRole::Input || tensor.role == TensorRole::Target) {
            m_executable->write(tensor.id, trainer.executable().read(tensor.id));
        }
        if (isParameter) {
            m_values.emplace(tensor.id, m_executable->read(tensor.id));
        }
    }
    writeMasks(trainer);
    m_pure.assign(program.size(), false);
    for (std::size_t entry = 0; entry < program.phaseBegin(Phase::Backward); ++entry) {
        m_pure[entry] = !operationInfo(program.entries()[entry].op).stateful;
    }
    m_stale = m_pure;
}

/// Masks that are not drawn yet are drawn here as the step will draw them: from a copy of its generator, in the program's own type.
void LossProbe::writeMasks(const Trainer& trainer) {
    const auto& program = trainer.program();
    auto generator = trainer.stepStart().generator(GeneratorRole::Dropout);
    for (std::size_t i = 0; i < program.size(); ++i) {
        const auto& entry = program.entries()[i];
        if (entry.op != Op::DrawMask) {
            continue;
        }
        const auto& info = program.tensor(entry.outputs[0]);
        const auto drawn =
            dropoutMask(generator, info.shapeFor(m_executable->rows()), entry.attributes.probability, program.options().dtype);
        m_executable->write(info.id, i < trainer.position() ? trainer.executable().read(info.id) : drawn);
    }
}

bool LossProbe::has(const ParameterElement& at) const {
    const auto found = m_values.find(at.parameter);
    return found != m_values.end() && at.element >= 0 && at.element < found->second.elements();
}

std::optional<double> LossProbe::lossWith(std::span<const Change> changes, const LookControl& control) {
    std::map<TensorId, Tensor> replaced;
    for (const auto& change : changes) {
        const auto [found, isNew] = replaced.try_emplace(change.at.parameter);
        if (isNew) {
            found->second = values(change.at.parameter).clone();
        }
        found->second.set(change.at.element, change.value);
    }
    return lossWithValues(replaced, control);
}

std::optional<double> LossProbe::lossWithValues(const std::map<TensorId, Tensor>& replaced, const LookControl& control) {
    for (const auto parameter : m_away) {
        if (!replaced.contains(parameter)) {
            m_executable->write(parameter, m_values.at(parameter));
        }
    }
    m_away.clear();
    auto due = m_stale;
    std::vector<bool> stale(m_stale.size(), false);
    for (const auto& [parameter, values] : replaced) {
        m_executable->write(parameter, values);
        m_away.push_back(parameter);
        const auto& reached = dependents(parameter);
        for (std::size_t i = 0; i < reached.size(); ++i) {
            stale[i] = stale[i] || reached[i];
            due[i] = due[i] || reached[i];
        }
    }
    if (!run(due, control)) {
        m_stale = m_pure;
        return std::nullopt;
    }
    m_stale = std::move(stale);
    return m_executable->read(m_executable->program().loss()).item();
}

std::optional<Tensor> LossProbe::gradient(TensorId parameter, const LookControl& control) {
    const auto gradient = m_executable->program().gradientOf(parameter);
    if (!gradient.valid() || !run(wayBack(parameter), control)) {
        return std::nullopt;
    }
    return m_executable->read(gradient);
}

/// The pure entries that read the parameter or, over any number of entries, what was made from it.
const std::vector<bool>& LossProbe::dependents(TensorId parameter) {
    const auto [found, isNew] = m_dependents.try_emplace(parameter, m_pure.size(), false);
    if (isNew) {
        const auto& entries = m_executable->program().entries();
        std::set<TensorId> reached{parameter};
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto& inputs = entries[i].inputs;
            if (m_pure[i] && std::any_of(inputs.begin(), inputs.end(), [&](TensorId id) { return reached.contains(id); })) {
                found->second[i] = true;
                reached.insert(entries[i].outputs.begin(), entries[i].outputs.end());
            }
        }
    }
    return found->second;
}

/// The backward entries that the parameter's gradient is made of.
const std::vector<bool>& LossProbe::wayBack(TensorId parameter) {
    const auto [found, isNew] = m_waysBack.try_emplace(parameter, m_pure.size(), false);
    if (isNew) {
        const auto& program = m_executable->program();
        std::set<TensorId> needed{program.gradientOf(parameter)};
        for (auto i = program.phaseBegin(Phase::Update); i-- > program.phaseBegin(Phase::Backward);) {
            const auto& entry = program.entries()[i];
            if (std::any_of(entry.outputs.begin(), entry.outputs.end(), [&](TensorId id) { return needed.contains(id); })) {
                found->second[i] = true;
                needed.insert(entry.inputs.begin(), entry.inputs.end());
            }
        }
    }
    return found->second;
}

bool LossProbe::run(const std::vector<bool>& entries, const LookControl& control) {
    const std::function<bool()> stop = [&control] { return control.isCancelled(); };
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i]) {
            continue;
        }
        if (m_stoppable != nullptr) {
            if (!m_stoppable->runUntil(i, i + 1, stop)) {
                return false;
            }
        } else if (stop()) {
            return false;
        } else {
            m_executable->run(i, i + 1);
        }
    }
    return true;
}

}  // namespace glassnet
