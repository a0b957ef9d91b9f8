#include <algorithm>

#include "engine/backend/cuda/CudaBackend.h"
#include "engine/program/ProgramBuilder.h"
#include "tests/engine/backend/cuda/CudaRun.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

using namespace glassnet;
using test::CudaNetwork;
using test::kCudaBatch;

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
    void oneFails(std::int64_t call, cudaError_t error, bool sticks);

    CudaNetwork m_network;
};

/// All that an executable can do; returns how many calls that took, which can each fail, when nothing but the end is left.
std::int64_t useAll(const CudaNetwork& network, std::unique_ptr<CudaBackend>& backend, std::unique_ptr<Executable>& executable) {
    backend = std::make_unique<CudaBackend>(0, DeviceOptions{});
    executable = network.on(*backend);
    for (int epoch = 0; epoch < 2; ++epoch) {
        // A whole batch and a short one: queued in the first epoch, recorded in the second.
        executable->bindData(network.columns(), test::shuffledRows(static_cast<std::uint64_t>(epoch)).narrow(0, 0, kCudaBatch + 2));
        executable->trainSlice(0, 100, {});
    }
    executable->loadBatch(0);
    executable->run(0, executable->program().size());
    static_cast<void>(executable->read(executable->program().loss()));
    static_cast<void>(executable->dropoutGenerator());
    return simulator::counters().calls;
}

void CudaFailureTest::everyCallMayFail_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("sticks");
    QTest::addColumn<int>("stride");
    QTest::newRow("no memory") << static_cast<int>(cudaErrorMemoryAllocation) << false << 1;
    QTest::newRow("wrong value") << static_cast<int>(cudaErrorInvalidValue) << false << 7;
    QTest::newRow("lost") << static_cast<int>(cudaErrorIllegalAddress) << true << 5;
}

/// None goes unnoticed, and nothing is left behind.
void CudaFailureTest::everyCallMayFail() {
    QFETCH(int, error);
    QFETCH(bool, sticks);
    QFETCH(int, stride);
    std::int64_t calls = 0;
    {
        std::unique_ptr<CudaBackend> backend;
        std::unique_ptr<Executable> executable;
        calls = useAll(m_network, backend, executable);
    }
    QVERIFY(calls > 500);
    stride *= simulator::build() == simulator::Build::Plain ? 1 : 11;
    for (std::int64_t call = 0; call < calls; call += stride) {
        oneFails(call, static_cast<cudaError_t>(error), sticks);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

/// What a failed call is to become.
ErrorCode wantedCode(cudaError_t error, const Error& found) {
    if (const auto* call = std::get_if<std::string>(&found.arguments.at(1))) {
        // cuBLAS has one word for whatever went wrong on the device.
        const bool isBlas = call->starts_with("cublas") && error != cudaErrorMemoryAllocation;
        return isBlas || error == cudaErrorIllegalAddress ? ErrorCode::DeviceLost : ErrorCode::DeviceFailed;
    }
    return error == cudaErrorMemoryAllocation ? ErrorCode::DeviceFull : ErrorCode::Count_;
}

void CudaFailureTest::oneFails(std::int64_t call, cudaError_t error, bool sticks) {
    const auto place = "call " + std::to_string(call);
    simulator::Settings settings;
    settings.failAt = call;
    settings.failWith = error;
    settings.failForever = sticks;
    simulator::reset(settings);
    Error found;
    {
        std::unique_ptr<CudaBackend> backend;
        std::unique_ptr<Executable> executable;
        try {
            useAll(m_network, backend, executable);
        } catch (const ErrorException& exception) {
            found = exception.error();
        }
    }
    QVERIFY2(found.arguments.size() == 3, (place + " went unnoticed").c_str());
    QVERIFY2(std::holds_alternative<std::string>(found.arguments[0]), place.c_str());
    QVERIFY2(found.code == wantedCode(error, found), (place + ": " + std::string(errorName(found.code))).c_str());
    simulator::reset();
    const auto findings = simulator::takeFindings();
    QVERIFY2(findings.empty(), (place + ": " + (findings.empty() ? std::string() : findings.front())).c_str());
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
    Error error;
    try {
        executable->bindData(columns, Tensor::arange(400000));
    } catch (const ErrorException& exception) {
        error = exception.error();
    }
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
    bool failed = false;
    try {
        executable->trainSlice(0, 100, {});
    } catch (const ErrorException& exception) {
        failed = exception.error().code == ErrorCode::DeviceFailed;
    }
    QVERIFY(failed);
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
    Error error;
    try {
        static_cast<void>(backend.prepare(std::make_shared<const Program>(builder.take()), {}));
    } catch (const ErrorException& exception) {
        error = exception.error();
    }
    QCOMPARE(error.code, ErrorCode::TooLarge);
    QCOMPARE(std::get<std::int64_t>(error.arguments.at(0)), std::int64_t{1} << 33);
    QVERIFY(simulator::counters().allocations - allocations <= 8);
}

}  // namespace

GLASSNET_TEST(CudaFailureTest);
#include "CudaFailureTest.moc"
