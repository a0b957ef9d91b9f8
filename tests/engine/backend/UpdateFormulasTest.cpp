#include "engine/backend/UpdateFormulas.h"

#include <cmath>

#include "tests/support/TestCase.h"

using namespace glassnet::formulas;

namespace {

using Sgd = UpdateFormula<glassnet::OptimizerKind::Sgd, FusedArithmetic>;

class UpdateFormulasTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void plainStepIsOneRounding();
    void momentum_data();
    void momentum();
    void adamsFirstStepIsTheRate();
    void penalties();
    void clipping();
};

/// w - rate g, rounded once: compared with float64.
void UpdateFormulasTest::plainStepIsOneRounding() {
    UpdateSettings<float> settings;
    settings.rate = 0.1F;
    for (int i = 1; i < 1000; ++i) {
        const float w = 1.0F / static_cast<float>(i);
        const float g = std::sqrt(static_cast<float>(i));
        float weight = w;
        float buffer = 0.0F;
        Sgd::step(weight, g, &buffer, settings);
        // QCOMPARE is fuzzy for floats; the bits are meant. The product of two floats is exact in a double.
        QVERIFY(weight == static_cast<float>(static_cast<double>(w) - static_cast<double>(0.1F) * static_cast<double>(g)));
        QVERIFY(buffer == 0.0F);
    }
}

void UpdateFormulasTest::momentum_data() {
    QTest::addColumn<double>("momentum");
    QTest::addColumn<double>("dampening");
    QTest::addColumn<double>("decay");
    QTest::addColumn<bool>("nesterov");
    QTest::addColumn<double>("want");
    // w = 1, rate 0.5, gradients 1 and then 2, by hand from the algorithm box of torch.optim.SGD's documentation.
    QTest::newRow("plain") << 0.0 << 0.0 << 0.0 << false << -0.5;       // 1 - 0.5, then 0.5 - 1
    QTest::newRow("momentum") << 0.5 << 0.0 << 0.0 << false << -0.75;   // b = 1, 2.5
    QTest::newRow("dampening") << 0.5 << 0.25 << 0.0 << false << -0.5;  // b = 1 (not dampened), 0.5 + 0.75 * 2 = 2
    QTest::newRow("nesterov") << 0.5 << 0.0 << 0.0 << true << -1.375;   // d = 1.5, then 2 + 1.25
    QTest::newRow("decay") << 0.0 << 0.0 << 0.5 << false << -0.8125;    // d = 1.5: w = 0.25; d = 2.125
    QTest::newRow("all") << 0.5 << 0.0 << 0.5 << true << -1.765625;  // b = 1.5, d = 2.25: w = -0.125; g = 1.9375, b = 2.6875, d = 3.28125
}

void UpdateFormulasTest::momentum() {
    QFETCH(double, momentum);
    QFETCH(double, dampening);
    QFETCH(double, decay);
    QFETCH(bool, nesterov);
    QFETCH(double, want);
    const glassnet::Knobs knobs{0.5, momentum, dampening, decay, nesterov};
    double weight = 1.0;
    double buffer = 777.0;
    Sgd::step(weight, 1.0, &buffer, updateSettings<double>(glassnet::OptimizerKind::Sgd, knobs, 0.0));
    Sgd::step(weight, 2.0, &buffer, updateSettings<double>(glassnet::OptimizerKind::Sgd, knobs, 1.0));
    QVERIFY(weight == want);
}

/// The corrections make the first step as long as the rate, whatever the gradient: Kingma and Ba 2015, section 2.1.
void UpdateFormulasTest::adamsFirstStepIsTheRate() {
    glassnet::Knobs knobs;
    knobs.learningRate = 0.01;
    knobs.epsilon = 0.0;
    for (const double gradient : {1e-3, -5.0, 700.0}) {
        double weight = 2.0;
        double kept[] = {0.0, 0.0};
        using Adam = UpdateFormula<glassnet::OptimizerKind::Adam, FusedArithmetic>;
        Adam::step(weight, gradient, kept, updateSettings<double>(glassnet::OptimizerKind::Adam, knobs, 0.0));
        QVERIFY(std::abs(weight - (gradient > 0.0 ? 1.99 : 2.01)) < 1e-14);
    }
}

/// TensorFlow Playground's rule: L1 pulls by the sign, by +1 at 0; L2 by the weight.
void UpdateFormulasTest::penalties() {
    using glassnet::Penalty;
    QCOMPARE(penalized<FusedArithmetic>(1.0, -3.0, 0.25, Penalty::L1), 0.75);
    QCOMPARE(penalized<FusedArithmetic>(1.0, 0.5, 0.25, Penalty::L1), 1.25);
    QCOMPARE(penalized<FusedArithmetic>(1.0, 0.0, 0.25, Penalty::L1), 1.25);
    QCOMPARE(penalized<FusedArithmetic>(1.0, -3.0, 0.25, Penalty::L2), 0.25);
    QCOMPARE(penalized<FusedArithmetic>(1.0, 0.0, 0.25, Penalty::L2), 1.0);
}

void UpdateFormulasTest::clipping() {
    QCOMPARE(clipCoefficient(0.5, 1.0), 1.0);
    QVERIFY(std::abs(clipCoefficient(4.0, 1.0) - 0.25) < 1e-7);
    QCOMPARE(clipCoefficient(HUGE_VAL, 1.0), 0.0);
    QVERIFY(std::isnan(clipCoefficient(std::nan(""), 1.0)));
    QCOMPARE(clippedValue(-3.0, 0.5), -0.5);
    QCOMPARE(clippedValue(3.0, 0.5), 0.5);
    QCOMPARE(clippedValue(0.25, 0.5), 0.25);
    QVERIFY(std::isnan(clippedValue(std::nan(""), 0.5)));
}

}  // namespace

GLASSNET_TEST(UpdateFormulasTest);

#include "UpdateFormulasTest.moc"
