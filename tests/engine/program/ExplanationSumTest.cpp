#include <cmath>
#include <map>

#include "engine/backend/cpu/CpuBackend.h"
#include "tests/engine/program/ExplainedNumber.h"
#include "tests/support/NetworkFeatures.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr int kNetworks = 200;
constexpr int kElements = 10000;
class ExplanationSumTest : public test::TestCase {
    Q_OBJECT
private slots:
    void theTermsMakeTheNumber();
    void longSumsKeepTheirBlocks();
    void aMinusZeroStays();
};

std::string told(const Trainer& trainer, const test::ExplainedNumber& explained, const std::string& problem) {
    const auto& entry = explained.entry();
    return std::string(entry.formula) + " of layer " + std::to_string(entry.layer.value) + ", batch of " +
           std::to_string(trainer.executable().rows()) + ": " + problem;
}

void ExplanationSumTest::theTermsMakeTheNumber() {
    test::FeatureCount features;
    std::map<Op, int> seen;
    int bitForBit = 0;
    int notFinite = 0;
    int elements = 0;
    for (int number = 0; number < kNetworks; ++number) {
        Generator generator(static_cast<std::uint64_t>(number) + 3000);
        const auto network = test::randomNetwork(generator);
        const auto run = test::randomRun(network, generator);
        features.add(network, run);
        const auto trainer = test::trainerFor(network, run, generator);
        const auto& program = trainer->program();
        for (int i = 0; i < kElements / kNetworks; ++i) {
            if (i % 10 == 9) {
                trainer->moveTo(program.size());
                trainer->finishStep();
            }
            const auto entry = static_cast<std::size_t>(generator.next32()) % program.size();
            trainer->moveTo(entry + 1);
            const auto& outputs = program.entries()[entry].outputs;
            const auto tensor = outputs[generator.next32() % outputs.size()];
            const auto element = static_cast<std::int64_t>(generator.next32()) % trainer->executable().read(tensor).elements();
            test::ExplainedNumber explained(*trainer, entry, tensor, element);
            const auto problem = explained.problem();
            QVERIFY2(problem.empty(), ("network " + std::to_string(number) + ", " + told(*trainer, explained, problem)).c_str());
            ++seen[explained.entry().op];
            bitForBit += explained.isBitForBit() ? 1 : 0;
            notFinite += explained.isFinite() ? 0 : 1;
            ++elements;
        }
    }
    QCOMPARE(features.rare(), std::string());
    QCOMPARE(seen.size(), static_cast<std::size_t>(Op::Count_));
    QCOMPARE(elements, kElements);
    // The others are copies, functions, draws and the sums in a longer form.
    QVERIFY2(bitForBit > kElements / 2, std::to_string(bitForBit).c_str());
    QVERIFY2(notFinite < kElements / 100, std::to_string(notFinite).c_str());
}

// Means over more than a block of samples and of units, whose sums are trees.
void ExplanationSumTest::longSumsKeepTheirBlocks() {
    for (const std::int64_t rows : {255, 256, 257, 700, 1300}) {
        NetworkSpec network;
        const auto input = network.addLayer("Input", InputSettings{.units = 3});
        const auto batchNorm = network.addLayer("Batch norm", BatchNormSettings{});
        DenseSettings wideSettings;
        wideSettings.units = 600;
        DenseSettings narrowSettings;
        narrowSettings.units = 2;
        const auto wide = network.addLayer("Wide", wideSettings);
        const auto layerNorm = network.addLayer("Layer norm", LayerNormSettings{});
        const auto output = network.addLayer("Output", OutputSettings{narrowSettings, defaultSpec(Loss::Huber), 1.0});
        const auto first = network.addLayer("First", narrowSettings);
        network.addLink(input, first);
        network.addLink(first, batchNorm);
        network.addLink(batchNorm, wide);
        network.addLink(wide, layerNorm);
        network.addLink(layerNorm, output);
        Generator generator(static_cast<std::uint64_t>(rows));
        const auto trainer = test::trainerFor(network, {rows, rows, DType::Float32, {}, false}, generator);
        const auto& program = trainer->program();
        int seen = 0;
        for (std::size_t entry = 0; entry < program.size(); ++entry) {
            trainer->moveTo(entry + 1);
            const auto& [op, phase, layer, inputs, outputs, attributes, formula] = program.entries()[entry];
            if (!test::divided().contains(op)) {
                continue;
            }
            for (const auto tensor : outputs) {
                const auto element = static_cast<std::int64_t>(generator.next32()) % trainer->executable().read(tensor).elements();
                test::ExplainedNumber explained(*trainer, entry, tensor, element);
                const auto problem = explained.problem();
                QVERIFY2(problem.empty(), told(*trainer, explained, problem).c_str());
                ++seen;
            }
        }
        QCOMPARE(seen, 7);
    }
}

// A sum that begins with its first number is minus zero where all of them are; one that begins at zero would not be.
void ExplanationSumTest::aMinusZeroStays() {
    NetworkSpec network;
    const auto left = network.addLayer("Left", InputSettings{.units = 1});
    const auto right = network.addLayer("Right", InputSettings{.units = 1});
    const auto sum = network.addLayer("Sum", JoinSettings{JoinMode::Add});
    const auto output = network.addLayer("Output", OutputSettings{DenseSettings{}, defaultSpec(Loss::MeanSquaredError), 1.0});
    network.addLink(left, sum);
    network.addLink(right, sum);
    network.addLink(sum, output);
    Generator generator(1);
    const auto made = test::trainerFor(network, {1, 1, DType::Float32, {}, false}, generator);
    auto data = made->data();
    data.inputs.at(left) = data.inputs.at(right) = Tensor::full({1, 1}, -0.0);
    Trainer trainer(made->executable().sharedProgram(), CpuBackend(), data, made->plan(), made->stepStart());
    const auto entry = trainer.program().producer(trainer.program().outputOf(sum)).value();
    trainer.moveTo(entry + 1);
    test::ExplainedNumber explained(trainer, entry, trainer.program().outputOf(sum), 0);
    QCOMPARE(explained.problem(), std::string());
    QVERIFY(explained.isBitForBit());
    QVERIFY(std::signbit(trainer.executable().read(trainer.program().outputOf(sum)).item()));
}

GLASSNET_TEST(ExplanationSumTest);

}  // namespace

}  // namespace glassnet

#include "ExplanationSumTest.moc"
