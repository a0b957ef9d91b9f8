#include "engine/network/Problems.h"
#include "ui/workbench/FocusedElement.h"
#include "ui/workbench/LayerCheck.h"
#include "ui/workbench/Session.h"

namespace glassnet::ui {

namespace {

/// Above this many parameters gradients are not checked on the side: it would cost more than a frame.
constexpr std::uint64_t kCheckedParameters = 4096;

}  // namespace

Explanation Session::explained(std::size_t entry, TensorId tensor, std::int64_t element) const {
    const auto& executable = m_trainer->executable();
    ExplanationSource source;
    source.read = [&](TensorId id) { return executable.read(id); };
    source.readBefore = [&](TensorId id) { return m_trainer->stepStart().tensors.at(m_trainer->program().tensor(id).key); };
    source.rows = executable.rows();
    source.knobs = m_trainer->knobs();
    return explain(m_trainer->program(), entry, tensor, element, source);
}

/// A tensor as it is to be shown: read once for each version. Of what the entry in hand changes in place (`numbers`, else null), the
/// numbers that are not shown yet are those of before.
Tensor Session::shownTensor(TensorId id, const EntryNumbers* numbers) const {
    const auto& executable = m_trainer->executable();
    auto& kept = m_read[id];
    const bool isKept = kept.device == m_trainer->devices() && kept.version == executable.version(id);
    if (kept.values.elements() == 0 || !isKept) {
        kept = {m_trainer->devices(), executable.version(id), executable.read(id)};
    }
    const auto& info = m_trainer->program().tensor(id);
    if (numbers == nullptr || isMadeByEntries(info.role) || !numbers->indexOf({id, 0}).has_value()) {
        return kept.values;
    }
    auto mixed = m_trainer->stepStart().tensors.at(info.key).clone();
    for (std::int64_t element = 0; element < mixed.elements(); ++element) {
        if (*numbers->indexOf({id, element}) < m_part->numbers) {
            mixed.set(element, kept.values.at(element));
        }
    }
    return mixed;
}

TrainingState Session::stateOf(const std::function<bool(const TensorInfo&)>& isWanted) const {
    const bool isAhead = m_trainer->isAhead();
    auto state = isAhead ? m_trainer->knownState() : m_trainer->stepStart();
    if (isAhead) {
        state.tensors.clear();
        for (const auto& tensor : m_trainer->program().tensors()) {
            if (belongsToState(tensor.role) && isWanted(tensor)) {
                state.tensors.emplace(tensor.key, shownTensor(tensor.id, nullptr));
            }
        }
    }
    return state;
}

TrainingState Session::learned() const {
    return stateOf(
        [](const TensorInfo& tensor) { return tensor.role == TensorRole::Parameter || tensor.role == TensorRole::RunningStatistic; });
}

NumberRef Session::numberInHand(std::int64_t sample) const {
    return numbersInHand().at(m_part->terms > 0 ? m_part->numbers : m_part->numbers - 1, sample);
}

Selection Session::alongWith(Selection selection) const {
    const auto& program = m_trainer->program();
    if (m_trainer->position() == 0) {
        return selection;
    }
    const auto layer = program.tensor(program.entries()[m_trainer->position() - 1].outputs[0]).layer;
    if (selection.layer != layer) {
        selection.layer = layer;
        selection.unit = 0;
        selection.parameter.reset();
    } else if (!selection.unit.has_value()) {
        selection.unit = 0;
    }
    if (m_part.has_value()) {
        const auto focus = numberInHand(selection.sample);
        const auto& info = program.tensor(focus.tensor);
        selection.unit = focus.element % info.columns();
        const auto parameter = info.role == TensorRole::Parameter ? info.id : info.gradientOf;
        const bool isParameters = parameter.valid() && program.tensor(parameter).role == TensorRole::Parameter;
        selection.parameter = isParameters ? std::optional(ElementRef{parameter, focus.element}) : std::nullopt;
    }
    return selection;
}

SnapshotPtr Session::snapshot(const Selection& selection, bool withGradientCheck, const std::optional<Selection>& followed) const {
    auto shot = std::make_shared<Snapshot>();
    const auto& program = m_trainer->program();
    const auto& executable = m_trainer->executable();
    const bool isAhead = m_trainer->isAhead();
    const auto isShown = [&](const TensorInfo& tensor) { return !isAhead || m_shown->contains(tensor.id); };
    shot->stepStart = std::make_shared<const TrainingState>(stateOf(isShown));
    const auto& state = *shot->stepStart;
    shot->shown = m_shown;
    shot->number = ++m_snapshots;
    shot->network = m_network;
    shot->program = executable.sharedProgram();
    shot->position = m_trainer->position();
    shot->direction = m_trainer->cursor().direction();
    shot->part = m_part;
    shot->followed = followed;
    shot->numbers = m_part.has_value() ? std::make_shared<const EntryNumbers>(numbersInHand()) : nullptr;
    shot->step = state.step;
    shot->epoch = state.epoch;
    shot->rows = executable.rows();
    shot->batchSize = program.options().batchSize;
    shot->dataRows = m_trainer->data().rows();
    shot->batchRows = m_trainer->batchRows();
    shot->batchStart = state.cursor;
    shot->time = std::make_shared<const TimeFacts>(
        TimeFacts{m_timeline->branches(), m_timeline->branch(), m_timeline->bytes(), m_timeline->budget()});
    shot->seeds = state.seeds;
    shot->knobs = m_trainer->knobs();
    shot->baseLearningRate = state.knobs.learningRate;
    shot->start = m_start;
    for (const auto& tensor : program.tensors()) {
        if (isComputed(program, tensor.id, shot->position) && isShown(tensor)) {
            shot->values.emplace_hint(shot->values.end(), tensor.id, shownTensor(tensor.id, shot->numbers.get()));
        }
    }
    if (const auto* entry = shot->current()) {
        const auto index = shot->position - 1;
        NumberRef focus{entry->outputs[0], focusedElement(program, *entry, selection, shot->rows)};
        if (m_part.has_value()) {
            focus = numberInHand(selection.sample);
        }
        const auto element = focus.element;
        shot->explanation = explained(index, focus.tensor, element);
        // f(z): the terms of z belong to the same sentence.
        const auto before = entry->op == Op::Activate ? program.producer(entry->inputs[0]) : std::nullopt;
        if (before.has_value() && program.entries()[*before].op == Op::Affine) {
            shot->inner = explained(*before, entry->inputs[0], element);
        }
    }
    if (withGradientCheck && parameterCount(*m_network) <= kCheckedParameters) {
        shot->gradientCheck = checkLayer(*m_trainer, *m_reference, selection.layer);
    }
    return shot;
}

}  // namespace glassnet::ui
