#include <QSet>

#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;
using simulator::QueueMode;
using simulator::Settings;
using simulator::ThreadOrder;

/// How the threads of a kernel run.
class GridTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void everyThreadRunsOnce();
    void sumsInAnyOrder_data();
    void sumsInAnyOrder();
    void orderIsSeen();
    void mistakesAreReported_data();
    void mistakesAreReported();
    void raceChangesTheResult();
    void unwrittenSharedMemoryIsNoNumber();
    void launchIsChecked();
};

namespace {

/// The thread sanitizer's part is in SanitizerTest.
bool endsTheProgram(const Mistake& mistake) {
    return simulator::build() == simulator::Build::ThreadSanitizer && QByteArray(mistake.interpreted).contains("race");
}

}  // namespace

void GridTest::everyThreadRunsOnce() {
    SampleDevice device;
    const dim3 grid(3, 2, 2);
    const dim3 block(4, 3, 2);
    auto* numbers = reinterpret_cast<unsigned*>(device.memory(288));
    QCOMPARE(places(device.stream(), numbers, grid, block), cudaSuccess);
    const std::vector<float> bits = device.download(reinterpret_cast<const float*>(numbers), 288);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        QCOMPARE(__float_as_uint(bits[i]), static_cast<unsigned>(i));
    }
    QCOMPARE(simulator::counters().threads, 288);
}

void GridTest::sumsInAnyOrder_data() {
    QTest::addColumn<int>("order");
    QTest::addColumn<int>("queue");
    for (const int order : {0, 1, 2}) {
        for (const int queue : {0, 1}) {
            QTest::addRow("order %d, queue %d", order, queue) << order << queue;
        }
    }
}

void GridTest::sumsInAnyOrder() {
    QFETCH(int, order);
    QFETCH(int, queue);
    Settings settings;
    settings.order = static_cast<ThreadOrder>(order);
    settings.queue = static_cast<QueueMode>(queue);
    simulator::reset(settings);
    SampleDevice device;
    const float* x = device.upload(rising(200));
    float* sums = device.memory(4);
    QCOMPARE(blockSums(device.stream(), x, sums, 200), cudaSuccess);
    float* turned = device.upload(rising(128));
    QCOMPARE(reverseBlocks(device.stream(), turned, 128), cudaSuccess);
    // 0 + ... + 63 = 2016, and 64 * 64 more in each block; the last holds 192 to 199.
    QCOMPARE(device.download(sums, 4), std::vector<float>({2016, 6112, 10208, 1564}));
    const std::vector<float> values = device.download(turned, 128);
    QCOMPARE(values[0], 63.0F);
    QCOMPARE(values[127], 64.0F);
}

void GridTest::orderIsSeen() {
    if (simulator::build() == simulator::Build::ThreadSanitizer) {
        QSKIP("The thread sanitizer ends the program at the first race, which this test needs.");
    }
    QSet<unsigned> results;
    for (const ThreadOrder order : {ThreadOrder::Forward, ThreadOrder::Backward, ThreadOrder::Shuffled}) {
        Settings settings;
        settings.order = order;
        simulator::reset(settings);
        SampleDevice device;
        const std::vector<float> zero = {0.0F};
        float* result = device.upload(zero);
        QCOMPARE(tellOrder(device.stream(), reinterpret_cast<unsigned*>(result), 3), cudaSuccess);
        results.insert(__float_as_uint(device.download(result, 1)[0]));
    }
    QCOMPARE(results.size(), 3);
}

void GridTest::mistakesAreReported_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < mistakeCount(); ++i) {
        if (mistakes()[i].sanitized == nullptr && !endsTheProgram(mistakes()[i])) {
            QTest::newRow(mistakes()[i].name) << static_cast<int>(i);
        }
    }
}

void GridTest::mistakesAreReported() {
    QFETCH(int, index);
    const Mistake& mistake = mistakes()[index];
    {
        SampleDevice device;
        float* x = device.upload(rising(128));
        float* y = device.memory(128);
        QCOMPARE(mistake.run(device.stream(), x, y, 128), cudaSuccess);
        device.wait();
    }
    if (mistake.reported != nullptr) {
        expectFinding(mistake.reported);
    }
}

/// What no report tells, the three orders do: their results differ.
void GridTest::raceChangesTheResult() {
    if (simulator::build() == simulator::Build::ThreadSanitizer) {
        QSKIP("The thread sanitizer ends the program at the first race, which this test needs.");
    }
    for (std::size_t i = 0; i < 2; ++i) {
        std::vector<std::vector<float>> results;
        for (const ThreadOrder order : {ThreadOrder::Forward, ThreadOrder::Backward, ThreadOrder::Shuffled}) {
            Settings settings;
            settings.order = order;
            simulator::reset(settings);
            SampleDevice device;
            float* x = device.upload(rising(64));
            float* y = device.memory(64);
            QCOMPARE(mistakes()[i].run(device.stream(), x, y, 64), cudaSuccess);
            std::vector<float> both = device.download(x, 64);
            const std::vector<float> second = device.download(y, 64);
            both.insert(both.end(), second.begin(), second.end());
            results.push_back(both);
        }
        // memcmp: NaNs are among them.
        const std::size_t size = results[0].size() * sizeof(float);
        QVERIFY2(std::memcmp(results[0].data(), results[1].data(), size) != 0, mistakes()[i].name);
        QVERIFY2(std::memcmp(results[0].data(), results[2].data(), size) != 0, mistakes()[i].name);
    }
}

void GridTest::unwrittenSharedMemoryIsNoNumber() {
    SampleDevice device;
    float* x = device.upload(rising(128));
    const auto isIt = [](const Mistake& each) { return QByteArray(each.name) == "shared memory that nothing wrote"; };
    const Mistake* mistake = std::find_if(mistakes(), mistakes() + mistakeCount(), isIt);
    QCOMPARE(mistake->run(device.stream(), x, x, 128), cudaSuccess);
    const std::vector<float> values = device.download(x, 128);
    QVERIFY(std::isnan(values[63]));
    QVERIFY(std::isnan(values[127]));  // and not what the block before left there
    QCOMPARE(values[0], 63.0F);
}

void GridTest::launchIsChecked() {
    SampleDevice device;
    auto* numbers = reinterpret_cast<unsigned*>(device.memory(4));
    for (const auto& [grid, block] : {std::pair{dim3(0), dim3(1)},
                                      {dim3(1), dim3(0)},
                                      {dim3(1), dim3(1025)},
                                      {dim3(1), dim3(32, 33)},
                                      {dim3(1, 65536), dim3(1)},
                                      {dim3(1), dim3(1, 1, 65)}}) {
        QCOMPARE(places(device.stream(), numbers, grid, block), cudaErrorInvalidConfiguration);
        QCOMPARE(cudaGetLastError(), cudaErrorInvalidConfiguration);
    }
    QCOMPARE(places(device.stream(), numbers, dim3(1), dim3(2, 2)), cudaSuccess);
    QCOMPARE(cudaGetLastError(), cudaSuccess);
    QCOMPARE(simulator::counters().launches, 1);
}

GLASSNET_TEST(GridTest);

}  // namespace glassnet::test

#include "GridTest.moc"
