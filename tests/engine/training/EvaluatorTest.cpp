#include "engine/training/Evaluator.h"

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/training/UnitMaps.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// Everything a network's layers give for all rows.
std::map<LayerId, std::vector<double>> outputs(Evaluator& evaluator, const NetworkSpec& network, const TrainingData& data) {
    std::map<LayerId, std::vector<double>> all;
    const bool ran = evaluator.run(data, [&](std::int64_t, const Executable& executable) {
        for (const auto& layer : network.layers()) {
            const auto values = executable.read(evaluator.program().outputOf(layer.id));
            for (std::int64_t i = 0; i < values.elements(); ++i) {
                all[layer.id].push_back(values.at(i));
            }
        }
    });
    return ran ? all : std::map<LayerId, std::vector<double>>();
}

class EvaluatorTest : public test::TestCase {
    Q_OBJECT
private slots:
    void chunksDoNotMatter();
    void equalsTheForwardPass();
    void dropoutRests();
    void cancelledStopsSoon();
    void aPlaneIsSeenFromAbove();
    void mapsAreTheRowsValues();
};

void EvaluatorTest::chunksDoNotMatter() {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto trainer = test::trainerFor(network, test::randomRun(network, generator), generator);
        trainer->train(3, {});
        const auto hash = stateHash(trainer->stepStart());
        auto whole = Evaluator::create(network, CpuBackend());
        auto pieces = Evaluator::create(network, CpuBackend(), 3);
        QVERIFY(whole && pieces);
        whole->setState(trainer->stepStart());
        pieces->setState(trainer->stepStart());
        const auto expected = outputs(*whole, network, trainer->data());
        QCOMPARE(expected.size(), network.layers().size());
        QVERIFY(outputs(*pieces, network, trainer->data()) == expected);
        QCOMPARE(stateHash(trainer->stepStart()), hash);
    }
}

void EvaluatorTest::equalsTheForwardPass() {
    test::RandomKinds kinds;
    kinds.dropout = false;
    kinds.batchNorm = false;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator, kinds);
        test::RandomRun run;
        run.batchSize = run.rows;
        run.shuffle = false;
        const auto trainer = test::trainerFor(network, run, generator);
        trainer->train(2, {});
        trainer->moveTo(trainer->program().phaseBegin(Phase::Backward));
        auto evaluator = Evaluator::create(network, CpuBackend());
        QVERIFY(evaluator.has_value());
        evaluator->setState(trainer->stepStart());
        double loss = 0.0;
        QVERIFY(evaluator->run(trainer->data(), [&](std::int64_t, const Executable& executable) {
            loss = executable.read(evaluator->program().loss()).item();
            for (const auto& layer : network.layers()) {
                QVERIFY(bitEqual(executable.read(evaluator->program().outputOf(layer.id)),
                                 trainer->executable().read(trainer->program().outputOf(layer.id))));
            }
        }));
        QCOMPARE(loss, trainer->executable().read(trainer->program().loss()).item());
    }
}

void EvaluatorTest::dropoutRests() {
    auto network = test::chain({2, 3, 1}, {Activation::Identity, Activation::Identity}, Loss::MeanSquaredError);
    const auto hidden = network.layers()[1].id;
    const auto dropout = network.addLayer("Dropout", DropoutSettings{0.5});
    network.addLink(hidden, dropout);
    network.addLink(dropout, network.layers()[2].id);
    network.removeLink(network.incoming(network.layers()[2].id).front()->id);
    Generator generator(1);
    const auto trainer = test::trainerFor(network, {}, generator);
    auto evaluator = Evaluator::create(network, CpuBackend());
    QVERIFY(evaluator.has_value());
    evaluator->setState(trainer->stepStart());
    const auto values = outputs(*evaluator, network, trainer->data());
    QVERIFY(values.at(dropout) == values.at(hidden));
}

void EvaluatorTest::cancelledStopsSoon() {
    const auto network = test::chain({2, 3, 1}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    Generator generator(1);
    auto evaluator = Evaluator::create(network, CpuBackend(), 2);
    QVERIFY(evaluator.has_value());
    int chunks = 0;
    int asked = 0;
    LookControl control;
    control.cancelled = [&] { return ++asked > 2; };
    QVERIFY(!evaluator->run(
        test::randomData(network, 100, generator), [&](std::int64_t, const Executable&) { ++chunks; }, control));
    QCOMPARE(chunks, 2);
}

void EvaluatorTest::aPlaneIsSeenFromAbove() {
    MapPlane plane;
    plane.xColumn = 2;
    plane.yColumn = 0;
    plane.left = 0.0;
    plane.right = 4.0;
    plane.bottom = -2.0;
    plane.top = 2.0;
    plane.rest = {9.0, 7.0, 9.0};
    plane.side = 2;
    QVERIFY(bitEqual(planeRows(plane), Tensor::from<float>({1, 7, 1, 1, 7, 3, -1, 7, 1, -1, 7, 3}, Shape{4, 3})));
}

void EvaluatorTest::mapsAreTheRowsValues() {
    const auto network = test::chain({2, 3, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    const auto input = network.layers().front().id;
    Generator generator(4);
    const auto trainer = test::trainerFor(network, {}, generator);
    auto evaluator = Evaluator::create(network, CpuBackend(), 5);
    QVERIFY(evaluator.has_value());
    evaluator->setState(trainer->stepStart());
    MapPlane plane;
    plane.rest = {0.0, 0.0};
    plane.side = 4;
    const RowMaker rows = [input](const Tensor& raw) { return TrainingData{{{input, raw}}, {}}; };
    const auto maps = unitMaps(*evaluator, network, plane, rows);
    QVERIFY(maps.has_value());
    const auto expected = outputs(*evaluator, network, rows(planeRows(plane)));
    for (const auto& [layer, values] : maps->layers) {
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            QCOMPARE(values.at(i), expected.at(layer)[static_cast<std::size_t>(i)]);
        }
    }
    QCOMPARE(maps->layers.size(), std::size_t{3});
}

}  // namespace

GLASSNET_TEST(EvaluatorTest);

}  // namespace glassnet

#include "EvaluatorTest.moc"
