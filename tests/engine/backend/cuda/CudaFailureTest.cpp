#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/cuda/CudaBackend.h"
#include "engine/program/ProgramBuilder.h"
#include "tests/engine/backend/cuda/CudaRun.h"
#include "tests/engine/tensor/Thrown.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

using namespace glassnet;
using test::CudaNetwork;
using test::thrown;

namespace {

/// Calls of the API that fail, and what is too large.
class CudaFailureTest : public test::SimulatorTestCase {
    Q_OBJECT
private slots:
    void everyCallMayFail_data();
    void everyCallMayFail();
    void fullDeviceSaysHowMuch();
    void goesOnAfterAFailure();
    void tooManyElements();

private:
    CudaNetwork m_network;
};

constexpr std::int64_t kShortSteps = 6;

/// A short run on the device, over two epochs whose last batch is short.
class ShortRun {
public:
    ShortRun() {
        NetworkSpec network;
        DenseSettings units;
        units.units = 2;
        units.activation = defaultSpec(Activation::Tanh);
        OutputSettings classes;
        classes.dense.units = 2;
        classes.dense.activation = defaultSpec(Activation::Softmax);
        classes.loss = defaultSpec(Loss::CrossEntropy);
        const auto input = network.addLayer("input", InputSettings{2, 0, {}});
        const auto hidden = network.addLayer("hidden", units);
        const auto dropout = network.addLayer("dropout", DropoutSettings{0.4});
        const auto output = network.addLayer("output", classes);
        network.addLink(input, hidden);
        network.addLink(hidden, dropout);
        network.addLink(dropout, output);
        Generator generator(3);
        m_first = test::trainerFor(network, {.rows = 5, .batchSize = 2, .knobs = {}}, generator);
    }

    /// At its start, on the CPU.
    [[nodiscard]] std::unique_ptr<Trainer> begin() const {
        return std::make_unique<Trainer>(m_first->executable().sharedProgram(), m_cpu, m_first->data(), m_first->plan(),
                                         m_first->stepStart());
    }
    /// From there on the device: a step entry by entry, forth and back, then whole ones, queued and recorded.
    static void run(Trainer& trainer) {
        const auto end = trainer.program().size();
        moveToDevice(trainer);
        trainer.moveTo(end);
        trainer.moveTo(end / 2);
        static_cast<void>(trainer.executable().read(trainer.program().loss()));
        trainer.moveTo(end);
        trainer.finishStep();
        finish(trainer);
    }
    /// The same end from any step on, with a device that has not been lost.
    static void goOn(Trainer& trainer) {
        if (trainer.device().empty()) {
            moveToDevice(trainer);
        }
        trainer.restore(TrainingState(trainer.hostState()));
        finish(trainer);
    }
    /// The starts of all steps, and the end.
    [[nodiscard]] std::vector<TrainingState> states() const {
        const auto trainer = begin();
        moveToDevice(*trainer);
        std::vector<TrainingState> states{trainer->stepStart()};
        for (std::int64_t step = 0; step < kShortSteps; ++step) {
            trainer->moveTo(trainer->program().size());
            trainer->finishStep();
            states.push_back(trainer->stepStart());
        }
        return states;
    }

private:
    static void moveToDevice(Trainer& trainer) { trainer.setBackend({"cuda:0", std::make_shared<const CudaBackend>(0, DeviceOptions{})}); }
    static void finish(Trainer& trainer) {
        trainer.train(kShortSteps - trainer.step(), {});
        static_cast<void>(trainer.stepStart());
    }

    CpuBackend m_cpu;
    std::unique_ptr<Trainer> m_first;
};

void CudaFailureTest::everyCallMayFail_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("sticks");
    QTest::newRow("no memory") << static_cast<int>(cudaErrorMemoryAllocation) << false;
    QTest::newRow("wrong value") << static_cast<int>(cudaErrorInvalidValue) << false;
    QTest::newRow("lost") << static_cast<int>(cudaErrorIllegalAddress) << true;
}

/// Whether a failed call became what it is to become.
bool isRight(const Error& found, cudaError_t error) {
    if (found.arguments.size() != 3 || !std::holds_alternative<std::string>(found.arguments[0])) {
        return false;
    }
    const auto* call = std::get_if<std::string>(&found.arguments[1]);
    if (error == cudaErrorMemoryAllocation) {
        return call == nullptr ? found.code == ErrorCode::DeviceFull && std::get<std::int64_t>(found.arguments[1]) > 0
                               : found.code == ErrorCode::DeviceFailed && *call != "cudaMalloc";
    }
    // cuBLAS has one word for whatever went wrong on the device.
    const bool isLost = error == cudaErrorIllegalAddress || (call != nullptr && call->starts_with("cublas"));
    return call != nullptr && found.code == (isLost ? ErrorCode::DeviceLost : ErrorCode::DeviceFailed);
}

/// Each call of a short run in turn: none goes unnoticed, nothing is left behind, and the host has the whole state of one step.
void CudaFailureTest::everyCallMayFail() {
    QFETCH(int, error);
    QFETCH(bool, sticks);
    const ShortRun shortRun;
    const auto states = shortRun.states();
    const std::int64_t stride = simulator::build() == simulator::Build::Plain ? 1 : 11;
    std::int64_t call = 0;
    for (bool failed = true; failed; call += stride) {
        const auto place = "call " + std::to_string(call);
        simulator::Settings settings;
        settings.failAt = call;
        settings.failWith = static_cast<cudaError_t>(error);
        settings.failForever = sticks;
        simulator::reset(settings);
        {
            const auto trainer = shortRun.begin();
            const auto found = thrown([&] { return ShortRun::run(*trainer), 0; });
            failed = simulator::counters().failures > 0;
            QVERIFY2(found.has_value() == failed, place.c_str());
            QVERIFY2(!failed || isRight(*found, settings.failWith),
                     (place + ": " + std::string(failed ? errorName(found->code) : "")).c_str());
            const auto& kept = trainer->hostState();
            QVERIFY2(bitEqual(kept, states.at(static_cast<std::size_t>(kept.step))), (place + ": a torn state").c_str());
            QVERIFY2(trainer->step() == 0 || trainer->position() == 0, (place + ": a step that nobody asked for").c_str());
            if (!sticks) {
                simulator::failCall(-1, cudaSuccess, false);
                ShortRun::goOn(*trainer);
                QVERIFY2(bitEqual(trainer->stepStart(), states.back()), (place + ": another end").c_str());
            }
        }
        simulator::reset();
        const auto findings = simulator::takeFindings();
        QVERIFY2(findings.empty(), (place + ": " + (findings.empty() ? std::string() : findings.front())).c_str());
    }
    QVERIFY(call > 300);
}

void CudaFailureTest::fullDeviceSaysHowMuch() {
    simulator::Settings settings;
    settings.deviceMemory = std::size_t{5} << 20;
    simulator::reset(settings);
    const CudaBackend backend(0, {});
    const auto executable = m_network.on(backend);
    auto columns = m_network.columns();
    columns[0].rows = Tensor::zeros(Shape{400000, 5});
    columns.resize(1);
    const auto error = thrown([&] { return executable->bindData(columns, Tensor::arange(400000)), 0; }).value();
    QCOMPARE(error.code, ErrorCode::DeviceFull);
    QCOMPARE(std::get<std::int64_t>(error.arguments.at(1)), std::int64_t{400000 * 5 * sizeof(float)});
    const auto free = std::get<std::int64_t>(error.arguments.at(2));
    QVERIFY(free > 0);
    QVERIFY(free < std::int64_t{1} << 20);
}

/// What did not stick: a recording that failed is made anew, and the bits are those of a run without a failure.
void CudaFailureTest::goesOnAfterAFailure() {
    const CudaBackend backend(0, {});
    const auto untouched = m_network.on(backend);
    untouched->trainSlice(0, 100, {});
    untouched->trainSlice(0, 100, {});
    const auto executable = m_network.on(backend);
    executable->trainSlice(0, 100, {});
    const auto parameters = m_network.program()->tensors();
    std::vector<Tensor> state;
    for (const auto& info : parameters) {
        state.push_back(executable->read(info.id));
    }
    const auto rows = executable->rows();
    const auto generator = executable->dropoutGenerator();
    // In the middle of the recording.
    simulator::failCall(60, cudaErrorInvalidValue, false);
    QCOMPARE(thrown([&] { return executable->trainSlice(0, 100, {}); }).value().code, ErrorCode::DeviceFailed);
    executable->setRows(rows);
    for (std::size_t i = 0; i < state.size(); ++i) {
        executable->write(parameters[i].id, state[i]);
    }
    executable->setDropoutGenerator(generator);
    executable->trainSlice(0, 100, {});
    QVERIFY(test::sameState(*executable, *untouched));
}

/// 2^31 elements are refused before anything is asked of the device.
void CudaFailureTest::tooManyElements() {
    const CudaBackend backend(0, {});
    ProgramBuilder builder({});
    builder.addTensor({{}, Shape{65536, 32768}, false, DType::Float32, TensorRole::Parameter, {}, LayerId{1}, {}, {}});
    const auto allocations = simulator::counters().allocations;
    const auto error = thrown([&] { return backend.prepare(std::make_shared<const Program>(builder.take()), {}); }).value();
    QCOMPARE(error.code, ErrorCode::TooLarge);
    QCOMPARE(std::get<std::int64_t>(error.arguments.at(0)), std::int64_t{1} << 33);
    QVERIFY(simulator::counters().allocations - allocations <= 8);
}

}  // namespace

GLASSNET_TEST(CudaFailureTest);
#include "CudaFailureTest.moc"
