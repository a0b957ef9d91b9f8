#include "engine/project/CarriedState.h"

#include <algorithm>

namespace glassnet {

namespace {

/// Whether the layer would draw other values now, its shape aside.
bool startsAnew(const NetworkSpec& before, const NetworkSpec& after, LayerId id) {
    const auto* was = before.find(id);
    const auto* is = after.find(id);
    const auto* a = was == nullptr ? nullptr : was->dense();
    const auto* b = is == nullptr ? nullptr : is->dense();
    return a != nullptr && b != nullptr && (a->weightStart != b->weightStart || a->biasStart != b->biasStart || a->seed != b->seed);
}

bool sameShapes(const TrainingState& a, const TrainingState& b) {
    return std::equal(a.tensors.begin(), a.tensors.end(), b.tensors.begin(), b.tensors.end(),
                      [](const auto& x, const auto& y) { return x.first == y.first && x.second.shape() == y.second.shape(); });
}

/// Input layers that draw their samples are data as well.
bool sameSamples(const NetworkSpec& a, const NetworkSpec& b) {
    const auto inputs = [](const NetworkSpec& network) {
        std::map<LayerId, InputSettings> found;
        for (const auto& layer : network.layers()) {
            if (const auto* input = std::get_if<InputSettings>(&layer.settings)) {
                found[layer.id] = *input;
            }
        }
        return found;
    };
    return inputs(a) == inputs(b);
}

NetworkSpec nameless(NetworkSpec network) {
    for (const auto& layer : std::vector<LayerSpec>(network.layers())) {
        auto* plain = network.find(layer.id);
        plain->name.clear();
        plain->unitNames.clear();
    }
    return network;
}

}  // namespace

bool sameProgram(const Project& a, const Project& b) {
    auto training = a.training;
    training.knobs = b.training.knobs;
    return training == b.training && nameless(a.network) == nameless(b.network) && sameData(a, b);
}

CarriedState carryState(const Project& before, const Project& after, const TrainingState& present, const TrainingState& presentStart,
                        const TrainingState& start, CarryMode mode) {
    if (mode == CarryMode::Redraw || before.training.seeds != after.training.seeds) {
        return {start, false};
    }
    CarriedState carried;
    carried.goesOn = sameShapes(present, start) && sameData(before, after) && sameSamples(before.network, after.network) &&
                     before.training.batches == after.training.batches && before.training.optimizer == after.training.optimizer;
    carried.state = carried.goesOn ? present : start;
    if (carried.goesOn) {
        carried.state.generator(GeneratorRole::Start) = start.generator(GeneratorRole::Start);
        carried.state.knobs = before.training.knobs == after.training.knobs ? present.knobs : after.training.knobs;
    }
    const bool untouchedStays = mode == CarryMode::KeepAll || present.step > 0;
    for (const auto& [key, drawn] : start.tensors) {
        const auto found = present.tensors.find(key);
        const bool fits = found != present.tensors.end() && found->second.shape() == drawn.shape();
        const auto first = presentStart.tensors.find(key);
        const bool touched = first == presentStart.tensors.end() || !fits || !bitEqual(found->second, first->second);
        const bool isOthers = key.slot > 0 && before.training.optimizer != after.training.optimizer;
        const bool stays = fits && !isOthers && !startsAnew(before.network, after.network, key.layer) && (touched || untouchedStays);
        carried.state.tensors[key] = stays ? found->second : drawn;
    }
    return carried;
}

}  // namespace glassnet
