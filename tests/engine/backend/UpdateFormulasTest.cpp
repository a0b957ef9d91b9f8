#include "engine/backend/UpdateFormulas.h"

#include <cmath>

#include "tests/support/TestCase.h"

using namespace glassnet::formulas;

namespace {

class UpdateFormulasTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void plainStepIsOneRounding();
    void momentum_data();
    void momentum();
};

/// w - rate g, rounded once: compared with float64.
void UpdateFormulasTest::plainStepIsOneRounding() {
    SgdSettings<float> settings;
    settings.learningRate = 0.1F;
    for (int i = 1; i < 1000; ++i) {
        const float w = 1.0F / static_cast<float>(i);
        const float g = std::sqrt(static_cast<float>(i));
        const auto step = sgdStep<FusedArithmetic>(w, g, 0.0F, true, settings);
        // QCOMPARE is fuzzy for floats; the bits are meant. The product of two floats is exact in a double.
        QVERIFY(step.weight == static_cast<float>(static_cast<double>(w) - static_cast<double>(0.1F) * static_cast<double>(g)));
        QVERIFY(step.buffer == 0.0F);
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
    const SgdSettings<double> settings{0.5, momentum, 1.0 - dampening, decay, nesterov};
    const auto first = sgdStep<FusedArithmetic>(1.0, 1.0, 777.0, true, settings);
    const auto second = sgdStep<FusedArithmetic>(first.weight, 2.0, first.buffer, false, settings);
    QVERIFY(second.weight == want);
}

}  // namespace

GLASSNET_TEST(UpdateFormulasTest);

#include "UpdateFormulasTest.moc"
