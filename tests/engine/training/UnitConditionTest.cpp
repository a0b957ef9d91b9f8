#include "engine/training/UnitCondition.h"

#include <array>
#include <cmath>

#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class UnitConditionTest : public test::TestCase {
    Q_OBJECT
private slots:
    void largestSlopes_data();
    void largestSlopes();
    void states_data();
    void states();
    void countsTheBatch();
};

void UnitConditionTest::largestSlopes_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("largest");
    const auto row = [](const char* name, Activation kind, double largest) { QTest::newRow(name) << static_cast<int>(kind) << largest; };
    row("identity", Activation::Identity, 1.0);
    row("sigmoid", Activation::Sigmoid, 0.25);
    row("tanh", Activation::Tanh, 1.0);
    row("relu", Activation::Relu, 1.0);
    row("leaky relu", Activation::LeakyRelu, 1.0);
    row("elu", Activation::Elu, 1.0);
    // scale times alpha.
    row("selu", Activation::Selu, 1.0507009873554805 * 1.6732632423543772);
    // Phi(sqrt 2) + sqrt 2 phi(sqrt 2), where the second derivative is zero.
    row("gelu", Activation::Gelu, 0.5 * (1.0 + std::erf(1.0)) + std::exp(-1.0) / std::sqrt(std::acos(-1.0)));
    row("softplus", Activation::Softplus, 1.0);
    row("sine", Activation::Sine, 1.0);
    row("step", Activation::Step, 0.0);
}

void UnitConditionTest::largestSlopes() {
    QFETCH(int, kind);
    QFETCH(double, largest);
    const double found = largestSlope(defaultSpec(static_cast<Activation>(kind)));
    QVERIFY2(std::abs(found - largest) <= 1e-4, qPrintable(QString::number(found)));
}

void UnitConditionTest::states_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QList<double>>("z");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, Activation kind, const QList<double>& z, UnitState state) {
        QTest::newRow(name) << static_cast<int>(kind) << z << static_cast<int>(state);
    };
    row("sigmoid in the middle", Activation::Sigmoid, {0.7}, UnitState::Working);
    // sigmoid'(z) = 0.0025, a hundredth of a quarter, at z = 5.98639...
    row("sigmoid before", Activation::Sigmoid, {5.98}, UnitState::Working);
    row("sigmoid behind", Activation::Sigmoid, {5.99}, UnitState::Saturated);
    row("sigmoid left", Activation::Sigmoid, {-5.99}, UnitState::Saturated);
    row("sigmoid all rounded away", Activation::Sigmoid, {900.0}, UnitState::Saturated);
    // 1 - tanh(z)^2 = 0.01 at z = 2.99322...
    row("tanh before", Activation::Tanh, {-2.99}, UnitState::Working);
    row("tanh behind", Activation::Tanh, {-3.0}, UnitState::Saturated);
    row("relu on", Activation::Relu, {0.1, -4.0}, UnitState::Working);
    row("relu off for this one", Activation::Relu, {-0.1, 4.0}, UnitState::Off);
    row("relu dead", Activation::Relu, {-0.1, 0.0, -7.0}, UnitState::Dead);
    row("leaky relu", Activation::LeakyRelu, {-0.1}, UnitState::Working);
    row("elu far left", Activation::Elu, {-8.0}, UnitState::Saturated);
    row("step", Activation::Step, {0.4}, UnitState::Flat);
    row("softmax", Activation::Softmax, {90.0}, UnitState::Working);
}

void UnitConditionTest::states() {
    QFETCH(int, kind);
    QFETCH(QList<double>, z);
    QFETCH(int, state);
    const std::vector<double> values(z.begin(), z.end());
    QCOMPARE(static_cast<int>(unitCondition(defaultSpec(static_cast<Activation>(kind)), values, 0).state), state);
}

void UnitConditionTest::countsTheBatch() {
    const std::array z{0.0, 20.0, -20.0, 1.0};
    const auto condition = unitCondition(defaultSpec(Activation::Sigmoid), z, 1);
    QCOMPARE(condition.state, UnitState::Saturated);
    QCOMPARE(condition.quiet, std::size_t{2});
    QCOMPARE(condition.samples, std::size_t{4});
    QVERIFY(std::abs(condition.slope - 2.0611536e-9) < 1e-15);
}

GLASSNET_TEST(UnitConditionTest);

}  // namespace

}  // namespace glassnet

#include "UnitConditionTest.moc"
