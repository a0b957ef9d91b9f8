#include "engine/backend/cuda/CudaBackend.h"
#include "engine/backend/selftest/Comparison.h"
#include "engine/backend/selftest/OneOperation.h"
#include "engine/program/Operations.h"
#include "tests/support/cuda/ptx/Interpreter.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

using namespace glassnet;

namespace {

/// On average, sectors of 32 bytes that a warp touches at once: 4 is perfect.
constexpr double kMostSectors = 6.0;

/// That the threads of a warp read and write side by side, seen in nvcc's PTX of the kernels.
class CudaTrafficTest : public test::SimulatorTestCase {
    Q_OBJECT
private slots:
    void kernelsReadSideBySide_data();
    void kernelsReadSideBySide();
};

void CudaTrafficTest::kernelsReadSideBySide_data() {
    QTest::addColumn<int>("dtype");
    QTest::newRow("float32") << static_cast<int>(DType::Float32);
    QTest::newRow("float64") << static_cast<int>(DType::Float64);
}

/// Every operation on matrices that are wide enough for whole warps.
void CudaTrafficTest::kernelsReadSideBySide() {
    QFETCH(int, dtype);
    simulator::ptx::clearTraffic();
    Generator generator(5);
    const CudaBackend cuda(0, {});
    for (const auto& info : operations()) {
        for (const auto& operation : selftest::oneOperations(info.op, {33, 64, 96}, static_cast<DType>(dtype), generator)) {
            static_cast<void>(selftest::runOperation(cuda, operation, operation.contents, operation.knobs));
        }
    }
    const auto all = simulator::ptx::traffic();
    QVERIFY(all.size() > 30);
    QStringList scattered;
    for (const auto& each : all) {
        if (each.average() > kMostSectors) {
            scattered << QStringLiteral("%1: %2 sectors").arg(QString::fromStdString(each.kernel)).arg(each.average());
        }
    }
    QVERIFY2(scattered.isEmpty(), qPrintable(scattered.join(QLatin1Char('\n'))));
}

}  // namespace

GLASSNET_TEST(CudaTrafficTest);
#include "CudaTrafficTest.moc"
