#include "engine/project/CarriedState.h"

#include <memory>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/data/SyntheticSets.h"
#include "engine/program/Compiler.h"
#include "engine/project/DataEdits.h"
#include "engine/tensor/TensorMaps.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr std::int64_t kRows = 35;

Project moons(OptimizerKind optimizer, const BatchPlan& batches) {
    Project project;
    project.network = chain({2, 6, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    project.training.seeds = {3, 4, 5};
    project.training.optimizer = optimizer;
    project.training.batches = batches;
    project.training.knobs.learningRate = 0.05;
    SyntheticSpec spec = usualSpec("moons");
    spec.rows = kRows;
    return useSynthetic(project, spec, {}) ? project : Project{};
}

/// Trains a project from a state by itself.
std::unique_ptr<Trainer> trainer(const Project& project, const TrainingState& state) {
    CompileOptions options;
    options.batchSize = project.training.batches.batchSize;
    options.optimizer = project.training.optimizer;
    const auto data = splitData(project, startOf(project));
    return std::make_unique<Trainer>(std::make_shared<const Program>(*compile(project.network, options)), CpuBackend(), data->training,
                                     project.training.batches, state);
}

/// What becomes of `steps` of one project when it becomes another.
CarriedState carried(const Project& before, const Project& after, std::int64_t steps) {
    const auto start = startOf(before).state;
    const auto trained = trainer(before, start);
    (void)trained->train(steps, {});
    return carryState(before, after, trained->stepStart(), start, startOf(after).state, CarryMode::Keep);
}

class CarriedStateTest : public TestCase {
    Q_OBJECT
private slots:
    void anotherOptimizerStartsItsOwnMemory();
    void backToAnOptimizerStartsAnew();
    void otherBatchesGoOnInTheEpoch();
    void aSampleIsNotLeftAlone();
    void anotherOrderBeginsAnEpoch();
    void atTheStartNothingGoesOn();
    void namesDoNotCount();
};

/// As in PyTorch, where another optimizer is made for the same parameters in the middle of training.
void CarriedStateTest::anotherOptimizerStartsItsOwnMemory() {
    const auto before = moons(OptimizerKind::Adam, {20, true});
    const auto after = moons(OptimizerKind::RmsProp, {20, true});
    const auto start = startOf(before).state;
    const auto trained = trainer(before, start);
    (void)trained->train(7, {});
    const auto& present = trained->stepStart();
    const auto made = carryState(before, after, present, start, startOf(after).state, CarryMode::Keep);
    QVERIFY(made.goesOn);
    QCOMPARE(made.state.step, 7);
    QCOMPARE(made.state.epoch, present.epoch);
    QCOMPARE(made.state.cursor, present.cursor);
    QVERIFY(bitEqual(made.state.order, present.order));
    const auto fresh = startOf(after).state;
    for (const auto& [key, values] : made.state.tensors) {
        QVERIFY(bitEqual(values, key.slot > 0 ? fresh.tensors.at(key) : present.tensors.at(key)));
    }
    QCOMPARE(made.state.tensors.size(), fresh.tensors.size());
    // The next step is the one that the new optimizer takes as its first: from these weights, on this batch.
    auto first = fresh;
    for (auto& [key, values] : first.tensors) {
        values = key.slot > 0 ? values : present.tensors.at(key);
    }
    first.order = present.order;
    first.cursor = present.cursor;
    const auto goesOn = trainer(after, made.state);
    (void)goesOn->train(1, {});
    const auto alone = trainer(after, first);
    (void)alone->train(1, {});
    QVERIFY(bitEqual(goesOn->stepStart().tensors, alone->stepStart().tensors));
}

void CarriedStateTest::backToAnOptimizerStartsAnew() {
    const auto adam = moons(OptimizerKind::Adam, {20, true});
    const auto sgd = moons(OptimizerKind::Sgd, {20, true});
    const auto first = carried(adam, sgd, 7);
    const auto second = carryState(sgd, adam, first.state, startOf(sgd).state, startOf(adam).state, CarryMode::Keep);
    QVERIFY(second.goesOn);
    const auto fresh = startOf(adam).state;
    for (const auto& [key, values] : second.state.tensors) {
        QVERIFY(key.slot == 0 || bitEqual(values, fresh.tensors.at(key)));
    }
}

void CarriedStateTest::otherBatchesGoOnInTheEpoch() {
    const auto before = moons(OptimizerKind::Sgd, {20, true});
    const auto after = moons(OptimizerKind::Sgd, {12, true});
    const auto made = carried(before, after, 1);
    QVERIFY(made.goesOn);
    QCOMPARE(made.state.cursor, 20);
    QCOMPARE(made.state.epoch, 0);
    // Every sample of the epoch is used once: 20, then 12 and 3 of 35.
    const auto trained = trainer(after, made.state);
    const auto rows = trained->data().rows();
    QCOMPARE(rows, kRows);
    QVERIFY(bitEqual(trained->batchRows(), made.state.order.narrow(0, 20, 12).clone()));
    (void)trained->train(2, {});
    QCOMPARE(trained->stepStart().epoch, 1);
    QCOMPARE(trained->stepStart().cursor, 0);
}

void CarriedStateTest::aSampleIsNotLeftAlone() {
    // 15 of 35 are left: batches of 14 would leave one alone.
    const auto made = carried(moons(OptimizerKind::Sgd, {20, true}), moons(OptimizerKind::Sgd, {14, true}), 1);
    QVERIFY(made.goesOn);
    QCOMPARE(made.state.cursor, 0);
    QCOMPARE(made.state.epoch, 1);
    QCOMPARE(made.state.order.elements(), 0);
}

void CarriedStateTest::anotherOrderBeginsAnEpoch() {
    const auto made = carried(moons(OptimizerKind::Sgd, {20, true}), moons(OptimizerKind::Sgd, {20, false}), 1);
    QVERIFY(made.goesOn);
    QCOMPARE(made.state.epoch, 1);
    const auto trained = trainer(moons(OptimizerKind::Sgd, {20, false}), made.state);
    QVERIFY(bitEqual(trained->stepStart().order, Tensor::arange(kRows)));
}

void CarriedStateTest::atTheStartNothingGoesOn() {
    const auto after = moons(OptimizerKind::Adam, {12, true});
    const auto made = carried(moons(OptimizerKind::Sgd, {20, true}), after, 0);
    QVERIFY(!made.goesOn);
    QVERIFY(bitEqual(made.state, startOf(after).state));
}

void CarriedStateTest::namesDoNotCount() {
    const auto network = chain({2, 6, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    auto renamed = network;
    renamed.find(renamed.layers()[1].id)->name = "hidden";
    QVERIFY(sameNetwork(network, renamed));
    renamed.find(renamed.layers()[1].id)->dense()->activation = defaultSpec(Activation::Relu);
    QVERIFY(!sameNetwork(network, renamed));
}

}  // namespace

GLASSNET_TEST(CarriedStateTest);

}  // namespace glassnet::test

#include "CarriedStateTest.moc"
