#include "tests/engine/backend/cuda/CudaRun.h"

#include "engine/program/Compiler.h"
#include "engine/random/Distributions.h"

namespace glassnet::test {

namespace {

DenseSettings dense(std::int64_t units, Activation kind) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(kind);
    return settings;
}

}  // namespace

CudaNetwork::CudaNetwork(OptimizerKind optimizer) {
    NetworkSpec network;
    const auto input = network.addLayer("input", InputSettings{5, 0, {}});
    const auto first = network.addLayer("first", dense(9, Activation::Tanh));
    const auto batchNorm = network.addLayer("batch norm", BatchNormSettings{});
    const auto dropout = network.addLayer("dropout", DropoutSettings{0.3});
    const auto second = network.addLayer("second", dense(9, Activation::Gelu));
    const auto join = network.addLayer("join", JoinSettings{JoinMode::Add});
    const auto both = network.addLayer("both", JoinSettings{JoinMode::Concatenate});
    const auto layerNorm = network.addLayer("layer norm", LayerNormSettings{});
    const auto classes = network.addLayer("classes", OutputSettings{dense(3, Activation::Softmax), defaultSpec(Loss::CrossEntropy), 1.0});
    const auto values = network.addLayer("values", OutputSettings{dense(2, Activation::Identity), defaultSpec(Loss::Huber), 0.5});
    const auto chances =
        network.addLayer("chances", OutputSettings{dense(2, Activation::Sigmoid), defaultSpec(Loss::BinaryCrossEntropy), 2.0});
    network.addLink(input, first);
    network.addLink(first, batchNorm);
    network.addLink(batchNorm, dropout);
    const auto cut = network.addLink(dropout, second);
    network.find(cut)->cut = {{0, 1}, {3, 3}};
    network.addLink(input, second);
    network.addLink(second, join);
    network.addLink(first, join);
    network.addLink(join, both);
    network.addLink(dropout, both);
    network.addLink(both, layerNorm);
    network.addLink(layerNorm, classes);
    network.addLink(layerNorm, values);
    network.addLink(layerNorm, chances);
    network.find(first)->clamps[2] = 0.25;
    CompileOptions options;
    options.batchSize = kCudaBatch;
    options.optimizer = optimizer;
    options.penalty = Penalty::L2;
    options.clipping = Clipping::Norm;
    m_program = std::make_shared<const Program>(compile(network, options).value());
    m_classes = m_program->find(classes, SymbolLetter::Target);
    Generator generator(3);
    m_columns = {{m_program->find(input, SymbolLetter::Input), randn(generator, Shape{kCudaRows, 5})},
                 {m_classes, randint(generator, 0, 3, Shape{kCudaRows})},
                 {m_program->find(values, SymbolLetter::Target), randn(generator, Shape{kCudaRows, 2})},
                 {m_program->find(chances, SymbolLetter::Target), bernoulli(generator, Shape{kCudaRows, 2}, 0.5)}};
}

std::unique_ptr<Executable> CudaNetwork::on(const Backend& backend) const {
    auto executable = backend.prepare(m_program, {});
    Generator generator(4);
    for (const auto& parameter : m_program->parameters()) {
        executable->write(parameter.value, randn(generator, m_program->tensor(parameter.value).shape));
    }
    executable->setDropoutGenerator(Generator(9));
    Knobs knobs;
    knobs.learningRate = 0.02;
    knobs.momentum = 0.5;
    knobs.weightDecay = 0.01;
    executable->setKnobs(knobs);
    executable->bindData(m_columns, shuffledRows(8));
    return executable;
}

Tensor shuffledRows(std::uint64_t seed) {
    Generator generator(seed);
    return randperm(generator, kCudaRows);
}

std::vector<double> stepEpoch(Executable& executable) {
    std::vector<double> losses;
    for (std::int64_t cursor = 0; cursor < kCudaRows; cursor += kCudaBatch) {
        executable.loadBatch(cursor);
        for (std::size_t i = 0; i < executable.program().size(); ++i) {
            executable.run(i, i + 1);
        }
        losses.push_back(executable.read(executable.program().loss()).item());
    }
    return losses;
}

bool sameState(const Executable& a, const Executable& b) {
    for (const auto& info : a.program().tensors()) {
        if (!bitEqual(a.read(info.id), b.read(info.id))) {
            return false;
        }
    }
    return a.rows() == b.rows() && a.dropoutGenerator() == b.dropoutGenerator();
}

}  // namespace glassnet::test
