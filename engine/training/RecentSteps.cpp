#include "engine/training/RecentSteps.h"

#include <algorithm>

namespace glassnet {

namespace {

/// Fills in which numbers are kept.
void chooseElements(RecentSteps& recent, const Program& program, LayerId layer) {
    std::int64_t all = 0;
    for (const auto& parameter : program.parameters()) {
        all += parameter.gradient.valid() ? program.tensor(parameter.value).shape.elements() : 0;
    }
    if (all > RecentSteps::kMostElements) {
        recent.onlyLayer = layer;
    }
    for (const auto& parameter : program.parameters()) {
        const auto& info = program.tensor(parameter.value);
        if (!parameter.gradient.valid() || (recent.onlyLayer.has_value() && info.layer != layer)) {
            continue;
        }
        const auto room = RecentSteps::kMostElements - static_cast<std::int64_t>(recent.elements.size());
        const auto fits = std::min(room, info.shape.elements());
        for (std::int64_t i = 0; i < fits; ++i) {
            recent.elements.push_back({info.id, i});
        }
        recent.leftOut += info.shape.elements() - fits;
    }
}

/// The step that `trainer` stands in, from its start values.
RecentStep stepInHand(const Trainer& trainer, const RecentSteps& recent) {
    const auto& program = trainer.program();
    RecentStep step{trainer.stepStart().step, std::nullopt, {}, {}};
    const bool hasGradients = trainer.position() >= program.phaseBegin(Phase::Update);
    TensorId at;
    Tensor gradients;
    for (const auto& [parameter, element] : recent.elements) {
        step.values.push_back(trainer.stepStart().tensors.at(program.tensor(parameter).key).at(element));
        if (hasGradients && parameter != at) {
            at = parameter;
            const auto gradient = program.gradientOf(parameter);
            gradients = gradient.valid() ? trainer.executable().read(gradient) : Tensor::zeros(program.tensor(parameter).shape);
        }
        if (hasGradients) {
            step.gradients.push_back(gradients.at(element));
        }
    }
    if (program.loss().valid() && isComputed(program, program.loss(), trainer.position())) {
        step.loss = trainer.executable().read(program.loss()).item();
    }
    return step;
}

void walk(RecentSteps& recent, const Timeline& timeline, const Trainer& trainer, const Backend& backend, std::int64_t count,
          const LookControl& control) {
    if (recent.elements.empty()) {
        recent.outcome = LookOutcome::NothingTrains;
        return;
    }
    const auto present = trainer.stepStart().step;
    const auto first = std::max(timeline.checkpoints().front(), present - count);
    if (first < present) {
        Trainer walker(trainer.executable().sharedProgram(), backend, trainer.data(), trainer.plan(), trainer.stepStart());
        if (!timeline.prepare(walker, first, control.cancelled)) {
            recent.outcome = LookOutcome::Cancelled;
            return;
        }
        while (walker.stepStart().step < present) {
            if (control.isCancelled()) {
                recent.outcome = LookOutcome::Cancelled;
                return;
            }
            walker.moveTo(walker.program().phaseBegin(Phase::Update));
            recent.steps.push_back(stepInHand(walker, recent));
            walker.moveTo(walker.program().size());
            walker.finishStep();
            timeline.repeatEvents(walker, walker.stepStart().step);
            control.tell(static_cast<std::int64_t>(recent.steps.size()), present - first);
        }
    }
    recent.steps.push_back(stepInHand(trainer, recent));
}

}  // namespace

RecentSteps recentSteps(const Timeline& timeline, const Trainer& trainer, const Backend& backend, std::int64_t count,
                        std::vector<ParameterElement> elements, const LookControl& control) {
    RecentSteps recent;
    recent.elements = std::move(elements);
    walk(recent, timeline, trainer, backend, count, control);
    return recent;
}

RecentSteps recentSteps(const Timeline& timeline, const Trainer& trainer, const Backend& backend, std::int64_t count, LayerId layer,
                        const LookControl& control) {
    RecentSteps recent;
    chooseElements(recent, trainer.program(), layer);
    walk(recent, timeline, trainer, backend, count, control);
    return recent;
}

}  // namespace glassnet
