#include "tests/support/RandomNetworks.h"

#include <algorithm>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/network/Clamps.h"
#include "engine/network/LossForm.h"
#include "engine/program/Compiler.h"
#include "engine/random/Distributions.h"

namespace glassnet::test {

namespace {

/// Grows a network layer by layer.
class Grower {
public:
    Grower(Generator& generator, const RandomKinds& kinds) : m_generator(generator), m_kinds(kinds) {}

    NetworkSpec run() {
        for (std::int64_t i = 0; i <= pick(2); ++i) {
            m_sources.push_back(m_network.addLayer("Input", InputSettings{.units = 1 + pick(4)}));
        }
        // Norms and joins need something behind the inputs.
        addDense();
        for (std::int64_t i = pick(5); i > 0; --i) {
            (this->*kMakers[static_cast<std::size_t>(pick(kMakers.size()))])();
        }
        LayerId output;
        for (std::int64_t i = 0; i <= pick(2); ++i) {
            output = addOutput();
        }
        for (const auto id : m_sources) {
            if (m_network.outgoing(id).empty()) {
                m_network.addLink(id, output);
            }
        }
        if (m_kinds.cuts) {
            cutSome();
        }
        if (m_kinds.clamps) {
            holdSome();
        }
        return std::move(m_network);
    }

private:
    using Maker = void (Grower::*)();

    std::int64_t pick(std::size_t below) { return static_cast<std::int64_t>(m_generator.next32() % below); }
    bool chance(std::size_t oneIn) { return pick(oneIn) == 0; }
    LayerId anySource() { return m_sources[static_cast<std::size_t>(pick(m_sources.size()))]; }

    DenseSettings dense(std::int64_t units) {
        DenseSettings settings;
        settings.units = units;
        settings.activation = defaultSpec(activations()[static_cast<std::size_t>(pick(activations().size()))].kind);
        settings.bias = !chance(5);
        settings.trainable = !m_kinds.frozen || !chance(5);
        settings.weightStart = {InitializerKind::Normal, 0.0, 0.7};
        settings.biasStart = {InitializerKind::Normal, 0.0, 0.5};
        return settings;
    }
    LayerId add(LayerSettings settings, std::int64_t links) {
        const auto id = m_network.addLayer("Layer", std::move(settings));
        for (std::int64_t i = 0; i < links; ++i) {
            m_network.addLink(anySource(), id);
        }
        return id;
    }
    void addDense() { m_sources.push_back(add(dense(1 + pick(5)), 1 + pick(3))); }
    void addDropout() {
        if (m_kinds.dropout) {
            m_sources.push_back(add(DropoutSettings{chance(4) ? 0.0 : 0.4}, 1));
        }
    }
    void addBatchNorm() {
        if (m_kinds.batchNorm) {
            m_sources.push_back(add(BatchNormSettings{1e-5, 0.1, !chance(3), !chance(4)}, 1));
        }
    }
    void addLayerNorm() { m_sources.push_back(add(LayerNormSettings{1e-5, !chance(3), !chance(4)}, 1)); }
    void addConcatenation() { m_sources.push_back(add(JoinSettings{JoinMode::Concatenate}, 2 + pick(2))); }
    void addSum() {
        const auto first = anySource();
        const auto units = inferShapes(m_network).at(first).out;
        const auto second = add(dense(units), 1);
        const auto sum = m_network.addLayer("Sum", JoinSettings{JoinMode::Add});
        m_network.addLink(second, sum);
        m_network.addLink(first, sum);
        m_sources.push_back(sum);
    }
    LayerId addOutput() {
        const auto loss = losses()[static_cast<std::size_t>(pick(losses().size()))].kind;
        auto settings = dense(1 + pick(4));
        if (loss == Loss::BinaryCrossEntropy) {
            settings.activation = defaultSpec(chance(2) ? Activation::Sigmoid : Activation::Softmax);
        } else if (lossInfo(loss).target == TargetKind::ClassIndices) {
            settings.units += 1;
            settings.activation = chance(2) ? defaultSpec(Activation::Softmax) : settings.activation;
        }
        return add(OutputSettings{settings, defaultSpec(loss), chance(3) ? 0.5 : 1.0}, 1 + pick(2));
    }
    void cutSome() {
        const auto shapes = inferShapes(m_network);
        for (const auto& link : std::vector<LinkSpec>(m_network.links())) {
            if (m_network.layer(link.to).dense() != nullptr && chance(4)) {
                m_network.find(link.id)->cut = {
                    {pick(static_cast<std::size_t>(shapes.at(link.from).out)), pick(static_cast<std::size_t>(shapes.at(link.to).out))}};
            }
        }
    }

    void holdSome() {
        for (const auto& layer : m_network.layers()) {
            const auto units = clampableUnits(layer);
            const auto* output = layer.output();
            const bool unread = output != nullptr && lossForm(output->loss.kind, output->dense.activation.kind).readsPreActivation;
            for (std::int64_t unit = 0; unit < units && !unread; ++unit) {
                if (chance(12)) {
                    // Also a probability, for the losses that want one.
                    m_network.find(layer.id)->clamps[unit] = 0.25 * static_cast<double>(1 + pick(3));
                }
            }
        }
    }

    static constexpr std::array<Maker, 7> kMakers{&Grower::addDense,     &Grower::addDense,     &Grower::addDropout,
                                                  &Grower::addBatchNorm, &Grower::addLayerNorm, &Grower::addConcatenation,
                                                  &Grower::addSum};

    Generator& m_generator;
    RandomKinds m_kinds;
    NetworkSpec m_network;
    std::vector<LayerId> m_sources;
};

}  // namespace

NetworkSpec randomNetwork(Generator& generator, const RandomKinds& kinds) { return Grower(generator, kinds).run(); }

TrainingData randomData(const NetworkSpec& network, std::int64_t rows, Generator& generator) {
    TrainingData data;
    const auto shapes = inferShapes(network);
    for (const auto& layer : network.layers()) {
        const auto units = shapes.at(layer.id).out;
        if (layer.kind() == LayerKind::Input) {
            data.inputs[layer.id] = randn(generator, {rows, units});
        }
        if (const auto* output = layer.output()) {
            const auto kind = lossInfo(output->loss.kind).target;
            data.targets[layer.id] = kind == TargetKind::ClassIndices    ? randint(generator, 0, units, {rows})
                                     : kind == TargetKind::Probabilities ? bernoulli(generator, {rows, units}, 0.5)
                                                                         : randn(generator, {rows, units});
        }
    }
    return data;
}

RandomRun randomRun(const NetworkSpec& network, Generator& generator) {
    const auto pick = [&generator](std::int64_t below) { return static_cast<std::int64_t>(generator.next32()) % below; };
    const bool several = std::ranges::any_of(network.layers(), [](const LayerSpec& layer) { return layer.kind() == LayerKind::BatchNorm; });
    const std::int64_t fewest = several ? 2 : 1;
    RandomRun run;
    run.batchSize = fewest + pick(6 - fewest);
    run.rows = run.batchSize * (1 + pick(3));
    if (run.batchSize > fewest && pick(3) > 0) {
        run.rows += fewest + pick(run.batchSize - fewest);
    }
    run.shuffle = pick(3) > 0;
    run.knobs.learningRate = 0.02;
    if (pick(3) > 0) {
        run.knobs.momentum = 0.9;
        run.knobs.nesterov = pick(2) == 0;
        run.knobs.dampening = run.knobs.nesterov || pick(2) == 0 ? 0.0 : 0.25;
    }
    run.knobs.weightDecay = pick(3) == 0 ? 0.01 : 0.0;
    run.optimizer = pick(6) == 0 ? OptimizerKind::Sgd : static_cast<OptimizerKind>(pick(100) / 20);
    run.knobs.centered = pick(2) == 0;
    run.knobs.rateDecay = pick(2) == 0 ? 0.0 : 0.1;
    run.knobs.initialSum = pick(2) == 0 ? 0.0 : 0.25;
    run.penalty = static_cast<Penalty>(pick(3));
    run.clipping = static_cast<Clipping>(pick(3));
    run.knobs.clipLimit = pick(2) == 0 ? 0.05 : 1.0;
    run.knobs.schedule.kind = static_cast<ScheduleKind>(pick(3));
    run.knobs.schedule.every = 1 + pick(2);
    run.knobs.schedule.period = 2 + pick(3);
    run.knobs.schedule.warmUp = pick(3);
    return run;
}

std::unique_ptr<Trainer> trainerFor(const NetworkSpec& network, const RandomRun& run, Generator& generator) {
    return trainerFor(network, run, generator, CpuBackend());
}

std::unique_ptr<Trainer> trainerFor(const NetworkSpec& network, const RandomRun& run, Generator& generator, const Backend& backend) {
    CompileOptions options;
    options.batchSize = run.batchSize;
    options.dtype = run.dtype;
    options.optimizer = run.optimizer;
    options.penalty = run.penalty;
    options.clipping = run.clipping;
    auto program = std::make_shared<const Program>(compile(network, options).value());
    const auto start = drawStart(network, {1, 2, 3}, run.knobs, options.optimizer);
    return std::make_unique<Trainer>(std::move(program), backend, randomData(network, run.rows, generator),
                                     BatchPlan{run.batchSize, run.shuffle}, start.state);
}

}  // namespace glassnet::test
