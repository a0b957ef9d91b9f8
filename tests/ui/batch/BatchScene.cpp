#include "tests/ui/batch/BatchScene.h"

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"

namespace glassnet::test {

BatchScene::BatchScene(const NetworkSpec& network, const TrainingData& data, std::int64_t batchSize, bool shuffle)
    : m_network(std::make_shared<NetworkSpec>(network)) {
    CompileOptions options;
    options.batchSize = batchSize;
    m_trainer = std::make_unique<Trainer>(std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), data,
                                          BatchPlan{batchSize, shuffle}, drawStart(network, {7, 7, 7}, Knobs{}, options.optimizer).state);
}

BatchScene BatchScene::small() {
    const auto network = chain({2, 3, 1}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    TrainingData data;
    auto x = Tensor::zeros({35, 2});
    auto y = Tensor::zeros({35, 1});
    for (std::int64_t row = 0; row < 35; ++row) {
        x.set({row, 0}, 0.1 * static_cast<double>(row) - 1.5);
        x.set({row, 1}, 1.0 - 0.2 * static_cast<double>(row % 7));
        y.set(row, row % 3 == 0 ? 1.0 : -0.5);
    }
    data.inputs[network.layers().front().id] = x;
    data.targets[network.layers().back().id] = y;
    return {network, data, 10};
}

std::shared_ptr<ui::Snapshot> BatchScene::shot(std::optional<ui::ElementRef> focus, std::optional<EntryPart> part) const {
    auto shot = std::make_shared<ui::Snapshot>();
    const auto& executable = m_trainer->executable();
    shot->network = m_network;
    shot->program = executable.sharedProgram();
    shot->position = m_trainer->position();
    shot->step = m_trainer->stepStart().step;
    shot->rows = executable.rows();
    shot->batchSize = program().options().batchSize;
    shot->dataRows = m_trainer->data().rows();
    shot->batchRows = m_trainer->batchRows();
    shot->batchStart = m_trainer->stepStart().cursor;
    shot->part = part;
    if (part) {
        shot->numbers = std::make_shared<const EntryNumbers>(program(), shot->position - 1, shot->rows);
    }
    for (const auto& info : program().tensors()) {
        if (isComputed(program(), info.id, shot->position)) {
            shot->values.emplace(info.id, executable.read(info.id));
        }
    }
    if (focus) {
        ExplanationSource source;
        source.read = [&executable](TensorId id) { return executable.read(id); };
        source.readBefore = [this](TensorId id) { return m_trainer->stepStart().tensors.at(program().tensor(id).key); };
        source.rows = shot->rows;
        shot->explanation = explain(program(), shot->position - 1, focus->tensor, focus->element, source);
    }
    return shot;
}

}  // namespace glassnet::test
