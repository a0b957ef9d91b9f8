#include "tests/support/cuda/ptx/Interpreter.h"
#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;

/// What the interpreter finds in nvcc's PTX of wrong kernels, and not in that of right ones.
class InterpreterTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void isUsed();
    void mistakesAreFound_data();
    void mistakesAreFound();
    void rightKernelsAreRight();
    void everyThreadRunsOnce();
    void scatteredAccessIsSeen();
    void unwrittenPartIsFound();
};

void InterpreterTest::isUsed() { QCOMPARE(simulator::build(), simulator::Build::Interpreter); }

void InterpreterTest::mistakesAreFound_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < mistakeCount(); ++i) {
        QTest::newRow(mistakes()[i].name) << static_cast<int>(i);
    }
}

/// Each with its kernel and its place in PTX and source.
void InterpreterTest::mistakesAreFound() {
    QFETCH(int, index);
    const Mistake& mistake = mistakes()[index];
    {
        SampleDevice device;
        float* x = device.upload(rising(128));
        float* y = device.memory(128);
        QCOMPARE(mistake.run(device.stream(), x, y, 128), cudaSuccess);
        device.wait();
    }
    const std::vector<std::string> found = simulator::takeFindings();
    QVERIFY(!found.empty());
    bool expected = false;
    for (const std::string& each : found) {
        const QByteArray text = QByteArray::fromStdString(each);
        expected = expected || text.contains(mistake.interpreted);
        QVERIFY2(text.startsWith("glassnet::samples::kernels::") && text.contains("(PTX line ") && text.contains("WrongKernels.cu:"),
                 each.c_str());
    }
    QVERIFY2(expected, found[0].c_str());
}

void InterpreterTest::rightKernelsAreRight() {
    SampleDevice device;
    float* x = device.upload(rising(200));
    float* sums = device.memory(4);
    QCOMPARE(blockSums(device.stream(), x, sums, 200), cudaSuccess);
    QCOMPARE(scale(device.stream(), x, 200, 2.0F), cudaSuccess);
    QCOMPARE(reverseBlocks(device.stream(), x, 128), cudaSuccess);
    QCOMPARE(device.download(sums, 4), std::vector<float>({2016, 6112, 10208, 1564}));
    QCOMPARE(device.download(x, 200)[0], 126.0F);
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
    QCOMPARE(simulator::counters().threads, 4 * 64 + 4 * 64 + 2 * 64);
}

void InterpreterTest::everyThreadRunsOnce() {
    SampleDevice device;
    auto* numbers = reinterpret_cast<unsigned*>(device.memory(288));
    QCOMPARE(places(device.stream(), numbers, dim3(3, 2, 2), dim3(4, 3, 2)), cudaSuccess);
    const std::vector<float> bits = device.download(reinterpret_cast<const float*>(numbers), 288);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        QCOMPARE(__float_as_uint(bits[i]), static_cast<unsigned>(i));
    }
}

void InterpreterTest::scatteredAccessIsSeen() {
    SampleDevice device;
    float* x = device.upload(rising(2048));
    const auto average = [&](std::size_t stride) {
        simulator::ptx::clearTraffic();
        (void)strided(device.stream(), x, 64, stride);
        device.wait();
        const auto all = simulator::ptx::traffic();
        return all.size() == 1 ? all[0].average() : -1.0;
    };
    QCOMPARE(average(1), 4.0);
    QCOMPARE(average(2), 8.0);
    QCOMPARE(average(32), 32.0);
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
}

void InterpreterTest::unwrittenPartIsFound() {
    SampleDevice device;
    float* x = device.memory(64);
    QCOMPARE(cudaMemsetAsync(x, 0, 128, device.stream()), cudaSuccess);
    QCOMPARE(scale(device.stream(), x, 32, 2.0F), cudaSuccess);
    device.wait();
    QCOMPARE(simulator::takeFindings(), std::vector<std::string>());
    QCOMPARE(scale(device.stream(), x, 33, 2.0F), cudaSuccess);
    device.wait();
    expectFinding("reads device memory that nothing wrote");
}

GLASSNET_TEST(InterpreterTest);

}  // namespace glassnet::test

#include "InterpreterTest.moc"
