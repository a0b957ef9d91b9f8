#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/cuda/CudaBackend.h"
#include "engine/backend/selftest/Comparison.h"
#include "engine/backend/selftest/SelfTest.h"
#include "engine/program/Operations.h"
#include "engine/random/Distributions.h"
#include "tests/support/cuda/tests/SimulatorTestCase.h"

using namespace glassnet;
using selftest::OperationSize;

namespace {

/// Every operation as the .cu files have it, on the simulated runtime: where no sum is cuBLAS's, the CPU's numbers bit for bit.
class CudaConformanceTest : public test::SimulatorTestCase {
    Q_OBJECT
private slots:
    void everyOperation_data();
    void everyOperation();
    void longSums_data();
    void longSums();
    void selfTestPasses();
    void wrongProductIsSeen();
    void masksFromAnyPlace_data();
    void masksFromAnyPlace();

private:
    void compare(Op op, const OperationSize& size, DType dtype);

    int m_compared = 0;
};

/// A missing barrier shows where the threads that should have waited come first.
void startInOrder(simulator::ThreadOrder order) {
    simulator::Settings settings;
    settings.order = order;
    simulator::reset(settings);
}

void CudaConformanceTest::compare(Op op, const OperationSize& size, DType dtype) {
    Generator generator(5);
    const CudaBackend cuda(0, {});
    const CpuBackend cpu;
    for (const auto& operation : selftest::oneOperations(op, size, dtype, generator)) {
        const auto found = selftest::runOperation(cuda, operation, operation.contents, operation.knobs);
        const auto name = operation.name + " " + std::string(dtypeName(dtype));
        if (selftest::isProduct(op) || !CpuBackend::hasFma()) {  // without fused multiply-adds the CPU has other bits
            const auto wanted = selftest::wantedOf(operation);
            const auto difference = selftest::compare(operation, wanted, *found);
            QVERIFY2(!difference.fails(), name.c_str());
            QVERIFY2(found->dropoutGenerator() == wanted.reference->dropoutGenerator(), name.c_str());
        } else {
            const auto wanted = selftest::runOperation(cpu, operation, operation.contents, operation.knobs);
            for (const auto id : operation.entry().outputs) {
                QVERIFY2(bitEqual(found->read(id), wanted->read(id)), name.c_str());
            }
            QVERIFY2(found->dropoutGenerator() == wanted->dropoutGenerator(), name.c_str());
        }
        for (const auto id : operation.entry().inputs) {
            const auto& outputs = operation.entry().outputs;
            if (std::ranges::find(outputs, id) == outputs.end()) {
                QVERIFY2(bitEqual(found->read(id), operation.contents[id.value - 1].to(operation.program->tensor(id).dtype)), name.c_str());
            }
        }
        ++m_compared;
    }
}

void CudaConformanceTest::everyOperation_data() {
    QTest::addColumn<int>("op");
    for (const auto& info : operations()) {
        QTest::newRow(std::string(info.key).c_str()) << static_cast<int>(info.op);
    }
}

void CudaConformanceTest::everyOperation() {
    QFETCH(int, op);
    m_compared = 0;
    for (const auto dtype : {DType::Float32, DType::Float64}) {
        startInOrder(dtype == DType::Float32 ? simulator::ThreadOrder::Backward : simulator::ThreadOrder::Shuffled);
        for (const auto& size : {OperationSize{1, 1, 1}, OperationSize{2, 3, 5}, OperationSize{3, 7, 33}, OperationSize{17, 31, 32},
                                 OperationSize{259, 3, 4}, OperationSize{4, 257, 3}, OperationSize{3, 4, 300}}) {
            compare(static_cast<Op>(op), size, dtype);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
    QVERIFY(m_compared >= 14);
}

/// More sums of 256 terms than one block of threads merges at a time, and rows longer than such a block.
void CudaConformanceTest::longSums_data() {
    QTest::addColumn<int>("op");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("in");
    QTest::addColumn<int>("out");
    const auto row = [](Op op, int rows, int in, int out) {
        QTest::newRow(std::string(operationInfo(op).key).c_str()) << static_cast<int>(op) << rows << in << out;
    };
    row(Op::Loss, 301, 1, 300);
    row(Op::GradientNorm, 3, 260, 300);
    row(Op::ColumnMoments, 1301, 1, 3);
    row(Op::StandardizeGradient, 1030, 1, 2);
    row(Op::RowMoments, 2, 1, 1500);
    row(Op::Activate, 2, 1, 1500);
    row(Op::LossGradient, 2, 1, 1500);
    row(Op::DrawMask, 5, 1, 700);
    row(Op::Affine, 2, 1500, 3);
}

void CudaConformanceTest::longSums() {
    QFETCH(int, op);
    QFETCH(int, rows);
    QFETCH(int, in);
    QFETCH(int, out);
    for (const auto order : {simulator::ThreadOrder::Forward, simulator::ThreadOrder::Backward, simulator::ThreadOrder::Shuffled}) {
        startInOrder(order);
        compare(static_cast<Op>(op), {rows, in, out}, DType::Float32);
    }
}

/// The suite that the program runs on a user's own device, with a library that adds in another order than the CPU.
void CudaConformanceTest::selfTestPasses() {
    simulator::Settings settings;
    settings.splitProducts = true;
    simulator::reset(settings);
    const CudaBackend cuda(0, {});
    const auto report = runSelfTest(cuda);
    QVERIFY2(report.passed(), report.failures.empty() ? "" : report.failures.front().name.c_str());
    QVERIFY(report.cases > 1000);
    QVERIFY(report.productError > 0.0);
    QVERIFY(report.productError < 1e-6);
}

/// Inputs that were rounded are no exact products: the comparison can fail.
void CudaConformanceTest::wrongProductIsSeen() {
    Generator generator(5);
    const CudaBackend fast(0, {.tf32 = true});
    for (const auto& operation : selftest::oneOperations(Op::Affine, {8, 300, 16}, DType::Float32, generator)) {
        const auto found = selftest::runOperation(fast, operation, operation.contents, operation.knobs);
        const auto wanted = selftest::wantedOf(operation);
        QVERIFY(selftest::compare(operation, wanted, *found).fails());
        QVERIFY(!selftest::compare(operation, wanted, *found, kTf32Tolerance).fails());
    }
}

/// A generator that stands at an odd word, at the end of a block, or holds a normal value.
void CudaConformanceTest::masksFromAnyPlace_data() {
    QTest::addColumn<int>("drawn");
    for (const int drawn : {0, 1, 2, 311, 622, 623, 624, 625}) {
        QTest::newRow(std::to_string(drawn).c_str()) << drawn;
    }
}

void CudaConformanceTest::masksFromAnyPlace() {
    QFETCH(int, drawn);
    Generator any(1);
    const CudaBackend cuda(0, {});
    for (const auto& operation : selftest::oneOperations(Op::DrawMask, {21, 1, 33}, DType::Float32, any)) {
        Generator generator(77);
        for (int i = 0; i < drawn; ++i) {
            static_cast<void>(generator.next32());
        }
        auto kept = generator;
        static_cast<void>(kept.nextNormal());
        auto state = generator.state();
        state.cachedNormal = kept.state().cachedNormal;
        QVERIFY(generator.restore(state));
        const auto executable = cuda.prepare(operation.program, {});
        executable->setRows(operation.rows);
        executable->setDropoutGenerator(generator);
        executable->run(0, 1);
        const auto want = dropoutMask(generator, Shape{operation.rows, 33}, operation.entry().attributes.probability);
        QVERIFY(bitEqual(executable->read(operation.entry().outputs[0]), want));
        QVERIFY(executable->dropoutGenerator() == generator);
    }
}

}  // namespace

GLASSNET_TEST(CudaConformanceTest);
#include "CudaConformanceTest.moc"
