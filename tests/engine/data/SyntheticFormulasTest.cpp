#include <cmath>
#include <numbers>

#include "engine/data/SyntheticSets.h"
#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class SyntheticFormulasTest final : public TestCase {
    Q_OBJECT
private slots:
    void circles_data();
    void circles();
    void moons_data();
    void moons();
    void blobs();
    void xorAndCheckerboard_data();
    void xorAndCheckerboard();
    void planeAndWaves_data();
    void planeAndWaves();
    void sine();
    void gates_data();
    void gates();
};

namespace {

constexpr double kPi = std::numbers::pi;

SyntheticSpec formulaSpec(const char* key, std::int64_t rows, std::int64_t classes, double noise, double turns = 1.0) {
    return {key, rows, classes, noise, turns, 11, {}};
}

/// The samples of one class, in their order.
std::vector<std::int64_t> samplesOf(const Dataset& set, std::int64_t index) {
    std::vector<std::int64_t> samples;
    for (std::int64_t i = 0; i < set.samples(); ++i) {
        if (static_cast<std::int64_t>(set.targets().at(i)) == index) {
            samples.push_back(i);
        }
    }
    return samples;
}

/// What is left of feature `column` of sample i without its noise, which is drawn after `before`.
double noiseless(const Dataset& set, const SyntheticSpec& spec, std::int64_t i, std::int64_t column, bool afterPlaces = false) {
    Generator theirs(spec.seed);
    if (afterPlaces) {
        static_cast<void>(rand(theirs, {spec.rows, 2}));
    }
    return set.features().at({i, column}) - spec.noise * randn(theirs, {spec.rows, 2}).at({i, column});
}

bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

}  // namespace

void SyntheticFormulasTest::circles_data() {
    QTest::addColumn<qint64>("classes");
    QTest::newRow("two") << qint64{2};
    QTest::newRow("three, uneven") << qint64{3};
}

void SyntheticFormulasTest::circles() {
    QFETCH(qint64, classes);
    const auto spec = formulaSpec("circles", 40, classes, 0.1);
    const auto set = makeSyntheticSet(spec).value();
    for (std::int64_t ring = 0; ring < classes; ++ring) {
        const auto samples = samplesOf(set, ring);
        QVERIFY(samples.size() >= static_cast<std::size_t>(40 / classes));
        // Complex numbers on a ring, from the top on clockwise: the sum of all is 0, the first stands at the top.
        double sumX = 0.0;
        double sumY = 0.0;
        const double radius = static_cast<double>(ring + 1) / static_cast<double>(classes);
        for (std::size_t k = 0; k < samples.size(); ++k) {
            const double x = noiseless(set, spec, samples[k], 0);
            const double y = noiseless(set, spec, samples[k], 1);
            QVERIFY(near(std::hypot(x, y), radius));
            const double angle =
                std::remainder(std::atan2(x, y) - 2.0 * kPi * static_cast<double>(k) / static_cast<double>(samples.size()), 2.0 * kPi);
            QVERIFY(near(angle, 0.0));
            sumX += x;
            sumY += y;
        }
        QVERIFY(std::abs(sumX) < 1e-5 && std::abs(sumY) < 1e-5);
    }
}

void SyntheticFormulasTest::moons_data() {
    QTest::addColumn<qint64>("rows");
    QTest::newRow("even") << qint64{30};
    QTest::newRow("odd") << qint64{31};
    QTest::newRow("one each") << qint64{2};
}

void SyntheticFormulasTest::moons() {
    QFETCH(qint64, rows);
    const auto spec = formulaSpec("moons", rows, 2, 0.2);
    const auto set = makeSyntheticSet(spec).value();
    for (std::int64_t moon = 0; moon < 2; ++moon) {
        const auto samples = samplesOf(set, moon);
        for (std::size_t k = 0; k < samples.size(); ++k) {
            // numpy.linspace(0, pi, m), as scikit-learn's make_moons has it.
            const double a = samples.size() == 1 ? 0.0 : kPi * static_cast<double>(k) / static_cast<double>(samples.size() - 1);
            QVERIFY(near(noiseless(set, spec, samples[k], 0), moon == 0 ? std::cos(a) : 1.0 - std::cos(a)));
            QVERIFY(near(noiseless(set, spec, samples[k], 1), moon == 0 ? std::sin(a) : 1.0 - std::sin(a) - 0.5));
        }
    }
}

void SyntheticFormulasTest::blobs() {
    const auto spec = formulaSpec("blobs", 21, 5, 0.25);
    const auto set = makeSyntheticSet(spec).value();
    QVERIFY(set.hasClassTargets() && set.classNames().size() == 5);
    for (std::int64_t i = 0; i < 21; ++i) {
        const double a = 2.0 * kPi * static_cast<double>(i % 5) / 5.0;
        QVERIFY(near(noiseless(set, spec, i, 0), std::sin(a)) && near(noiseless(set, spec, i, 1), std::cos(a)));
        QCOMPARE(set.targets().at(i), static_cast<double>(i % 5));
    }
}

void SyntheticFormulasTest::xorAndCheckerboard_data() {
    QTest::addColumn<bool>("isBoard");
    QTest::addColumn<qint64>("classes");
    QTest::newRow("xor") << false << qint64{2};
    QTest::newRow("checkerboard") << true << qint64{2};
    QTest::newRow("three colors") << true << qint64{3};
}

void SyntheticFormulasTest::xorAndCheckerboard() {
    QFETCH(bool, isBoard);
    QFETCH(qint64, classes);
    const auto spec = formulaSpec(isBoard ? "checkerboard" : "xor", 300, classes, 0.1);
    const auto set = makeSyntheticSet(spec).value();
    Generator theirs(spec.seed);
    const Tensor drawn = rand(theirs, {300, 2});
    std::set<std::int64_t> seen;
    for (std::int64_t i = 0; i < 300; ++i) {
        const double u = drawn.at({i, 0});
        const double v = drawn.at({i, 1});
        QVERIFY(near(noiseless(set, spec, i, 0, true), 2.0 * u - 1.0) && near(noiseless(set, spec, i, 1, true), 2.0 * v - 1.0));
        // In the unit square: squares by quarters; quadrants by halves.
        const auto square = static_cast<std::int64_t>(4.0 * u) + static_cast<std::int64_t>(4.0 * v);
        const std::int64_t wanted = isBoard ? square % classes : ((u < 0.5) != (v < 0.5) ? 1 : 0);
        QCOMPARE(set.targets().at(i), static_cast<double>(wanted));
        seen.insert(wanted);
    }
    QCOMPARE(seen.size(), static_cast<std::size_t>(classes));
}

void SyntheticFormulasTest::planeAndWaves_data() {
    QTest::addColumn<bool>("isPlane");
    QTest::addColumn<double>("turns");
    QTest::addColumn<double>("noise");
    QTest::newRow("plane") << true << 1.0 << 0.0;
    QTest::newRow("noisy plane") << true << 1.0 << 0.3;
    QTest::newRow("waves") << false << 1.0 << 0.1;
    QTest::newRow("short waves") << false << 3.5 << 0.0;
}

void SyntheticFormulasTest::planeAndWaves() {
    QFETCH(bool, isPlane);
    QFETCH(double, turns);
    QFETCH(double, noise);
    const auto spec = formulaSpec(isPlane ? "plane" : "waves", 200, 0, noise, turns);
    const auto set = makeSyntheticSet(spec).value();
    Generator theirs(spec.seed);
    const Tensor drawn = rand(theirs, {200, 2});
    const Tensor e = randn(theirs, {200, 1});
    QVERIFY(set.classNames().empty() && set.targets().shape() == (Shape{200, 1}));
    for (std::int64_t i = 0; i < 200; ++i) {
        const double x = 2.0 * drawn.at({i, 0}) - 1.0;
        const double y = 2.0 * drawn.at({i, 1}) - 1.0;
        QVERIFY(set.features().at({i, 0}) == x && set.features().at({i, 1}) == y);
        const double f = isPlane ? 0.5 * x + 0.5 * y : std::sin(kPi * turns * x) * std::cos(kPi * turns * y);
        QVERIFY(near(set.targets().at(i), f + noise * e.at(i)));
    }
}

void SyntheticFormulasTest::sine() {
    const auto spec = formulaSpec("sine", 50, 0, 0.2, 2.0);
    const auto set = makeSyntheticSet(spec).value();
    QVERIFY(set.featureNames() == std::vector<std::string>{"x"} && set.features().shape() == (Shape{50, 1}));
    Generator theirs(spec.seed);
    const Tensor e = randn(theirs, {50, 1});
    for (std::int64_t i = 0; i < 50; ++i) {
        const double x = -0.98 + 0.04 * static_cast<double>(i);
        QVERIFY(near(set.features().at(i), x));
        QVERIFY(near(set.targets().at(i), std::sin(2.0 * kPi * x) + 0.2 * e.at(i)));
    }
}

void SyntheticFormulasTest::gates_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("truth");
    QTest::newRow("and") << QStringLiteral("gate.and") << QStringLiteral("0001");
    QTest::newRow("or") << QStringLiteral("gate.or") << QStringLiteral("0111");
    QTest::newRow("nand") << QStringLiteral("gate.nand") << QStringLiteral("1110");
    QTest::newRow("nor") << QStringLiteral("gate.nor") << QStringLiteral("1000");
    QTest::newRow("xor") << QStringLiteral("gate.xor") << QStringLiteral("0110");
    QTest::newRow("xnor") << QStringLiteral("gate.xnor") << QStringLiteral("1001");
}

void SyntheticFormulasTest::gates() {
    QFETCH(QString, key);
    QFETCH(QString, truth);
    const auto set = makeSyntheticSet(usualSpec(key.toStdString())).value();
    QVERIFY(bitEqual(set.features(), Tensor::from<float>({0, 0, 0, 1, 1, 0, 1, 1}, {4, 2})));
    QVERIFY(set.featureNames() == (std::vector<std::string>{"a", "b"}) && set.targets().shape() == (Shape{4, 1}));
    SyntheticSpec noisy = formulaSpec("", 10, 2, 0.1);
    noisy.key = key.toStdString();
    const auto more = makeSyntheticSet(noisy).value();
    for (std::int64_t i = 0; i < 10; ++i) {
        QCOMPARE(more.targets().at(i), static_cast<double>(truth.at(static_cast<int>(i % 4)).digitValue()));
        QVERIFY(near(noiseless(more, noisy, i, 0), static_cast<double>(i % 4 >= 2)));
        QVERIFY(near(noiseless(more, noisy, i, 1), static_cast<double>(i % 2 == 1)));
    }
}

GLASSNET_TEST(SyntheticFormulasTest);

}  // namespace glassnet::test

#include "SyntheticFormulasTest.moc"
