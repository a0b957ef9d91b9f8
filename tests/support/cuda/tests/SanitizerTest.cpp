#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>

#include "tests/support/cuda/tests/SampleDevice.h"
#include "tests/support/cuda/tests/SampleKernels.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

namespace glassnet::test {

using namespace glassnet::samples;

/// What the sanitizers see in kernels: address and undefined behavior, or threads. They end the program, so each runs in a child.
class SanitizerTest : public SimulatorTestCase {
    Q_OBJECT
private slots:
    void mistakesEndTheProgram_data();
    void mistakesEndTheProgram();
    void rightKernelsDoNot();
    void hostMayNotTouchDeviceMemory();
};

namespace {

/// How a child ended that ran `work`: its exit code, or -1 for a signal, and what it printed about it.
struct Ending {
    int code = -1;
    QByteArray printed;
};

Ending runInChild(const std::function<void()>& work) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        return {};
    }
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        work();
        _exit(0);
    }
    close(ends[1]);
    Ending ending;
    std::array<char, 4096> bytes{};
    for (ssize_t size = 0; (size = read(ends[0], bytes.data(), bytes.size())) > 0;) {
        ending.printed.append(bytes.data(), size);
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ending.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ending;
}

/// What is printed of a mistake before the program ends, or null if it goes unseen. Races between blocks do.
const char* printedOf(const Mistake& mistake) {
    if (simulator::build() == simulator::Build::AddressSanitizer) {
        return mistake.sanitized;
    }
    const bool races = QByteArray(mistake.interpreted).contains("race") && !QByteArray(mistake.name).contains("another writes");
    return races ? "data race" : nullptr;
}

void runOnDevice(const std::function<void(SampleDevice&, float*, float*)>& work) {
    SampleDevice device;
    float* x = device.upload(rising(128));
    float* y = device.upload(rising(128));
    work(device, x, y);
    device.wait();
}

}  // namespace

void SanitizerTest::mistakesEndTheProgram_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < mistakeCount(); ++i) {
        if (printedOf(mistakes()[i]) != nullptr) {
            QTest::newRow(mistakes()[i].name) << static_cast<int>(i);
        }
    }
}

void SanitizerTest::mistakesEndTheProgram() {
    QFETCH(int, index);
    const Mistake& mistake = mistakes()[index];
    const Ending ending = runInChild([&mistake] {
        runOnDevice([&mistake](SampleDevice& device, float* x, float* y) { (void)mistake.run(device.stream(), x, y, 128); });
    });
    QVERIFY(ending.code != 0);
    QVERIFY2(ending.printed.contains(printedOf(mistake)), ending.printed.constData());
}

void SanitizerTest::rightKernelsDoNot() {
    const Ending ending = runInChild([] {
        runOnDevice([](SampleDevice& device, float* x, float* y) {
            (void)scale(device.stream(), x, 128, 2.0F);
            (void)blockSums(device.stream(), x, y, 128);
            (void)reverseBlocks(device.stream(), x, 128);
        });
    });
    QCOMPARE(ending.code, 0);
    QCOMPARE(ending.printed, QByteArray());
}

void SanitizerTest::hostMayNotTouchDeviceMemory() {
    if (simulator::build() != simulator::Build::AddressSanitizer) {
        QSKIP("This is the address sanitizer's to see.");
    }
    const Ending ending = runInChild([] { runOnDevice([](SampleDevice&, float* x, float*) { touchOnHost(x); }); });
    QVERIFY(ending.code != 0);
    QVERIFY2(ending.printed.contains("use-after-poison"), ending.printed.constData());
}

GLASSNET_TEST(SanitizerTest);

}  // namespace glassnet::test

#include "SanitizerTest.moc"
