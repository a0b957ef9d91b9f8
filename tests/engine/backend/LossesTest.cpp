#include "engine/network/Losses.h"

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "engine/backend/Formulas.h"
#include "tests/support/TestCase.h"

using namespace glassnet;
using formulas::FusedArithmetic;

namespace {

double term(Loss kind, double a, double y, double p) {
    double result = std::numeric_limits<double>::quiet_NaN();
    formulas::visitLoss<FusedArithmetic>(kind, [&]<class F>() { result = F::term(a, y, p); });
    return result;
}

double gradient(Loss kind, double a, double y, double p, double n) {
    double result = std::numeric_limits<double>::quiet_NaN();
    formulas::visitLoss<FusedArithmetic>(kind, [&]<class F>() { result = F::gradient(a, y, p, n); });
    return result;
}

class LossesTest : public test::TestCase {
    Q_OBJECT
private slots:
    void tableIsComplete();
    void gradientIsNumeric_data();
    void gradientIsNumeric();
    void probabilitiesAtTheEnds();
    void logitsAreStable();
    void huberOutside();
    void crossEntropy();
    void hinge();
};

void LossesTest::tableIsComplete() {
    std::set<std::string_view> keys;
    std::size_t index = 0;
    for (const LossInfo& row : losses()) {
        QCOMPARE(static_cast<std::size_t>(row.kind), index++);
        QVERIFY(keys.insert(row.key).second);
        QVERIFY(lossFromKey(row.key) == row.kind);
        // PyTorch has no half squared error: the script writes it out.
        QCOMPARE(row.torchFunction.empty(), row.kind == Loss::HalfSquaredError);
        QCOMPARE(row.torchModule.empty(), row.torchFunction.empty());
        QVERIFY(!row.formulaKey.empty());
        for (const ParameterInfo& parameter : row.parameters) {
            QVERIFY(parameter.smallest <= parameter.standard && parameter.standard <= parameter.largest);
        }
        const bool onElements = formulas::visitLoss<FusedArithmetic>(row.kind, []<class F>() {});
        QCOMPARE(row.mean == LossMean::Samples, !onElements || row.kind == Loss::HalfSquaredError);
        QCOMPARE(onElements, row.target != TargetKind::ClassIndices);
    }
    QCOMPARE(index, static_cast<std::size_t>(Loss::Count_));
    QVERIFY(!lossFromKey("l2").has_value());
}

void LossesTest::gradientIsNumeric_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    for (const LossInfo& row : losses()) {
        if (row.target != TargetKind::ClassIndices) {
            const bool probability = row.kind == Loss::BinaryCrossEntropy;
            QTest::newRow(std::string(row.key).c_str())
                << static_cast<int>(row.kind) << (probability ? 0.1 : -4.0) << (probability ? 0.9 : 4.0);
        }
    }
}

void LossesTest::gradientIsNumeric() {
    QFETCH(int, kind);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto loss = static_cast<Loss>(kind);
    const double p = defaultSpec(loss).parameters[0];
    constexpr double kCount = 6.0;
    constexpr double kStep = 1e-5;
    for (const double y : {0.0, 0.3, 1.0}) {
        for (double a = low; a < high; a += (high - low) / 217) {
            const double d = std::abs(a - y);
            if ((loss == Loss::L1 && d < 10 * kStep) || (loss == Loss::Huber && std::abs(d - p) < 10 * kStep)) {
                continue;
            }
            const double numeric = (term(loss, a + kStep, y, p) - term(loss, a - kStep, y, p)) / (2 * kStep) / kCount;
            const double exact = gradient(loss, a, y, p, kCount);
            QVERIFY2(
                std::abs(exact - numeric) <= 1e-8 * std::max(1.0, std::abs(exact)),
                qPrintable(QStringLiteral("a = %1, y = %2: %3, numeric %4").arg(a).arg(y).arg(exact, 0, 'g', 12).arg(numeric, 0, 'g', 12)));
        }
    }
}

/// nn.BCELoss: the logarithm is held at -100, the denominator of the gradient at 1e-12.
void LossesTest::probabilitiesAtTheEnds() {
    const auto kind = Loss::BinaryCrossEntropy;
    QCOMPARE(term(kind, 0.0, 1.0, 0.0), 100.0);
    QCOMPARE(term(kind, 1.0, 0.0, 0.0), 100.0);
    QCOMPARE(term(kind, 1.0, 1.0, 0.0), 0.0);
    QCOMPARE(gradient(kind, 0.0, 1.0, 0.0, 1.0), -1e12);
    QCOMPARE(gradient(kind, 1.0, 1.0, 0.0, 1.0), 0.0);
}

void LossesTest::logitsAreStable() {
    const auto kind = Loss::BinaryCrossEntropyWithLogits;
    QCOMPARE(term(kind, 1000.0, 0.0, 0.0), 1000.0);
    QCOMPARE(term(kind, -1000.0, 0.0, 0.0), 0.0);
    QCOMPARE(term(kind, -1000.0, 1.0, 0.0), 1000.0);
    QVERIFY(std::abs(term(kind, 0.0, 0.5, 0.0) - std::log(2.0)) < 1e-15);
}

void LossesTest::huberOutside() {
    QCOMPARE(term(Loss::Huber, 3.0, 0.0, 1.0), 2.5);
    QCOMPARE(gradient(Loss::Huber, -3.0, 0.0, 0.5, 2.0), -0.25);
    QCOMPARE(term(Loss::Huber, 0.5, 0.0, 1.0), 0.125);
}

void LossesTest::crossEntropy() {
    const double z[] = {0.3, -1.2, 2.0, 0.7};
    double p[4];
    formulas::softmaxRow<FusedArithmetic>(z, p, 4, 1);
    const auto loss = [&](std::size_t i, double step) {
        double moved[] = {z[0], z[1], z[2], z[3]};
        moved[i] += step;
        return formulas::crossEntropyRow<FusedArithmetic>(moved, 1, 4, 1);
    };
    QVERIFY(std::abs(loss(0, 0.0) + std::log(p[1])) < 1e-14);
    for (std::size_t i = 0; i < 4; ++i) {
        const double numeric = (loss(i, 1e-5) - loss(i, -1e-5)) / 2e-5 / 3.0;
        QVERIFY(std::abs(formulas::crossEntropyGradient(p[i], i == 1, 3.0) - numeric) < 1e-10);
    }
    const double far[] = {0.0, 2000.0};
    QCOMPARE(formulas::crossEntropyRow<FusedArithmetic>(far, 0, 2, 1), 2000.0);
}

/// The example of nn.MultiMarginLoss in PyTorch's documentation: x = [0.1, 0.2, 0.4, 0.8], y = 3 gives 0.325.
void LossesTest::hinge() {
    const double a[] = {0.1, 0.2, 0.4, 0.8};
    QVERIFY(std::abs(formulas::hingeRow(a, 3, 1.0, 4, 1) - 0.325) < 1e-15);
    const double b[] = {-1.0, 0.2, 0.4, 0.8};
    double da[4];
    formulas::hingeGradientRow(b, da, 3, 1.0, 2.0, 4, 1);
    for (std::size_t i = 0; i < 4; ++i) {
        const auto loss = [&](double step) {
            double moved[] = {b[0], b[1], b[2], b[3]};
            moved[i] += step;
            return formulas::hingeRow(moved, 3, 1.0, 4, 1) / 2.0;
        };
        QVERIFY(std::abs(da[i] - (loss(1e-5) - loss(-1e-5)) / 2e-5) < 1e-10);
    }
}

}  // namespace

GLASSNET_TEST(LossesTest);

#include "LossesTest.moc"
