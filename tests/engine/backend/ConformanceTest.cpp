#include <cmath>
#include <limits>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Operations.h"
#include "engine/random/Distributions.h"
#include "tests/engine/backend/OneOperation.h"
#include "tests/support/TestCase.h"

using namespace glassnet;
using test::Nearness;
using test::OneOperation;
using test::OperationSize;

namespace {

constexpr std::uint64_t kMaskSeed = 11;

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

std::unique_ptr<Executable> ran(const Backend& backend, const OneOperation& operation, const std::vector<Tensor>& contents,
                                const Knobs& knobs) {
    auto executable = backend.prepare(operation.program, {});
    executable->setRows(operation.rows);
    executable->setKnobs(knobs);
    executable->setDropoutGenerator(Generator(kMaskSeed));
    for (std::size_t i = 0; i < contents.size(); ++i) {
        executable->write(operation.program->tensors()[i].id, contents[i]);
    }
    executable->run(0, 1);
    return executable;
}

std::vector<Tensor> magnitudes(const std::vector<Tensor>& contents) {
    std::vector<Tensor> result;
    for (const auto& tensor : contents) {
        auto copy = tensor.clone();
        for (std::int64_t i = 0; i < copy.elements(); ++i) {
            copy.set(i, std::abs(tensor.at(i)));
        }
        result.push_back(copy);
    }
    return result;
}

double ulp(double want, DType dtype) {
    const double size = std::abs(want);
    if (dtype == DType::Float64) {
        return std::nextafter(size, HUGE_VAL) - size;
    }
    const auto rounded = static_cast<float>(size);
    return static_cast<double>(std::nextafter(rounded, HUGE_VALF)) - static_cast<double>(rounded);
}

/// What one backend is compared with.
struct Wanted {
    std::unique_ptr<Executable> reference;
    /// The outputs for the magnitudes of the inputs: the sums of absolute terms.
    std::vector<Tensor> terms;
    std::vector<Tensor> inputs;
};

double allowed(const OneOperation& operation, const Wanted& wanted, std::size_t output, std::int64_t i, double want) {
    const auto& check = operation.checks.at(output);
    const auto dtype = operation.program->options().dtype;
    const double unit = (operation.terms > 1024 ? 2e-6 : 1e-6) * (dtype == DType::Float64 ? 0x1p-29 : 1.0);
    switch (check.nearness) {
        case Nearness::Exact:
            return 0.0;
        case Nearness::Ulps:
            return 4.0 * ulp(want, dtype);
        case Nearness::Terms:
            return unit * wanted.terms[output].at(i);
        case Nearness::Scaled:
            return unit * check.scale(wanted.inputs, i, want);
    }
    return 0.0;
}

QString difference(const OneOperation& operation, const Wanted& wanted, const Executable& found, bool sameBits) {
    for (std::size_t k = 0; k < operation.entry().outputs.size(); ++k) {
        const auto id = operation.entry().outputs[k];
        const auto want = wanted.reference->read(id);
        const auto got = found.read(id);
        if (got.shape() != want.shape()) {
            return QStringLiteral("another shape");
        }
        if (sameBits && !bitEqual(got, want)) {
            return QStringLiteral("output %1: not the reference's bits").arg(k);
        }
        for (std::int64_t i = 0; i < want.elements(); ++i) {
            const double distance = std::abs(got.at(i) - want.at(i));
            if (distance != 0.0 && !(distance <= allowed(operation, wanted, k, i, want.at(i)))) {
                return QStringLiteral("output %1, element %2: %3 instead of %4")
                    .arg(k)
                    .arg(i)
                    .arg(got.at(i), 0, 'g', 17)
                    .arg(want.at(i), 0, 'g', 17);
            }
        }
    }
    return {};
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
            for (const auto& operation : test::oneOperations(static_cast<Op>(op), size, dtype, generator)) {
                Wanted wanted{ran(reference, operation, operation.contents, operation.knobs), {}, {}};
                auto termKnobs = operation.knobs;
                termKnobs.learningRate = -termKnobs.learningRate;
                const auto terms = ran(reference, operation, magnitudes(operation.contents), termKnobs);
                for (const auto id : operation.entry().outputs) {
                    wanted.terms.push_back(terms->read(id));
                }
                for (const auto id : operation.entry().inputs) {
                    wanted.inputs.push_back(operation.contents[id.value - 1]);
                }
                for (const auto arithmetic : {CpuArithmetic::Fused, CpuArithmetic::Split}) {
                    const CpuBackend cpu(arithmetic);
                    const auto found = ran(cpu, operation, operation.contents, operation.knobs);
                    // In float64 with the same arithmetic the orders are all that is left to differ.
                    const bool sameBits = dtype == DType::Float64 && cpu.arithmetic() == reference.arithmetic();
                    const auto wrong = difference(operation, wanted, *found, sameBits);
                    QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromStdString(operation.name) + QStringLiteral(", ") +
                                                         QString::fromLatin1(cpu.arithmetic().data()) + QStringLiteral(": ") + wrong));
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
        for (const auto& operation : test::oneOperations(Op::DrawMask, {7, 1, 33}, dtype, any)) {
            Generator generator(kMaskSeed);
            const auto want = dropoutMask(generator, Shape{7, 33}, operation.entry().attributes.probability, dtype);
            const auto found = ran(CpuBackend(), operation, operation.contents, {});
            QVERIFY(bitEqual(found->read(operation.entry().outputs[0]), want));
            QVERIFY(found->dropoutGenerator() == generator);
        }
    }
}

}  // namespace

GLASSNET_TEST(ConformanceTest);
#include "ConformanceTest.moc"
