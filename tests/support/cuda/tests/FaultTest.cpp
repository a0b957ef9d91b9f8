#include <cublas_v2.h>

#include <cstring>
#include <stdexcept>

#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;

/// Calls that fail on demand, and drivers that are not as they should be.
class FaultTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void oneCallFails();
    void allCallsFail();
    void everyCallOfAProgramCanFail();
    void endOfCaptureCanFail();
    void detection_data();
    void detection();
    void errorsHaveNames();
};

namespace {

/// A small program whose own checks throw; returns false if a call of it failed.
bool runsThrough() {
    try {
        SampleDevice device;
        float* x = device.upload(rising(8));
        if (scale(device.stream(), x, 8, 2.0F) != cudaSuccess) {
            return false;
        }
        return device.download(x, 8)[1] == 2.0F;
    } catch (const std::runtime_error&) {
        return false;
    }
}

}  // namespace

void FaultTest::oneCallFails() {
    SampleDevice device;
    void* memory = nullptr;
    simulator::failCall(1, cudaErrorMemoryAllocation, false);
    QCOMPARE(cudaSetDevice(0), cudaSuccess);
    QCOMPARE(cudaMalloc(&memory, 4), cudaErrorMemoryAllocation);
    QVERIFY(memory == nullptr);
    QCOMPARE(cudaGetLastError(), cudaErrorMemoryAllocation);
    QCOMPARE(cudaGetLastError(), cudaSuccess);
    QCOMPARE(cudaMalloc(&memory, 4), cudaSuccess);
    QCOMPARE(cudaFree(memory), cudaSuccess);
    QCOMPARE(simulator::counters().failures, 1);
    cublasHandle_t handle = nullptr;
    simulator::failCall(0, cudaErrorMemoryAllocation, false);
    QCOMPARE(cublasCreate(&handle), CUBLAS_STATUS_ALLOC_FAILED);
    simulator::failCall(0, cudaErrorLaunchFailure, false);
    QCOMPARE(cublasCreate(&handle), CUBLAS_STATUS_EXECUTION_FAILED);
}

/// A lost device: everything fails from then on, what is freed is freed all the same, and the error does not go away by asking for it.
void FaultTest::allCallsFail() {
    void* memory = nullptr;
    QCOMPARE(cudaMalloc(&memory, 4), cudaSuccess);
    simulator::failCall(0, cudaErrorIllegalAddress, true);
    QCOMPARE(cudaSetDevice(0), cudaErrorIllegalAddress);
    QCOMPARE(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
    QCOMPARE(cudaGetLastError(), cudaErrorIllegalAddress);
    QCOMPARE(cudaGetLastError(), cudaErrorIllegalAddress);
    QCOMPARE(cudaFree(memory), cudaErrorIllegalAddress);
    simulator::reset();
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
}

void FaultTest::everyCallOfAProgramCanFail() {
    QVERIFY(runsThrough());
    const std::int64_t calls = simulator::counters().calls;
    QCOMPARE(calls, 9);
    for (std::int64_t i = 0; i < calls; ++i) {
        for (const bool lasting : {false, true}) {
            simulator::reset();
            simulator::failCall(i, cudaErrorLaunchFailure, lasting);
            QVERIFY(!runsThrough());
            QVERIFY(simulator::counters().failures >= 1);
        }
    }
    simulator::reset();
    simulator::failCall(calls, cudaErrorLaunchFailure, false);
    QVERIFY(runsThrough());
    QCOMPARE(simulator::counters().failures, 0);
}

void FaultTest::endOfCaptureCanFail() {
    SampleDevice device;
    cudaGraph_t graph = nullptr;
    QCOMPARE(cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal), cudaSuccess);
    simulator::failCall(0, cudaErrorMemoryAllocation, false);
    QCOMPARE(cudaStreamEndCapture(device.stream(), &graph), cudaErrorMemoryAllocation);
    QVERIFY(graph == nullptr);
    QCOMPARE(cudaStreamSynchronize(device.stream()), cudaSuccess);
}

void FaultTest::detection_data() {
    QTest::addColumn<int>("driver");
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("error");
    QTest::newRow("no driver") << 0 << 1 << 35;
    QTest::newRow("old driver") << 12040 << 1 << 35;
    QTest::newRow("no device") << 13000 << 0 << 100;
    QTest::newRow("two devices") << 13010 << 2 << 0;
}

void FaultTest::detection() {
    QFETCH(int, driver);
    QFETCH(int, devices);
    QFETCH(int, error);
    simulator::Settings settings;
    settings.driverVersion = driver;
    settings.devices = devices;
    simulator::reset(settings);
    int count = -7;
    QCOMPARE(static_cast<int>(cudaGetDeviceCount(&count)), error);
    QCOMPARE(count, error == 0 ? devices : -7);  // left alone where it fails, as the real one does
    int version = -7;
    QCOMPARE(cudaDriverGetVersion(&version), cudaSuccess);
    QCOMPARE(version, driver);
    if (error == 0) {
        cudaDeviceProp properties{};
        QCOMPARE(cudaGetDeviceProperties(&properties, 1), cudaSuccess);
        QCOMPARE(properties.major * 10 + properties.minor, 75);
        QVERIFY(std::strlen(properties.name) > 0);
        QCOMPARE(cudaGetDeviceProperties(&properties, 2), cudaErrorInvalidDevice);
    }
}

void FaultTest::errorsHaveNames() {
    QCOMPARE(cudaGetErrorName(cudaErrorMemoryAllocation), "cudaErrorMemoryAllocation");
    QCOMPARE(cudaGetErrorString(cudaErrorIllegalAddress), "an illegal memory access was encountered");
    QCOMPARE(cudaGetErrorName(static_cast<cudaError_t>(5)), "unrecognized error code");
    QCOMPARE(cublasGetStatusName(CUBLAS_STATUS_ALLOC_FAILED), "CUBLAS_STATUS_ALLOC_FAILED");
}

GLASSNET_TEST(FaultTest);

}  // namespace glassnet::test

#include "FaultTest.moc"
