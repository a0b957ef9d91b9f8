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

/// Parameters and running statistics: what an optimizer keeps beside them is its own.
bool sameShapes(const TrainingState& a, const TrainingState& b) {
    const auto shapes = [](const TrainingState& state) {
        std::map<StateKey, Shape> found;
        for (const auto& [key, values] : state.tensors) {
            if (key.slot == 0) {
                found.emplace(key, values.shape());
            }
        }
        return found;
    };
    return shapes(a) == shapes(b);
}

/// The epoch in hand goes on in other batches. Where they would leave one sample over, which a batch norm cannot work on, or the rule of
/// the order is another, the next epoch begins.
void goOnInBatches(TrainingState& state, const BatchPlan& before, const BatchPlan& after) {
    const auto left = state.order.elements() - state.cursor;
    const bool leavesOne = state.cursor > 0 && after.batchSize > 1 && left % after.batchSize == 1;
    if (leavesOne || before.shuffle != after.shuffle) {
        state.epoch += state.cursor > 0 ? 1 : 0;
        state.cursor = 0;
        state.order = Tensor::from<std::int64_t>({}, Shape{0});
    }
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

bool sameNetwork(const NetworkSpec& a, const NetworkSpec& b) { return nameless(a) == nameless(b); }

bool sameProgram(const Project& a, const Project& b) {
    auto training = a.training;
    training.knobs = b.training.knobs;
    return training == b.training && sameNetwork(a.network, b.network) && sameData(a, b);
}

CarriedState carryState(const Project& before, const Project& after, const TrainingState& present, const TrainingState& presentStart,
                        const TrainingState& start, CarryMode mode) {
    if (mode == CarryMode::Redraw || before.training.seeds != after.training.seeds) {
        return {start, false};
    }
    CarriedState carried;
    // At step 0 nothing is to go on: what a fresh start draws is drawn.
    const bool learnsAlike = before.training.batches == after.training.batches && before.training.optimizer == after.training.optimizer;
    carried.goesOn = sameShapes(present, start) && sameData(before, after) && sameSamples(before.network, after.network) &&
                     (learnsAlike || present.step > 0);
    carried.state = carried.goesOn ? present : start;
    if (carried.goesOn) {
        carried.state.generator(GeneratorRole::Start) = start.generator(GeneratorRole::Start);
        carried.state.knobs = before.training.knobs == after.training.knobs ? present.knobs : after.training.knobs;
        goOnInBatches(carried.state, before.training.batches, after.training.batches);
        carried.state.tensors.clear();
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
