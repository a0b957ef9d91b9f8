#include "engine/network/Activations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "engine/backend/Formulas.h"
#include "tests/support/TestCase.h"

using namespace glassnet;
using formulas::FusedArithmetic;

namespace {

using Parameters = formulas::ActivationParameters<double>;

double value(Activation kind, double z, Parameters p) {
    double result = std::numeric_limits<double>::quiet_NaN();
    formulas::visitActivation<FusedArithmetic>(kind, [&]<class F>() { result = F::value(z, p); });
    return result;
}

double derivative(Activation kind, double z, Parameters p) {
    double result = std::numeric_limits<double>::quiet_NaN();
    formulas::visitActivation<FusedArithmetic>(kind, [&]<class F>() { result = F::derivative(z, F::value(z, p), p); });
    return result;
}

class ActivationsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void tableIsComplete();
    void keysAreFound();
    void knownValues_data();
    void knownValues();
    void derivativeIsNumeric_data();
    void derivativeIsNumeric();
    void nanStays();
    void softmaxRow();
    void softmaxJacobian();
};

void ActivationsTest::tableIsComplete() {
    std::set<std::string_view> keys;
    std::size_t index = 0;
    for (const ActivationInfo& row : activations()) {
        QCOMPARE(static_cast<std::size_t>(row.kind), index++);
        QVERIFY(keys.insert(row.key).second);
        QVERIFY(!row.formulaKey.empty());
        QVERIFY(row.kind == Activation::Identity || !row.torchFunction.empty());
        QVERIFY(row.parameters.size() <= ActivationSpec{}.parameters.size());
        for (const ParameterInfo& parameter : row.parameters) {
            QVERIFY(parameter.smallest <= parameter.standard && parameter.standard <= parameter.largest);
        }
        const bool onElements = formulas::visitActivation<FusedArithmetic>(row.kind, []<class F>() {});
        QCOMPARE(onElements, row.scope == ActivationScope::Element);
    }
    QCOMPARE(index, static_cast<std::size_t>(Activation::Step) + 1);
}

void ActivationsTest::keysAreFound() {
    for (const ActivationInfo& row : activations()) {
        QVERIFY(activationFromKey(row.key) == row.kind);
    }
    const auto missing = activationFromKey("Sigmoid");
    QVERIFY(!missing.has_value());
    QCOMPARE(static_cast<int>(missing.error().code), static_cast<int>(ErrorCode::BadProperty));
}

void ActivationsTest::knownValues_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("z");
    QTest::addColumn<double>("a");
    // From the definitions, by mpmath at 40 digits, rounded to float64.
    QTest::newRow("sigmoid -1.75") << "sigmoid" << -1.75 << 0.14804719803168948;
    QTest::newRow("sigmoid -0.125") << "sigmoid" << -0.125 << 0.46879062662624377;
    QTest::newRow("sigmoid 0.0") << "sigmoid" << 0.0 << 0.5;
    QTest::newRow("sigmoid 0.625") << "sigmoid" << 0.625 << 0.6513548646660542;
    QTest::newRow("sigmoid 21.5") << "sigmoid" << 21.5 << 0.9999999995400944;
    QTest::newRow("tanh -1.75") << "tanh" << -1.75 << -0.9413755384972874;
    QTest::newRow("tanh -0.125") << "tanh" << -0.125 << -0.12435300177159621;
    QTest::newRow("tanh 0.0") << "tanh" << 0.0 << 0.0;
    QTest::newRow("tanh 0.625") << "tanh" << 0.625 << 0.5545997223493823;
    QTest::newRow("tanh 21.5") << "tanh" << 21.5 << 1.0;
    QTest::newRow("relu -1.75") << "relu" << -1.75 << 0.0;
    QTest::newRow("relu -0.125") << "relu" << -0.125 << 0.0;
    QTest::newRow("relu 0.0") << "relu" << 0.0 << 0.0;
    QTest::newRow("relu 0.625") << "relu" << 0.625 << 0.625;
    QTest::newRow("relu 21.5") << "relu" << 21.5 << 21.5;
    QTest::newRow("leaky_relu -1.75") << "leaky_relu" << -1.75 << -0.0175;
    QTest::newRow("leaky_relu -0.125") << "leaky_relu" << -0.125 << -0.00125;
    QTest::newRow("leaky_relu 0.0") << "leaky_relu" << 0.0 << 0.0;
    QTest::newRow("leaky_relu 0.625") << "leaky_relu" << 0.625 << 0.625;
    QTest::newRow("leaky_relu 21.5") << "leaky_relu" << 21.5 << 21.5;
    QTest::newRow("elu -1.75") << "elu" << -1.75 << -0.8262260565495548;
    QTest::newRow("elu -0.125") << "elu" << -0.125 << -0.1175030974154046;
    QTest::newRow("elu 0.0") << "elu" << 0.0 << 0.0;
    QTest::newRow("elu 0.625") << "elu" << 0.625 << 0.625;
    QTest::newRow("elu 21.5") << "elu" << 21.5 << 21.5;
    QTest::newRow("selu -1.75") << "selu" << -1.75 << -1.4525874854107;
    QTest::newRow("selu -0.125") << "selu" << -0.125 << -0.20658211811354793;
    QTest::newRow("selu 0.0") << "selu" << 0.0 << 0.0;
    QTest::newRow("selu 0.625") << "selu" << 0.625 << 0.6566881170971753;
    QTest::newRow("selu 21.5") << "selu" << 21.5 << 22.59007122814283;
    QTest::newRow("gelu -1.75") << "gelu" << -1.75 << -0.07010352451167991;
    QTest::newRow("gelu -0.125") << "gelu" << -0.125 << -0.056282721896235885;
    QTest::newRow("gelu 0.0") << "gelu" << 0.0 << 0.0;
    QTest::newRow("gelu 0.625") << "gelu" << 0.625 << 0.45875904434456216;
    QTest::newRow("gelu 21.5") << "gelu" << 21.5 << 21.5;
    QTest::newRow("silu -1.75") << "silu" << -1.75 << -0.25908259655545657;
    QTest::newRow("silu -0.125") << "silu" << -0.125 << -0.05859882832828047;
    QTest::newRow("silu 0.0") << "silu" << 0.0 << 0.0;
    QTest::newRow("silu 0.625") << "silu" << 0.625 << 0.4070967904162839;
    QTest::newRow("silu 21.5") << "silu" << 21.5 << 21.49999999011203;
    QTest::newRow("softplus -1.75") << "softplus" << -1.75 << 0.16022415043808722;
    QTest::newRow("softplus -0.125") << "softplus" << -0.125 << 0.6325990353171691;
    QTest::newRow("softplus 0.0") << "softplus" << 0.0 << 0.6931471805599453;
    QTest::newRow("softplus 0.625") << "softplus" << 0.625 << 1.0537006782765186;
    QTest::newRow("softplus 21.5") << "softplus" << 21.5 << 21.5;
    QTest::newRow("sine -1.75") << "sine" << -1.75 << -0.9839859468739369;
    QTest::newRow("sine -0.125") << "sine" << -0.125 << -0.12467473338522769;
    QTest::newRow("sine 0.0") << "sine" << 0.0 << 0.0;
    QTest::newRow("sine 0.625") << "sine" << 0.625 << 0.5850972729404622;
    QTest::newRow("sine 21.5") << "sine" << 21.5 << 0.47163900309419615;
    QTest::newRow("step -1.75") << "step" << -1.75 << 0.0;
    QTest::newRow("step -0.125") << "step" << -0.125 << 0.0;
    QTest::newRow("step 0.0") << "step" << 0.0 << 0.0;
    QTest::newRow("step 0.625") << "step" << 0.625 << 1.0;
    QTest::newRow("step 21.5") << "step" << 21.5 << 1.0;
    QTest::newRow("identity -1.75") << "identity" << -1.75 << -1.75;
    QTest::newRow("identity -0.125") << "identity" << -0.125 << -0.125;
    QTest::newRow("identity 0.0") << "identity" << 0.0 << 0.0;
    QTest::newRow("identity 0.625") << "identity" << 0.625 << 0.625;
    QTest::newRow("identity 21.5") << "identity" << 21.5 << 21.5;
}

void ActivationsTest::knownValues() {
    QFETCH(QString, key);
    QFETCH(double, z);
    QFETCH(double, a);
    const Activation kind = activationFromKey(key.toStdString()).value();
    const ActivationSpec spec = defaultSpec(kind);
    const double got = value(kind, z, {spec.parameters[0], spec.parameters[1]});
    QVERIFY2(std::abs(got - a) <= 1e-15 * std::abs(a), qPrintable(QString::number(got, 'g', 17)));
}

void ActivationsTest::derivativeIsNumeric_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("second");
    for (const ActivationInfo& row : activations()) {
        if (row.scope == ActivationScope::Element) {
            const auto p = defaultSpec(row.kind).parameters;
            QTest::newRow(std::string(row.key).c_str()) << static_cast<int>(row.kind) << p[0] << p[1];
        }
    }
    QTest::newRow("leaky_relu 0.2") << static_cast<int>(Activation::LeakyRelu) << 0.2 << 0.0;
    QTest::newRow("elu 0.5") << static_cast<int>(Activation::Elu) << 0.5 << 0.0;
    QTest::newRow("softplus 3 2") << static_cast<int>(Activation::Softplus) << 3.0 << 2.0;
}

void ActivationsTest::derivativeIsNumeric() {
    QFETCH(int, kind);
    QFETCH(double, first);
    QFETCH(double, second);
    const auto activation = static_cast<Activation>(kind);
    const Parameters p{first, second};
    const std::vector<double> kinks = activationInfo(activation).kinks({activation, {first, second}});
    for (double z = -8.0; z < 8.0; z += 0.0371) {
        const double h = 1e-5 * std::max(1.0, std::abs(z));
        if (std::ranges::any_of(kinks, [&](double kink) { return std::abs(z - kink) < 10 * h; })) {
            continue;
        }
        const double numeric = (value(activation, z + h, p) - value(activation, z - h, p)) / (2 * h);
        const double exact = derivative(activation, z, p);
        QVERIFY2(std::abs(exact - numeric) <= 2e-10 * std::max(1.0, std::abs(z)),
                 qPrintable(QStringLiteral("z = %1: %2, numeric %3").arg(z).arg(exact, 0, 'g', 12).arg(numeric, 0, 'g', 12)));
    }
}

void ActivationsTest::nanStays() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const ActivationInfo& row : activations()) {
        const auto p = defaultSpec(row.kind).parameters;
        QVERIFY2(std::isnan(value(row.kind, nan, {p[0], p[1]})), std::string(row.key).c_str());
    }
    const float row[] = {1.0F, std::numeric_limits<float>::quiet_NaN(), 2.0F};
    float result[3];
    formulas::softmaxRow<FusedArithmetic>(row, result, 3, 1);
    QVERIFY(std::isnan(result[0]) && std::isnan(result[1]) && std::isnan(result[2]));
}

/// Large logits do not overflow, and the stride is respected.
void ActivationsTest::softmaxRow() {
    const double z[] = {1000.0, -1.0, 1001.0, -1.0, 999.0, -1.0};
    double a[] = {-1.0, -1.0, -1.0, -1.0, -1.0, -1.0};
    formulas::softmaxRow<FusedArithmetic>(z, a, 3, 2);
    const double sum = 1.0 + std::exp(-1.0) + std::exp(-2.0);
    QVERIFY(std::abs(a[0] - std::exp(-1.0) / sum) < 1e-15);
    QVERIFY(std::abs(a[2] - 1.0 / sum) < 1e-15);
    QVERIFY(std::abs(a[4] - std::exp(-2.0) / sum) < 1e-15);
    QVERIFY(a[1] == -1.0 && a[3] == -1.0 && a[5] == -1.0);
    QVERIFY(std::abs(formulas::logSumExpRow<FusedArithmetic>(z, 3, 2) - (1001.0 + std::log(sum))) < 1e-12);
}

void ActivationsTest::softmaxJacobian() {
    const double z[] = {0.3, -1.2, 2.0, 0.7};
    const double da[] = {0.5, -2.0, 0.25, 1.5};
    double a[4];
    double dz[4];
    formulas::softmaxRow<FusedArithmetic>(z, a, 4, 1);
    formulas::softmaxBackwardRow<FusedArithmetic>(a, da, dz, 4, 1);
    const auto weighted = [&](std::size_t i, double step) {
        double moved[] = {z[0], z[1], z[2], z[3]};
        moved[i] += step;
        double out[4];
        formulas::softmaxRow<FusedArithmetic>(moved, out, 4, 1);
        return out[0] * da[0] + out[1] * da[1] + out[2] * da[2] + out[3] * da[3];
    };
    for (std::size_t i = 0; i < 4; ++i) {
        const double numeric = (weighted(i, 1e-5) - weighted(i, -1e-5)) / 2e-5;
        QVERIFY(std::abs(dz[i] - numeric) < 1e-10);
    }
}

}  // namespace

GLASSNET_TEST(ActivationsTest);

#include "ActivationsTest.moc"
