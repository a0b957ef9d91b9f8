#include "tests/ui/stepping/SteppingScene.h"

#include <algorithm>
#include <stdexcept>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/program/Explanation.h"

namespace glassnet::test {

NetworkSpec lessonNetwork() {
    NetworkSpec network;
    const Initializer normal{InitializerKind::Normal, 0.0, 1.0};
    InputSettings input;
    input.units = 3;
    input.drawnRows = 1;
    DenseSettings hidden;
    hidden.units = 2;
    hidden.activation.kind = Activation::Sigmoid;
    hidden.weightStart = normal;
    hidden.biasStart = normal;
    OutputSettings output;
    output.dense = hidden;
    output.dense.units = 1;
    const auto x = network.addLayer("Input", input);
    const auto h = network.addLayer("Dense 1", hidden);
    const auto y = network.addLayer("Output", output);
    network.addLink(x, h);
    network.addLink(h, y);
    network.setDrawOrder(lessonDrawOrder(network));
    return network;
}

SteppingScene SteppingScene::lesson() { return SteppingScene(lessonNetwork()); }

SteppingScene::SteppingScene(const NetworkSpec& network, std::int64_t rows, CompileOptions options, const Knobs& knobs)
    : m_network(std::make_shared<NetworkSpec>(network)), m_rows(rows), m_knobs(knobs) {
    options.batchSize = rows;
    auto compiled = compile(network, options);
    if (!compiled) {
        throw std::runtime_error("the network does not compile");
    }
    m_program = std::make_shared<Program>(std::move(*compiled));
    const Start start = drawStart(network, {7, 7, 7}, knobs, options.optimizer, nullptr);
    for (const TensorInfo& info : m_program->tensors()) {
        if (info.key.role != StateRole::None) {
            m_start.emplace(info.id, start.state.tensors.at(info.key));
        }
    }
    for (const DataBinding& input : m_program->inputs()) {
        const auto drawn = start.samples.find(input.layer);
        m_start.emplace(input.tensor,
                        drawn != start.samples.end() ? drawn->second : Tensor::full(m_program->tensor(input.tensor).shape, 0.5));
    }
    for (const DataBinding& target : m_program->targets()) {
        const TensorInfo& info = m_program->tensor(target.tensor);
        m_start.emplace(target.tensor, Tensor::full(info.shape, 1.0, info.dtype));
    }
}

ui::SnapshotPtr SteppingScene::at(std::size_t position, std::optional<std::int64_t> element, std::size_t output) const {
    const auto executable = CpuBackend().prepare(m_program, Observed{});
    executable->setRows(m_rows);
    executable->setKnobs(m_knobs);
    executable->setDropoutGenerator(Generator(7));
    for (const auto& [id, values] : m_start) {
        executable->write(id, values);
    }
    executable->run(0, position);
    auto snapshot = std::make_shared<ui::Snapshot>();
    snapshot->network = m_network;
    snapshot->program = m_program;
    snapshot->position = position;
    snapshot->rows = m_rows;
    snapshot->knobs = m_knobs;
    for (const TensorInfo& info : m_program->tensors()) {
        if (isComputed(*m_program, info.id, position)) {
            snapshot->values.emplace(info.id, executable->read(info.id));
        }
    }
    if (element) {
        const auto read = [&](TensorId id) { return executable->read(id); };
        const auto before = [&](TensorId id) { return m_start.at(id); };
        const ExplanationSource source{read, before, m_rows, m_knobs};
        const Entry& entry = m_program->entries().at(position - 1);
        snapshot->explanation = explain(*m_program, position - 1, entry.outputs.at(output), *element, source);
        if (entry.op == Op::Activate && snapshot->explanation->form == ExplanationForm::Function) {
            const TensorId z = entry.inputs.at(0);
            snapshot->inner = explain(*m_program, m_program->producer(z).value(), z, *element, source);
        }
    }
    return snapshot;
}

ui::SnapshotPtr SteppingScene::partly(std::size_t position, const EntryPart& part) const {
    const EntryNumbers numbers(*m_program, position - 1, m_rows, m_knobs);
    const NumberRef inHand = numbers.at(part.terms > 0 ? part.numbers : part.numbers - 1, 0);
    const auto& outputs = m_program->entries().at(position - 1).outputs;
    const auto output = std::find(outputs.begin(), outputs.end(), inHand.tensor) - outputs.begin();
    auto snapshot = std::make_shared<ui::Snapshot>(*at(position, inHand.element, static_cast<std::size_t>(output)));
    snapshot->part = part;
    snapshot->numbers = std::make_shared<const EntryNumbers>(numbers);
    return snapshot;
}

}  // namespace glassnet::test
