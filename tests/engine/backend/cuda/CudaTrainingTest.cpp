#include <cmath>
#include <limits>
#include <map>

#include "engine/backend/cuda/CudaBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/ProgramBuilder.h"
#include "engine/random/Distributions.h"
#include "tests/engine/backend/cuda/CudaRun.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

using namespace glassnet;
using test::CudaNetwork;
using test::kCudaBatch;
using test::kCudaRows;
using test::sameState;

namespace {

constexpr std::int64_t kSteps = (kCudaRows + kCudaBatch - 1) / kCudaBatch;

/// Whole steps on the simulated device: recordings, what moves, and how they end.
class CudaTrainingTest : public test::SimulatorTestCase {
    Q_OBJECT
private slots:
    void trainedIsStepped_data();
    void trainedIsStepped();
    void slicesMayBeCut();
    void everyScheduleGivesTheSameBits();
    void epochMovesNothing();
    void dataStaysOnTheDevice();
    void readsOneTensor();
    void largeTensorsTravelInParts();
    void knobsTurnInRecordings();
    void stopsAtNonFinite_data();
    void stopsAtNonFinite();
    void stopsWhenAsked();
    void badLabelStopsItsStep();
    void devicesStandApart();
    void randomNetworksFollowTheReference();
};

void CudaTrainingTest::trainedIsStepped_data() {
    QTest::addColumn<int>("optimizer");
    for (const int optimizer : {0, 1, 2, 3, 4}) {
        QTest::newRow(std::to_string(optimizer).c_str()) << optimizer;
    }
}

/// Over three epochs, so that the first queues its steps, the second records and the third replays.
void CudaTrainingTest::trainedIsStepped() {
    QFETCH(int, optimizer);
    const CudaNetwork network(static_cast<OptimizerKind>(optimizer));
    const CudaBackend backend(0, {});
    const auto trained = network.on(backend);
    const auto stepped = network.on(backend);
    const auto start = network.on(backend);
    for (int epoch = 0; epoch < 3; ++epoch) {
        const auto order = test::shuffledRows(static_cast<std::uint64_t>(20 + epoch));
        trained->bindData(network.columns(), order);
        stepped->bindData(network.columns(), order);
        const auto report = trained->trainSlice(0, 100, {});
        QCOMPARE(report.steps, kSteps);
        QCOMPARE(report.nonFiniteStep, std::int64_t{-1});
        QVERIFY(report.losses == test::stepEpoch(*stepped));
        QCOMPARE(trained->rows(), kCudaRows % kCudaBatch);
        QVERIFY(sameState(*trained, *stepped));
    }
    const auto moved = network.program()->parameters().front().value;
    QVERIFY(!bitEqual(trained->read(moved), start->read(moved)));
}

void CudaTrainingTest::slicesMayBeCut() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    const auto whole = network.on(backend);
    const auto cut = network.on(backend);
    for (int epoch = 0; epoch < 2; ++epoch) {
        whole->trainSlice(0, 5, {});
        QCOMPARE(cut->trainSlice(0, 2, {}).steps, std::int64_t{2});
        QCOMPARE(cut->trainSlice(2 * kCudaBatch, 0, {}).steps, std::int64_t{0});
        QCOMPARE(cut->trainSlice(2 * kCudaBatch, 3, {}).steps, std::int64_t{3});
        QVERIFY(sameState(*whole, *cut));
    }
}

/// Late or at once, threads forward, backward or shuffled: what depends on it is a race.
void CudaTrainingTest::everyScheduleGivesTheSameBits() {
    const CudaNetwork network;
    std::vector<double> losses;
    Tensor weights;
    int schedules = 0;
    for (const auto queue : {simulator::QueueMode::Late, simulator::QueueMode::AtOnce}) {
        for (const auto order : {simulator::ThreadOrder::Forward, simulator::ThreadOrder::Backward, simulator::ThreadOrder::Shuffled}) {
            simulator::Settings settings;
            settings.queue = queue;
            settings.order = order;
            simulator::reset(settings);
            const CudaBackend backend(0, {});
            const auto executable = network.on(backend);
            auto report = executable->trainSlice(0, kSteps, {});
            const auto second = executable->trainSlice(0, kSteps, {});
            report.losses.insert(report.losses.end(), second.losses.begin(), second.losses.end());
            const auto found = executable->read(network.program()->parameters().back().value);
            if (schedules++ == 0) {
                losses = report.losses;
                weights = found;
            }
            QVERIFY(losses == report.losses);
            QVERIFY(bitEqual(weights, found));
        }
    }
    QCOMPARE(schedules, 6);
}

/// An epoch is a graph launch a step, the few kernels at its start, and one copy at its end: its losses.
void CudaTrainingTest::epochMovesNothing() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    const auto executable = network.on(backend);
    executable->trainSlice(0, kSteps, {});
    executable->trainSlice(0, kSteps, {});
    const auto before = simulator::counters();
    executable->trainSlice(0, kSteps, {});
    const auto after = simulator::counters();
    QCOMPARE(after.graphLaunches - before.graphLaunches, kSteps);
    QCOMPARE(after.products - before.products, std::int64_t{0});
    QCOMPARE(after.allocations - before.allocations, std::int64_t{0});
    QCOMPARE(after.pinnedAllocations - before.pinnedAllocations, std::int64_t{0});
    QCOMPARE(after.copiesToDevice - before.copiesToDevice, std::int64_t{0});
    QCOMPARE(after.copiesOnDevice - before.copiesOnDevice, std::int64_t{0});
    QCOMPARE(after.copiesToHost - before.copiesToHost, std::int64_t{1});
    QCOMPARE(after.bytesToHost - before.bytesToHost, kSteps * std::int64_t{sizeof(float)});
    // The copies of what outlives a step, and the place.
    std::int64_t kept = 1 + 1;
    for (const auto& info : network.program()->tensors()) {
        kept += belongsToState(info.role);
    }
    QCOMPARE(after.launches - before.launches, kept);
}

/// The same columns are not copied again, a new order is.
void CudaTrainingTest::dataStaysOnTheDevice() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    const auto executable = network.on(backend);
    const auto before = simulator::counters();
    executable->bindData(network.columns(), test::shuffledRows(8));
    QCOMPARE(simulator::counters().bytesToDevice, before.bytesToDevice);
    executable->bindData(network.columns(), test::shuffledRows(9));
    QCOMPARE(simulator::counters().bytesToDevice - before.bytesToDevice, kCudaRows * std::int64_t{sizeof(std::int64_t)});
    QCOMPARE(simulator::counters().allocations, before.allocations);
    // Other data of the same shape is other data.
    auto columns = network.columns();
    columns[0].rows = Tensor::full(columns[0].rows.shape(), 0.5);
    executable->bindData(columns, test::shuffledRows(9));
    executable->loadBatch(0);
    QVERIFY(bitEqual(executable->read(columns[0].tensor), Tensor::full(Shape{kCudaBatch, 5}, 0.5)));
    executable->bindData(network.columns(), test::shuffledRows(9));
    executable->loadBatch(4);
    const auto row = test::shuffledRows(9).at(4);
    QCOMPARE(executable->read(columns[0].tensor).at({0, 3}), network.columns()[0].rows.at({static_cast<std::int64_t>(row), 3}));
}

void CudaTrainingTest::readsOneTensor() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    const auto executable = network.on(backend);
    const auto id = network.program()->parameters().front().value;
    const auto before = simulator::counters();
    const auto values = executable->read(id);
    QCOMPARE(simulator::counters().copiesToHost - before.copiesToHost, std::int64_t{1});
    QCOMPARE(simulator::counters().bytesToHost - before.bytesToHost, values.elements() * std::int64_t{sizeof(float)});
    QCOMPARE(simulator::counters().launches, before.launches);
}

/// More than the pinned memory holds at once, in several calls without a wait between them.
void CudaTrainingTest::largeTensorsTravelInParts() {
    ProgramBuilder builder({});
    const auto add = [&](const Shape& shape) {
        return builder.addTensor({{}, shape, false, DType::Float32, TensorRole::Parameter, {}, LayerId{1}, {}, {}});
    };
    const auto small = add(Shape{3, 5});
    const auto large = add(Shape{700, 1001});
    const auto larger = add(Shape{900, 1003});
    const CudaBackend backend(0, {});
    const auto executable = backend.prepare(std::make_shared<const Program>(builder.take()), {});
    Generator generator(1);
    std::map<TensorId, Tensor> written;
    for (const auto id : {small, large, larger}) {
        written[id] = randn(generator, executable->program().tensor(id).shape);
        executable->write(id, written[id]);
    }
    for (const auto id : {larger, small, large}) {
        QVERIFY(bitEqual(executable->read(id), written[id]));
    }
}

/// A recorded step takes the learning rate of now: the classic mistake is to record its value.
void CudaTrainingTest::knobsTurnInRecordings() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    const auto trained = network.on(backend);
    const auto stepped = network.on(backend);
    auto knobs = trained->knobs();
    for (int epoch = 0; epoch < 4; ++epoch) {
        knobs.learningRate *= 0.5;
        knobs.beta1 -= 0.1;
        knobs.penaltyRate += 0.01;
        knobs.clipLimit *= 0.7;
        trained->setKnobs(knobs);
        stepped->setKnobs(knobs);
        trained->trainSlice(0, kSteps, {});
        test::stepEpoch(*stepped);
        QVERIFY(sameState(*trained, *stepped));
    }
}

void CudaTrainingTest::stopsAtNonFinite_data() {
    QTest::addColumn<int>("epochsBefore");
    QTest::addColumn<int>("row");
    for (const int row : {0, 5, 9, 17, 21}) {
        QTest::newRow(std::to_string(row).c_str()) << row % 3 << row;
    }
}

/// One sample is not a number, and steps behind its own are in the queue already: all is as if none of them had run.
void CudaTrainingTest::stopsAtNonFinite() {
    QFETCH(int, epochsBefore);
    QFETCH(int, row);
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    auto columns = network.columns();
    columns[0].rows = columns[0].rows.clone();
    columns[0].rows.set({row, 1}, std::numeric_limits<double>::quiet_NaN());
    const auto trained = network.on(backend);
    const auto stepped = network.on(backend);
    for (int epoch = 0; epoch < epochsBefore; ++epoch) {
        trained->trainSlice(0, kSteps, {});
        test::stepEpoch(*stepped);
    }
    trained->bindData(columns, Tensor::arange(kCudaRows));
    stepped->bindData(columns, Tensor::arange(kCudaRows));
    const auto report = trained->trainSlice(0, kSteps, {});
    QCOMPARE(report.nonFiniteStep, row / kCudaBatch);
    QCOMPARE(report.steps, report.nonFiniteStep + 1);
    QCOMPARE(report.losses.size(), static_cast<std::size_t>(report.steps));
    QVERIFY(!std::isfinite(report.losses.back()));
    for (std::int64_t step = 0; step < report.steps; ++step) {
        stepped->loadBatch(step * kCudaBatch);
        stepped->run(0, stepped->program().size());
    }
    QVERIFY(sameState(*trained, *stepped));
}

void CudaTrainingTest::stopsWhenAsked() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    const auto executable = network.on(backend);
    std::stop_source source;
    source.request_stop();
    QCOMPARE(executable->trainSlice(0, 6, source.get_token()).steps, std::int64_t{0});
    QVERIFY(sameState(*executable, *network.on(backend)));
}

/// A class that the output does not have ends the slice as it ends a step, behind the steps before it.
void CudaTrainingTest::badLabelStopsItsStep() {
    const CudaNetwork network;
    const CudaBackend backend(0, {});
    auto columns = network.columns();
    for (auto& column : columns) {
        if (column.tensor == network.classes()) {
            column.rows = column.rows.clone();
            column.rows.set(9, 3.0);
        }
    }
    const auto trained = network.on(backend);
    const auto stepped = network.on(backend);
    trained->bindData(columns, Tensor::arange(kCudaRows));
    stepped->bindData(columns, Tensor::arange(kCudaRows));
    auto code = ErrorCode::Count_;
    try {
        trained->trainSlice(0, kSteps, {});
    } catch (const ErrorException& exception) {
        code = exception.error().code;
    }
    QCOMPARE(code, ErrorCode::ClassTarget);
    stepped->trainSlice(0, 2, {});
    const auto weight = network.program()->parameters().front().value;
    QVERIFY(bitEqual(trained->read(weight), stepped->read(weight)));
}

/// Two devices in turns, by one thread: each has its own memory, and the bits are the same.
void CudaTrainingTest::devicesStandApart() {
    simulator::Settings settings;
    settings.devices = 2;
    simulator::reset(settings);
    const CudaNetwork network;
    const CudaBackend first(0, {});
    const CudaBackend second(1, {});
    const auto executable = network.on(first);
    const auto other = network.on(second);
    QCOMPARE(simulator::liveBytes(0), simulator::liveBytes(1));
    for (int epoch = 0; epoch < 3; ++epoch) {
        executable->trainSlice(0, kSteps, {});
        other->trainSlice(0, kSteps, {});
        QVERIFY(sameState(*executable, *other));
    }
}

/// How far `got` may be from `want`: float32 against float64 over a few layers.
bool isNear(const Tensor& got, const Tensor& want) {
    double largest = 0.0;
    for (std::int64_t i = 0; i < want.elements(); ++i) {
        largest = std::max(largest, std::abs(want.at(i)));
    }
    for (std::int64_t i = 0; i < want.elements(); ++i) {
        if (!(std::abs(got.at(i) - want.at(i)) <= 2e-5 * largest + 1e-6)) {
            return false;
        }
    }
    return true;
}

/// Step by step, each from the same state: over many steps rounding grows by itself.
void CudaTrainingTest::randomNetworksFollowTheReference() {
    Generator generator(61);
    const CudaBackend backend(0, {});
    const int networks = simulator::build() == simulator::Build::Plain ? 12 : 3;
    for (int i = 0; i < networks; ++i) {
        const auto network = test::randomNetwork(generator);
        const auto run = test::randomRun(network, generator);
        Generator data(static_cast<std::uint64_t>(i));
        Generator sameData(static_cast<std::uint64_t>(i));
        const auto found = test::trainerFor(network, run, data, backend);
        const auto wanted = test::trainerFor(network, run, sameData, ReferenceBackend());
        for (int step = 0; step < 30; ++step) {
            wanted->restore(found->stepStart());
            const auto& program = found->program();
            found->moveTo(program.size());
            wanted->moveTo(program.size());
            QVERIFY(isNear(found->executable().read(program.loss()), wanted->executable().read(program.loss())));
            for (const auto& parameter : program.parameters()) {
                if (parameter.gradient.valid()) {
                    const auto name = "network " + std::to_string(i) + ", step " + std::to_string(step);
                    QVERIFY2(isNear(found->executable().read(parameter.gradient), wanted->executable().read(parameter.gradient)),
                             name.c_str());
                }
            }
            QVERIFY(found->executable().dropoutGenerator() == wanted->executable().dropoutGenerator());
            found->finishStep();
        }
    }
}

}  // namespace

GLASSNET_TEST(CudaTrainingTest);
#include "CudaTrainingTest.moc"
