#include "engine/program/LossParts.h"

#include <cmath>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr int kLossPartsNetworks = 80;

std::unique_ptr<Trainer> forward(const NetworkSpec& network, const TrainingData& data, DType dtype) {
    CompileOptions options;
    options.batchSize = data.rows();
    options.dtype = dtype;
    auto trainer =
        std::make_unique<Trainer>(std::make_shared<const Program>(compile(network, options).value()), CpuBackend(), data,
                                  BatchPlan{options.batchSize, false}, drawStart(network, {1, 2, 3}, Knobs{}, options.optimizer).state);
    trainer->moveTo(trainer->program().phaseBegin(Phase::Backward));
    return trainer;
}

LossParts partsOf(const Trainer& trainer) {
    return {trainer.program(), [&trainer](TensorId id) { return trainer.executable().read(id); }, trainer.executable().rows()};
}

double lossOf(const Trainer& trainer) { return trainer.executable().read(trainer.program().loss()).item(); }

}  // namespace

class LossPartsTest final : public TestCase {
    Q_OBJECT
private slots:
    void byHand();
    void crossEntropyByHand();
    void aSampleAloneGivesItsPart();
    void countsOfTheMean();
};

// w x with w = 0.5 and two outputs: (0.25 + 1) / 4, (1 + 0) / 4.
void LossPartsTest::byHand() {
    auto network = chain({1, 2}, {Activation::Identity}, Loss::MeanSquaredError);
    auto& dense = *network.find(network.layers().back().id)->dense();
    dense.bias = false;
    dense.weightStart = {InitializerKind::Constant, 0.5, 0.0};
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::from<float>({1, 2}, {2, 1});
    data.targets[network.layers().back().id] = Tensor::from<float>({0, 1.5F, 0, 1}, {2, 2});
    const auto trainer = forward(network, data, DType::Float32);
    const auto parts = partsOf(*trainer);
    QCOMPARE(parts.part(0), 0.3125);
    QCOMPARE(parts.part(1), 0.25);
    QCOMPARE(lossOf(*trainer), 0.5625);
    QCOMPARE(LossParts::meanCount(trainer->program(), 2), std::optional<std::int64_t>(4));
}

// Zeros in: every class has 1/3, so each sample adds log(3) / 2.
void LossPartsTest::crossEntropyByHand() {
    auto network = chain({2, 3}, {Activation::Softmax}, Loss::CrossEntropy);
    network.find(network.layers().back().id)->dense()->bias = false;
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::zeros({2, 2});
    data.targets[network.layers().back().id] = Tensor::from<std::int64_t>({2, 0}, {2});
    const auto trainer = forward(network, data, DType::Float64);
    const auto parts = partsOf(*trainer);
    QVERIFY(std::abs(parts.part(0) - std::log(3.0) / 2) < 1e-15);
    QVERIFY(std::abs(parts.part(1) - std::log(3.0) / 2) < 1e-15);
    QCOMPARE(LossParts::meanCount(trainer->program(), 2), std::optional<std::int64_t>(2));
}

// Any mix of losses, outputs and weights: a sample's part is its own loss divided by how many there are.
void LossPartsTest::aSampleAloneGivesItsPart() {
    RandomKinds kinds;
    kinds.batchNorm = false;
    kinds.dropout = false;
    for (std::uint64_t seed = 0; seed < kLossPartsNetworks; ++seed) {
        Generator generator(seed);
        const auto network = randomNetwork(generator, kinds);
        const auto data = randomData(network, 3, generator);
        const auto batch = forward(network, data, DType::Float64);
        const auto parts = partsOf(*batch);
        double sum = 0.0;
        for (std::int64_t sample = 0; sample < 3; ++sample) {
            TrainingData one;
            for (const auto& [layer, values] : data.inputs) {
                one.inputs[layer] = values.narrow(0, sample, 1).clone();
            }
            for (const auto& [layer, values] : data.targets) {
                one.targets[layer] = values.narrow(0, sample, 1).clone();
            }
            const double alone = lossOf(*forward(network, one, DType::Float64));
            QVERIFY(std::abs(parts.part(sample) - alone / 3) <= 1e-12 * std::max(1.0, std::abs(alone)));
            sum += parts.part(sample);
        }
        QVERIFY(std::abs(sum - lossOf(*batch)) <= 1e-12 * std::max(1.0, std::abs(sum)));
    }
}

void LossPartsTest::countsOfTheMean() {
    NetworkSpec network;
    DenseSettings two;
    two.units = 2;
    const auto x = network.addLayer("Input", InputSettings{.units = 2});
    const auto first = network.addLayer("First", OutputSettings{two, defaultSpec(Loss::MeanSquaredError), 1.0});
    const auto second = network.addLayer("Second", OutputSettings{two, defaultSpec(Loss::MeanSquaredError), 0.5});
    network.addLink(x, first);
    network.addLink(x, second);
    CompileOptions options;
    options.batchSize = 5;
    QCOMPARE(LossParts::meanCount(compile(network, options).value(), 5), std::optional<std::int64_t>(10));
    std::get<OutputSettings>(network.find(second)->settings).loss = defaultSpec(Loss::Hinge);
    QCOMPARE(LossParts::meanCount(compile(network, options).value(), 5), std::optional<std::int64_t>());
}

GLASSNET_TEST(LossPartsTest);

}  // namespace glassnet::test

#include "LossPartsTest.moc"
