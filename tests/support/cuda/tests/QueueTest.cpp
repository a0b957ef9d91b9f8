#include <cstring>

#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;
using simulator::QueueMode;
using simulator::Settings;

/// When queued work runs, events, and graphs.
class QueueTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void lateWorkWaitsForAWait();
    void stagingBufferIsReadLate();
    void immediateWorkDoesNotWait();
    void eventsWaitForTheirPlace();
    void graphsHoldWhatTheyWereGiven();
    void graphsRunAgainAndAgain();
    void synchronousCopyDoesNotWaitForTheStream();
    void countersCount();
    void newMemoryIsNoNumber();
    void memoryIsLimited();

private:
    static void reset(QueueMode queue) {
        Settings settings;
        settings.queue = queue;
        simulator::reset(settings);
    }
};

void QueueTest::lateWorkWaitsForAWait() {
    SampleDevice device;
    float* x = device.upload(rising(4));
    float* result = device.pinned(4);
    QCOMPARE(scale(device.stream(), x, 4, 2.0F), cudaSuccess);
    QCOMPARE(cudaMemcpyAsync(result, x, 16, cudaMemcpyDeviceToHost, device.stream()), cudaSuccess);
    QVERIFY(std::isnan(result[3]));
    device.wait();
    QCOMPARE(result[3], 6.0F);
}

/// A buffer that is filled again before the copy from it was waited for: the copy takes the second content.
void QueueTest::stagingBufferIsReadLate() {
    SampleDevice device;
    float* staging = device.pinned(1);
    float* x = device.memory(1);
    staging[0] = 1.0F;
    QCOMPARE(cudaMemcpyAsync(x, staging, 4, cudaMemcpyHostToDevice, device.stream()), cudaSuccess);
    staging[0] = 2.0F;
    QCOMPARE(device.download(x, 1)[0], 2.0F);
}

void QueueTest::immediateWorkDoesNotWait() {
    reset(QueueMode::AtOnce);
    SampleDevice device;
    float* x = device.upload(rising(4));
    float* result = device.pinned(4);
    QCOMPARE(scale(device.stream(), x, 4, 2.0F), cudaSuccess);
    QCOMPARE(cudaMemcpyAsync(result, x, 16, cudaMemcpyDeviceToHost, device.stream()), cudaSuccess);
    QCOMPARE(result[3], 6.0F);
}

void QueueTest::eventsWaitForTheirPlace() {
    SampleDevice device;
    const std::vector<float> one = {1.0F};
    float* x = device.upload(one);
    float* result = device.pinned(2);
    cudaEvent_t event = nullptr;
    QCOMPARE(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), cudaSuccess);
    QCOMPARE(cudaEventSynchronize(event), cudaSuccess);  // never recorded
    QCOMPARE(cudaMemcpyAsync(result, x, 4, cudaMemcpyDeviceToHost, device.stream()), cudaSuccess);
    QCOMPARE(cudaEventRecord(event, device.stream()), cudaSuccess);
    QCOMPARE(cudaMemcpyAsync(result + 1, x, 4, cudaMemcpyDeviceToHost, device.stream()), cudaSuccess);
    QVERIFY(std::isnan(result[0]));
    QCOMPARE(cudaEventSynchronize(event), cudaSuccess);
    QCOMPARE(result[0], 1.0F);
    QVERIFY(std::isnan(result[1]));
    QCOMPARE(cudaEventDestroy(event), cudaSuccess);
}

void QueueTest::graphsHoldWhatTheyWereGiven() {
    SampleDevice device;
    float* x = device.upload(rising(4));
    float factor = 2.0F;
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t executable = nullptr;
    QCOMPARE(cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal), cudaSuccess);
    QCOMPARE(scale(device.stream(), x, 4, factor), cudaSuccess);
    factor = 100.0F;
    QCOMPARE(cudaStreamEndCapture(device.stream(), &graph), cudaSuccess);
    QCOMPARE(cudaGraphInstantiate(&executable, graph, 0), cudaSuccess);
    QCOMPARE(cudaGraphDestroy(graph), cudaSuccess);
    QCOMPARE(device.download(x, 4)[3], 3.0F);  // capturing runs nothing
    QCOMPARE(cudaGraphLaunch(executable, device.stream()), cudaSuccess);
    QCOMPARE(device.download(x, 4)[3], 6.0F);
    QCOMPARE(cudaGraphExecDestroy(executable), cudaSuccess);
}

void QueueTest::graphsRunAgainAndAgain() {
    SampleDevice device;
    float* x = device.upload(rising(4));
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t executable = nullptr;
    QCOMPARE(cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal), cudaSuccess);
    QCOMPARE(scale(device.stream(), x, 4, 2.0F), cudaSuccess);
    QCOMPARE(scale(device.stream(), x, 4, 3.0F), cudaSuccess);
    QCOMPARE(cudaStreamEndCapture(device.stream(), &graph), cudaSuccess);
    QCOMPARE(cudaGraphInstantiate(&executable, graph), cudaSuccess);
    const auto before = simulator::counters();
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(cudaGraphLaunch(executable, device.stream()), cudaSuccess);
    }
    QCOMPARE(simulator::counters().graphLaunches, before.graphLaunches + 3);
    QCOMPARE(simulator::counters().launches, before.launches);
    QCOMPARE(simulator::counters().calls, before.calls + 3);
    QCOMPARE(device.download(x, 4)[1], 216.0F);
    QCOMPARE(cudaGraphExecDestroy(executable), cudaSuccess);
    QCOMPARE(cudaGraphDestroy(graph), cudaSuccess);
}

/// It waits for the default stream, and a non-blocking stream does not belong to that.
void QueueTest::synchronousCopyDoesNotWaitForTheStream() {
    SampleDevice device;
    float* x = device.upload(rising(4));
    QCOMPARE(scale(device.stream(), x, 4, 2.0F), cudaSuccess);
    std::vector<float> result(4);
    QCOMPARE(cudaMemcpy(result.data(), x, 16, cudaMemcpyDeviceToHost), cudaSuccess);
    QCOMPARE(result[3], 3.0F);
    expectFinding("cudaMemcpy is queued on the default stream");
}

void QueueTest::countersCount() {
    {
        SampleDevice device;
        float* x = device.upload(rising(8));
        float* y = device.memory(8);
        QCOMPARE(cudaMemcpyAsync(y, x, 32, cudaMemcpyDeviceToDevice, device.stream()), cudaSuccess);
        QCOMPARE(cudaMemsetAsync(x, 0, 16, device.stream()), cudaSuccess);
        QCOMPARE(scale(device.stream(), y, 8, 2.0F), cudaSuccess);
        QCOMPARE(device.download(x, 8), std::vector<float>({0, 0, 0, 0, 4, 5, 6, 7}));
        QCOMPARE(device.download(y, 8)[7], 14.0F);
        QCOMPARE(simulator::counters().liveBytes, 64);
        QCOMPARE(simulator::liveBytes(0), std::size_t{64});
    }
    const simulator::Counters& counters = simulator::counters();
    QCOMPARE(counters.allocations, 2);
    QCOMPARE(counters.frees, 2);
    QCOMPARE(counters.pinnedAllocations, 3);
    QCOMPARE(counters.copiesToDevice, 1);
    QCOMPARE(counters.bytesToDevice, 32);
    QCOMPARE(counters.copiesToHost, 2);
    QCOMPARE(counters.bytesToHost, 64);
    QCOMPARE(counters.copiesOnDevice, 1);
    QCOMPARE(counters.bytesOnDevice, 32);
    QCOMPARE(counters.launches, 1);
    QCOMPARE(counters.waits, 3);
    QCOMPARE(counters.liveBytes, 0);
    // stream, 5 pieces of memory, 4 copies, 3 waits, one fill, one kernel; frees do not count.
    QCOMPARE(counters.calls, 15);
}

void QueueTest::newMemoryIsNoNumber() {
    SampleDevice device;
    for (const float each : device.download(device.memory(5), 5)) {
        QVERIFY(std::isnan(each));
    }
    QVERIFY(std::isnan(device.pinned(5)[4]));
}

void QueueTest::memoryIsLimited() {
    Settings settings;
    settings.deviceMemory = 1000;
    simulator::reset(settings);
    void* first = nullptr;
    void* second = nullptr;
    QCOMPARE(cudaMalloc(&first, 600), cudaSuccess);
    QCOMPARE(cudaMalloc(&second, 600), cudaErrorMemoryAllocation);
    std::size_t free = 0;
    std::size_t total = 0;
    QCOMPARE(cudaMemGetInfo(&free, &total), cudaSuccess);
    QCOMPARE(free, std::size_t{400});
    QCOMPARE(total, std::size_t{1000});
    QCOMPARE(cudaFree(first), cudaSuccess);
    QCOMPARE(cudaMalloc(&second, 600), cudaSuccess);
    QCOMPARE(cudaFree(second), cudaSuccess);
}

GLASSNET_TEST(QueueTest);

}  // namespace glassnet::test

#include "QueueTest.moc"
