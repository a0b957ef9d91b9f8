#include <algorithm>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/backend/selftest/Comparison.h"
#include "engine/program/Operations.h"
#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

using namespace glassnet;
using selftest::Difference;
using selftest::OneOperation;
using selftest::OperationSize;
using selftest::Wanted;

namespace {

/// Every operation on every backend against the reference.
class ConformanceTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyOperation_data();
    void everyOperation();
    void masksAreDistributionsMasks();
};

/// Each extent alone up to beyond every block, all together, and a few large ones with sums of more than 1,024 terms.
std::vector<OperationSize> sizes(Op op) {
    std::vector<OperationSize> all;
    for (const std::int64_t n : {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 257}) {
        all.insert(all.end(), {{n, 3, 5}, {4, n, 5}, {3, 4, n}});
        if (n <= 64) {
            all.push_back({n, n, n});
        }
    }
    all.insert(all.end(), {{300, 70, 33}, {33, 300, 70}, {1500, 2, 3}, {2, 3, 1500}});
    if (op == Op::Affine) {
        all.push_back({2, 1500, 3});
    }
    return all;
}

bool hasReferenceBits(const OneOperation& operation, const Wanted& wanted, const Executable& found) {
    return std::ranges::all_of(operation.entry().outputs,
                               [&](TensorId id) { return bitEqual(found.read(id), wanted.reference->read(id)); });
}

QString words(const Difference& difference) {
    return QStringLiteral("output %1, element %2: %3 instead of %4")
        .arg(difference.output)
        .arg(difference.element)
        .arg(difference.got, 0, 'g', 17)
        .arg(difference.want, 0, 'g', 17);
}

void ConformanceTest::everyOperation_data() {
    QTest::addColumn<int>("op");
    for (const auto& info : operations()) {
        QTest::newRow(std::string(info.key).c_str()) << static_cast<int>(info.op);
    }
}

void ConformanceTest::everyOperation() {
    QFETCH(int, op);
    Generator generator(5);
    const ReferenceBackend reference;
    int compared = 0;
    for (const auto dtype : {DType::Float32, DType::Float64}) {
        for (const auto& size : sizes(static_cast<Op>(op))) {
            for (const auto& operation : selftest::oneOperations(static_cast<Op>(op), size, dtype, generator)) {
                const auto wanted = selftest::wantedOf(operation);
                for (const auto arithmetic : {CpuArithmetic::Fused, CpuArithmetic::Split}) {
                    const CpuBackend cpu(arithmetic);
                    const auto found = selftest::runOperation(cpu, operation, operation.contents, operation.knobs);
                    const auto difference = selftest::compare(operation, wanted, *found);
                    const auto name = QString::fromStdString(operation.name) + QStringLiteral(", ") +
                                      QString::fromLatin1(cpu.arithmetic().data()) + QStringLiteral(": ");
                    QVERIFY2(!difference.fails(), qPrintable(name + words(difference)));
                    // In float64 with the same arithmetic the orders are all that is left to differ.
                    const bool sameBits = dtype == DType::Float64 && cpu.arithmetic() == reference.arithmetic();
                    QVERIFY2(!sameBits || hasReferenceBits(operation, wanted, *found), qPrintable(name + QStringLiteral("other bits")));
                    QVERIFY(found->dropoutGenerator() == wanted.reference->dropoutGenerator());
                    ++compared;
                }
            }
        }
    }
    QVERIFY(compared > 200);
}

/// The CPU draws into its buffer by itself: the numbers are those of the distribution.
void ConformanceTest::masksAreDistributionsMasks() {
    Generator any(1);
    for (const auto dtype : {DType::Float32, DType::Float64}) {
        for (const auto& operation : selftest::oneOperations(Op::DrawMask, {7, 1, 33}, dtype, any)) {
            Generator generator(selftest::kMaskSeed);
            const auto want = dropoutMask(generator, Shape{7, 33}, operation.entry().attributes.probability, dtype);
            const auto found = selftest::runOperation(CpuBackend(), operation, operation.contents, {});
            QVERIFY(bitEqual(found->read(operation.entry().outputs[0]), want));
            QVERIFY(found->dropoutGenerator() == generator);
        }
    }
}

}  // namespace

GLASSNET_TEST(ConformanceTest);
#include "ConformanceTest.moc"
