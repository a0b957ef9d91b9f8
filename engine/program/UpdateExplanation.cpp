#include "engine/program/UpdateExplanation.h"

#include <algorithm>

#include "engine/program/Optimizers.h"

namespace glassnet {

namespace {

using Scene = ExplanationScene;

Factor knob(Scene& scene, double value, FactorRole role) { return Scene::constant(scene.round(value), role); }

/// The gradient with the weight decay, and with Nesterov's momentum the new buffer once more: one number, taken first where it is a sum.
Factor direction(Scene& scene, bool nesterov) {
    const auto& knobs = scene.knobs();
    const auto weight = scene.entry().outputs[0];
    const auto element = scene.out().element;
    const auto gradient = scene.value(scene.input(0), element);
    if (knobs.weightDecay == 0.0 && !nesterov) {
        return gradient;
    }
    scene.start(gradient);
    if (knobs.weightDecay != 0.0) {
        scene.add({knob(scene, knobs.weightDecay, FactorRole::WeightDecay),
                   {FactorRole::Value, scene.before(weight, element), weight, element, {}, 0}});
    }
    if (nesterov) {
        scene.add({knob(scene, knobs.momentum, FactorRole::Momentum), scene.value(scene.entry().outputs[1], element)});
    }
    return scene.bracket();
}

/// What the optimizer keeps: the number of steps, or the momentum buffer, which the first step fills.
void explainKept(Scene& scene, bool isCount, const Factor& old) {
    const auto& knobs = scene.knobs();
    if (isCount) {
        scene.start(old);
        if (knobs.momentum != 0.0) {
            scene.add({Scene::constant(1.0)});
        }
        return;
    }
    if (knobs.momentum == 0.0) {
        return scene.start(old);
    }
    const auto fresh = direction(scene, false);
    if (scene.before(scene.entry().outputs[2], 0) == 0.0) {
        return scene.start(fresh);
    }
    scene.add({knob(scene, knobs.momentum, FactorRole::Momentum), old});
    if (knobs.dampening == 0.0) {
        return scene.add({fresh});
    }
    scene.add({knob(scene, 1.0 - knobs.dampening, FactorRole::Undampened), fresh});
}

}  // namespace

// With momentum the new buffer is what eta multiplies, and it holds the gradient and the weight decay; Nesterov's rule adds both once more.
void explainUpdate(Scene& scene) {
    const auto& outputs = scene.entry().outputs;
    const auto element = scene.out().element;
    const auto tensor = scene.out().tensor;
    const auto place = std::find(outputs.begin(), outputs.end(), tensor) - outputs.begin();
    const auto kept = optimizerInfo(scene.attributes().optimizer).kept;
    const bool isCount = place > 0 && kept[static_cast<std::size_t>(place - 1)].scalar;
    const Factor old{FactorRole::Value, scene.before(tensor, element), tensor, element, {}, 0};
    if (scene.attributes().hasMask && !isCount && scene.at(scene.entry().inputs.back(), element) == 0.0) {
        return scene.start(old);
    }
    if (place > 0) {
        return explainKept(scene, isCount, old);
    }
    const auto& knobs = scene.knobs();
    const bool buffered = knobs.momentum != 0.0 && outputs.size() > 1;
    const auto step = buffered && !knobs.nesterov ? scene.value(outputs[1], element) : direction(scene, buffered);
    scene.start(old);
    scene.add({knob(scene, -knobs.learningRate, FactorRole::LearningRate), step});
}

}  // namespace glassnet
