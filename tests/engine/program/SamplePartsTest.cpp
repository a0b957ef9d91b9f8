#include "engine/program/SampleParts.h"

#include <cmath>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr int kSamplePartsNetworks = 60;

/// A trainer over some rows, all in one batch, that starts with these tensors.
std::unique_ptr<Trainer> trainerOver(const NetworkSpec& network, const TrainingData& data, const std::map<StateKey, Tensor>& tensors) {
    CompileOptions options;
    options.batchSize = data.rows();
    options.dtype = DType::Float64;
    auto state = drawStart(network, {1, 2, 3}, Knobs{}, options.optimizer).state;
    if (!tensors.empty()) {
        state.tensors = tensors;
    }
    return std::make_unique<Trainer>(std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), data,
                                     BatchPlan{options.batchSize, false}, state);
}

TrainingData rowOf(const TrainingData& data, std::int64_t row) {
    TrainingData one;
    for (const auto& [layer, values] : data.inputs) {
        one.inputs[layer] = values.narrow(0, row, 1).clone();
    }
    for (const auto& [layer, values] : data.targets) {
        one.targets[layer] = values.narrow(0, row, 1).clone();
    }
    return one;
}

TensorReader readerOf(const Trainer& trainer) {
    return [&trainer](TensorId id) { return trainer.executable().read(id); };
}

/// x -> w x, mean squared error, from w = 0.5.
NetworkSpec slope() {
    auto network = chain({1, 1}, {Activation::Identity}, Loss::MeanSquaredError);
    auto& dense = *network.find(network.layers().back().id)->dense();
    dense.bias = false;
    dense.weightStart = {InitializerKind::Constant, 0.5, 0.0};
    return network;
}

}  // namespace

class SamplePartsTest final : public TestCase {
    Q_OBJECT
private slots:
    void byHand();
    void aSampleAloneGivesItsPart();
    void areTheTermsOfTheExplanation();
    void aCutConnectionGetsNothing();
    void batchNormMixes();
};

void SamplePartsTest::byHand() {
    const auto network = slope();
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::from<float>({1, 2, 3}, {3, 1});
    data.targets[network.layers().back().id] = Tensor::from<float>({0, 0, 1}, {3, 1});
    const auto trainer = trainerOver(network, data, {});
    const auto& program = trainer->program();
    trainer->moveTo(program.size());
    const auto gradient = program.parameters().front().gradient;
    const SampleParts parts(program, program.producer(gradient).value(), readerOf(*trainer));
    // 2 (w x - y) x / 3.
    QCOMPARE(parts.part(0, 0), 2 * 0.5 * 1 / 3.0);
    QCOMPARE(parts.part(0, 1), 2 * 1.0 * 2 / 3.0);
    QCOMPARE(parts.part(0, 2), 2 * 0.5 * 3 / 3.0);
    const auto factors = parts.factors(0, 2);
    QCOMPARE(factors.size(), std::size_t{2});
    QCOMPARE(factors[0].tensor, program.inputs().front().tensor);
    QCOMPARE(factors[0].element, std::int64_t{2});
    QCOMPARE(factors[0].value, 3.0);
    QCOMPARE(factors[1].value, 2 * 0.5 / 3.0);
}

// Each sample in a batch of its own: its whole gradient, times that batch's n and divided by this one's.
void SamplePartsTest::aSampleAloneGivesItsPart() {
    RandomKinds kinds;
    kinds.batchNorm = false;
    kinds.dropout = false;
    int checked = 0;
    for (std::uint64_t seed = 0; seed < kSamplePartsNetworks; ++seed) {
        Generator generator(seed);
        const auto network = randomNetwork(generator, kinds);
        const auto data = randomData(network, 4, generator);
        const auto batch = trainerOver(network, data, {});
        const auto& program = batch->program();
        batch->moveTo(program.phaseBegin(Phase::Update));
        for (std::int64_t sample = 0; sample < 4; ++sample) {
            const auto alone = trainerOver(network, rowOf(data, sample), batch->stepStart().tensors);
            alone->moveTo(program.phaseBegin(Phase::Update));
            for (std::size_t entry = 0; entry < program.size(); ++entry) {
                if (!SampleParts::has(program.entries()[entry].op)) {
                    continue;
                }
                const SampleParts parts(program, entry, readerOf(*batch));
                const auto own = alone->executable().read(program.entries()[entry].outputs[0]);
                for (std::int64_t element = 0; element < own.elements(); ++element) {
                    const double expected = own.at(element) / 4;
                    QVERIFY(std::abs(parts.part(element, sample) - expected) <= 1e-12 * std::max(1.0, std::abs(expected)));
                    ++checked;
                }
            }
        }
    }
    QVERIFY(checked > 1000);
}

void SamplePartsTest::areTheTermsOfTheExplanation() {
    for (std::uint64_t seed = 0; seed < kSamplePartsNetworks; ++seed) {
        Generator generator(seed);
        const auto network = randomNetwork(generator);
        const auto trainer = trainerFor(network, {}, generator);
        const auto& program = trainer->program();
        trainer->moveTo(program.phaseBegin(Phase::Update));
        ExplanationSource source;
        source.read = readerOf(*trainer);
        source.rows = trainer->executable().rows();
        for (std::size_t entry = 0; entry < program.size(); ++entry) {
            if (!SampleParts::has(program.entries()[entry].op)) {
                continue;
            }
            const auto gradient = program.entries()[entry].outputs[0];
            const SampleParts parts(program, entry, source.read);
            const auto element = static_cast<std::int64_t>(generator.next32()) % program.tensor(gradient).shape.elements();
            const auto explanation = explain(program, entry, gradient, element, source);
            if (parts.isCut(element)) {
                QVERIFY(explanation.terms.empty());
                continue;
            }
            QCOMPARE(explanation.terms.size(), static_cast<std::size_t>(source.rows));
            double scale = 0.0;
            double sum = 0.0;
            for (std::int64_t sample = 0; sample < source.rows; ++sample) {
                const auto& term = explanation.terms[static_cast<std::size_t>(sample)];
                QCOMPARE(parts.part(element, sample), term.value);
                QCOMPARE(parts.factors(element, sample).size(), term.factors.size());
                sum += term.value;
                scale += std::abs(term.value);
            }
            QVERIFY(std::abs(sum - trainer->executable().read(gradient).at(element)) <= 1e-6 * scale);
        }
    }
}

void SamplePartsTest::aCutConnectionGetsNothing() {
    auto network = chain({2, 2}, {Activation::Tanh}, Loss::MeanSquaredError);
    network.find(network.links().front().id)->cut = {{1, 0}};
    Generator generator(3);
    const auto trainer = trainerOver(network, randomData(network, 3, generator), {});
    const auto& program = trainer->program();
    trainer->moveTo(program.phaseBegin(Phase::Update));
    const SampleParts parts(program, program.producer(program.parameters().front().gradient).value(), readerOf(*trainer));
    QVERIFY(parts.isCut(2));
    QVERIFY(!parts.isCut(3));
    QCOMPARE(parts.part(2, 0), 0.0);
    QVERIFY(parts.factors(2, 0).empty());
    QVERIFY(parts.part(3, 0) != 0.0);
}

void SamplePartsTest::batchNormMixes() {
    NetworkSpec network;
    DenseSettings dense;
    dense.units = 3;
    const auto x = network.addLayer("Input", InputSettings{.units = 2});
    const auto first = network.addLayer("Dense 1", dense);
    const auto norm = network.addLayer("Batch norm", BatchNormSettings{});
    const auto output = network.addLayer("Output", OutputSettings{dense, defaultSpec(Loss::MeanSquaredError), 1.0});
    network.addLink(x, first);
    network.addLink(first, norm);
    network.addLink(norm, output);
    const auto mixes = [](const NetworkSpec& spec, LayerId layer, SymbolLetter letter) {
        CompileOptions options;
        options.batchSize = 4;
        const auto program = compile(spec, options).value();
        return mixesSamples(program, program.producer(program.gradientOf(program.find(layer, letter))).value());
    };
    QVERIFY(mixes(network, first, SymbolLetter::Weight));
    QVERIFY(mixes(network, first, SymbolLetter::Bias));
    // What stands behind the norm sees each sample's own gradient.
    QVERIFY(!mixes(network, norm, SymbolLetter::Scale));
    QVERIFY(!mixes(network, output, SymbolLetter::Weight));
    network.find(norm)->settings = LayerNormSettings{};
    QVERIFY(!mixes(network, first, SymbolLetter::Weight));
}

GLASSNET_TEST(SamplePartsTest);

}  // namespace glassnet::test

#include "SamplePartsTest.moc"
