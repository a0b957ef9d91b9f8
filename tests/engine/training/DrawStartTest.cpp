#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/random/Distributions.h"
#include "engine/training/TrainingState.h"
#include "tests/parity/TensorJson.h"
#include "tests/support/Networks.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class DrawStartTest : public test::TestCase {
    Q_OBJECT
private slots:
    void moduleOrderIsPyTorchs();
    void theLessonDrawsInItsOwnOrder();
    void aSeedOfItsOwnLeavesTheOthersAlone();
    void whatKeptItsShapeKeepsItsValues();
    void normsAndSlotsStartPlain();
    void theGeneratorsStandBehindTheDraws();
};

Start startOf(const NetworkSpec& network, std::uint64_t seed = 7, const TrainingState* previous = nullptr) {
    return drawStart(network, {seed, 1, 2}, Knobs{}, OptimizerKind::Sgd, previous);
}

LayerId layerAt(const NetworkSpec& network, std::size_t place) { return network.layers().at(place).id; }

const Tensor& valueOf(const Start& start, LayerId layer, StateRole role) { return start.state.tensors.at({layer, role, 0}); }

/// Two nn.Linear made one after the other after manual_seed, as PyTorch drew them; their weights are [out, in].
void DrawStartTest::moduleOrderIsPyTorchs() {
    std::ifstream file(GLASSNET_TEST_DATA "/torch/random.json");
    int cases = 0;
    const auto numbers = nlohmann::json::parse(file);
    for (const auto& row : numbers.at("initialisations")) {
        if (!row.contains("weight2")) {
            continue;
        }
        const auto network =
            test::chain({row.at("in"), row.at("out"), 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
        const auto start = startOf(network, row.at("seed"));
        const auto same = [&](std::size_t place, StateRole role, const char* name) {
            const auto theirs = test::readTensor(row.at(name));
            const auto& ours = valueOf(start, layerAt(network, place), role);
            return role == StateRole::Weight ? bitEqual(ours.t().contiguous(), theirs) : bitEqual(ours.reshape({-1}), theirs);
        };
        QVERIFY(same(1, StateRole::Weight, "weight") && same(1, StateRole::Bias, "bias"));
        QVERIFY(same(2, StateRole::Weight, "weight2") && same(2, StateRole::Bias, "bias2"));
        ++cases;
    }
    QVERIFY(cases > 0);
}

/// torch.manual_seed(7), then features, W1, W2, B1, B2 by torch.randn (drawn one after the other: small draws share a cached value).
void DrawStartTest::theLessonDrawsInItsOwnOrder() {
    const auto network = test::lesson();
    const auto start = startOf(network);
    Generator generator(7);
    QVERIFY(bitEqual(start.samples.at(layerAt(network, 0)), randn(generator, {1, 3})));
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 1), StateRole::Weight), randn(generator, {3, 2})));
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 2), StateRole::Weight), randn(generator, {2, 1})));
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 1), StateRole::Bias), randn(generator, {1, 2})));
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 2), StateRole::Bias), randn(generator, {1, 1})));
    // The lesson's first feature, as PyTorch prints it.
    QCOMPARE(QString::number(start.samples.at(layerAt(network, 0)).at(0), 'f', 4), QStringLiteral("-0.1468"));
    auto module = network;
    module.setDrawOrder(moduleDrawOrder(network));
    QVERIFY(!bitEqual(valueOf(startOf(module), layerAt(network, 2), StateRole::Weight),
                      valueOf(start, layerAt(network, 2), StateRole::Weight)));
}

void DrawStartTest::aSeedOfItsOwnLeavesTheOthersAlone() {
    auto network = test::chain({3, 4, 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    network.find(layerAt(network, 1))->dense()->seed = 42;
    const auto start = startOf(network);
    Generator own(42);
    const auto linear = initializerInfo(InitializerKind::LinearDefault).preset();
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 1), StateRole::Weight), drawWeight(own, linear, 3, 4)));
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 1), StateRole::Bias), drawBias(own, linear, 3, 4)));
    Generator shared(7);
    QVERIFY(bitEqual(valueOf(start, layerAt(network, 2), StateRole::Weight), drawWeight(shared, linear, 4, 2)));
}

void DrawStartTest::whatKeptItsShapeKeepsItsValues() {
    auto network = test::chain({3, 4, 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    auto previous = startOf(network).state;
    const StateKey bias{layerAt(network, 2), StateRole::Bias, 0};
    const StateKey weight{layerAt(network, 2), StateRole::Weight, 0};
    previous.tensors[bias] = Tensor::full(Shape{1, 2}, 9.0);
    network.find(layerAt(network, 1))->dense()->units = 5;
    const auto start = startOf(network, 7, &previous);
    QVERIFY(bitEqual(start.state.tensors.at(bias), previous.tensors.at(bias)));
    QVERIFY(start.state.tensors.at(weight).shape() == Shape({5, 2}));
    // The rest is what the same seed draws for the new network.
    QVERIFY(bitEqual(start.state.tensors.at(weight), startOf(network).state.tensors.at(weight)));
    QCOMPARE(start.state.step, std::int64_t{0});
}

void DrawStartTest::normsAndSlotsStartPlain() {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{.units = 3});
    const auto norm = network.addLayer("norm", BatchNormSettings{});
    const auto y = network.addLayer("y", OutputSettings{});
    network.addLink(x, norm);
    network.addLink(norm, y);
    const auto start = startOf(network);
    QVERIFY(bitEqual(valueOf(start, norm, StateRole::RunningMean), Tensor::zeros(Shape{1, 3})));
    QVERIFY(bitEqual(valueOf(start, norm, StateRole::RunningVariance), Tensor::ones(Shape{1, 3})));
    QVERIFY(bitEqual(valueOf(start, norm, StateRole::Scale), Tensor::ones(Shape{1, 3})));
    QVERIFY(bitEqual(valueOf(start, norm, StateRole::Shift), Tensor::zeros(Shape{1, 3})));
    QVERIFY(bitEqual(start.state.tensors.at({y, StateRole::Weight, 1}), Tensor::zeros(Shape{3, 1})));
    QVERIFY(bitEqual(start.state.tensors.at({y, StateRole::Weight, 2}), Tensor::zeros(Shape{1, 1})));
}

void DrawStartTest::theGeneratorsStandBehindTheDraws() {
    const auto network = test::lesson();
    const auto state = startOf(network).state;
    Generator generator(7);
    for (const auto& shape : {Shape{1, 3}, Shape{3, 2}, Shape{2, 1}, Shape{1, 2}, Shape{1, 1}}) {
        static_cast<void>(randn(generator, shape));
    }
    QVERIFY(state.generator(GeneratorRole::Start) == generator);
    QVERIFY(state.generator(GeneratorRole::Shuffle) == Generator(1));
    QVERIFY(state.generator(GeneratorRole::Dropout) == Generator(2));
    QCOMPARE(state.seeds, (std::array<std::uint64_t, 3>{7, 1, 2}));
}

GLASSNET_TEST(DrawStartTest);

}  // namespace

}  // namespace glassnet

#include "DrawStartTest.moc"
