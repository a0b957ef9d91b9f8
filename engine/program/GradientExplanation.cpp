#include "engine/program/GradientExplanation.h"

#include <algorithm>

#include "engine/backend/UpdateFormulas.h"

namespace glassnet {

using Scene = ExplanationScene;

void explainPenalty(Scene& scene) {
    const auto weight = scene.input(1);
    const auto element = scene.out().element;
    scene.start(scene.value(scene.input(0), element));
    if (scene.attributes().hasMask && scene.at(scene.entry().inputs.back(), element) == 0.0) {
        return;
    }
    const auto rate = Scene::constant(scene.round(scene.knobs().penaltyRate), FactorRole::PenaltyRate);
    if (scene.attributes().penalty == Penalty::L2) {
        return scene.add({rate, scene.value(weight, element)});
    }
    const double sign = formulas::penaltySlope(scene.at(weight, element), Penalty::L1);
    scene.add({rate, {FactorRole::Sign, sign, weight, element, {}, 0}});
}

void explainGradientNorm(Scene& scene) {
    const auto& entry = scene.entry();
    const auto part = static_cast<std::size_t>(std::ranges::find(entry.outputs, scene.out().tensor) - entry.outputs.begin());
    if (part < entry.inputs.size()) {
        BlockedRunningSum sum(scene.dtype());
        const auto count = scene.program().tensor(entry.inputs[part]).shape.elements();
        for (std::int64_t i = 0; i < count; ++i) {
            const auto g = scene.value(entry.inputs[part], i);
            const double square = scene.round(g.value * g.value);
            sum.add(square);
            scene.addTo(sum.sum(), {g, g}, square);
        }
        return;
    }
    scene.out().form = ExplanationForm::Root;
    for (std::size_t k = 0; k < entry.inputs.size(); ++k) {
        scene.add({scene.value(entry.outputs[k], 0)});
    }
}

void explainClipByNorm(Scene& scene) {
    const auto norm = scene.input(1);
    const double value = scene.at(norm, 0);
    const double limit = scene.round(scene.knobs().clipLimit);
    const double coefficient = scene.isFloat()
                                   ? static_cast<double>(formulas::clipCoefficient(static_cast<float>(value), static_cast<float>(limit)))
                                   : formulas::clipCoefficient(value, limit);
    scene.product({scene.value(scene.input(0), scene.out().element), {FactorRole::ClipCoefficient, coefficient, norm, 0, {}, 0}});
}

void explainClipByValue(Scene& scene) {
    scene.out().form = ExplanationForm::Function;
    scene.addFormula(
        {scene.value(scene.input(0), scene.out().element), Scene::constant(scene.round(scene.knobs().clipLimit), FactorRole::ClipLimit)},
        scene.out().result);
}

}  // namespace glassnet
