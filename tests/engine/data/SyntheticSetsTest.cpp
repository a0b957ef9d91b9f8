#include "engine/data/SyntheticSets.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class SyntheticSetsTest final : public TestCase {
    Q_OBJECT
private slots:
    void everySetIsMade();
    void spiralFollowsItsFormula_data();
    void spiralFollowsItsFormula();
    void seedsDecide();
    void refuses();
};

void SyntheticSetsTest::everySetIsMade() {
    QVERIFY(!syntheticSets().empty());
    for (const SyntheticSet& set : syntheticSets()) {
        SyntheticSpec spec = usualSpec(set.key);
        spec.seed = 7;
        const auto dataset = makeSyntheticSet(spec);
        QVERIFY(dataset.has_value());
        QCOMPARE(dataset->samples(), spec.rows);
        const auto& [rows, classes, noise, turns] = set.smallest;
        QVERIFY(makeSyntheticSet({spec.key, rows, classes, noise, turns, 0, {}}).has_value());
    }
}

void SyntheticSetsTest::spiralFollowsItsFormula_data() {
    QTest::addColumn<qint64>("samples");
    QTest::addColumn<qint64>("classes");
    QTest::addColumn<double>("noise");
    QTest::addColumn<double>("turns");
    QTest::newRow("defaults") << qint64{200} << qint64{2} << 0.05 << 1.0;
    QTest::newRow("no noise") << qint64{100} << qint64{2} << 0.0 << 1.75;
    QTest::newRow("uneven arms") << qint64{101} << qint64{3} << 0.1 << 2.5;
    QTest::newRow("one point each") << qint64{10} << qint64{10} << 0.0 << 10.0;
    QTest::newRow("rays") << qint64{40} << qint64{4} << 0.0 << 0.0;
}

void SyntheticSetsTest::spiralFollowsItsFormula() {
    QFETCH(qint64, samples);
    QFETCH(qint64, classes);
    QFETCH(double, noise);
    QFETCH(double, turns);
    const auto dataset = makeSyntheticSet({"spiral", samples, classes, noise, turns, 3, {}});
    QVERIFY(dataset.has_value());
    Generator theirs(3);
    const Tensor e = randn(theirs, {samples, 2});
    std::vector<std::int64_t> points(static_cast<std::size_t>(classes), 0);
    for (std::int64_t i = 0; i < samples; ++i) {
        ++points[static_cast<std::size_t>(i % classes)];
    }
    for (std::int64_t i = 0; i < samples; ++i) {
        const std::int64_t arm = i % classes;
        const double s = (static_cast<double>(i / classes) + 0.5) / static_cast<double>(points[static_cast<std::size_t>(arm)]);
        const double a = 2.0 * std::numbers::pi * (turns * s + static_cast<double>(arm) / static_cast<double>(classes));
        // One rounding to float32 of a value below 2 and the float32 sum.
        QVERIFY(std::abs(dataset->features().at({i, 0}) - (s * std::sin(a) + noise * e.at({i, 0}))) < 3e-7);
        QVERIFY(std::abs(dataset->features().at({i, 1}) - (s * std::cos(a) + noise * e.at({i, 1}))) < 3e-7);
        QCOMPARE(dataset->targets().at(i), static_cast<double>(arm));
    }
    QCOMPARE(dataset->hasClassTargets(), classes > 2);
    QVERIFY(dataset->targets().shape() == (classes > 2 ? Shape{samples} : Shape{samples, 1}));
    QCOMPARE(dataset->classNames().size(), static_cast<std::size_t>(classes));
}

void SyntheticSetsTest::seedsDecide() {
    const auto features = [](std::uint64_t seed) { return makeSyntheticSet({.seed = seed})->features(); };
    QVERIFY(bitEqual(features(1), features(1)));
    QVERIFY(!bitEqual(features(1), features(2)));
}

void SyntheticSetsTest::refuses() {
    const auto code = [](const SyntheticSpec& spec) {
        const auto dataset = makeSyntheticSet(spec);
        return dataset ? ErrorCode::Count_ : dataset.error().code;
    };
    QVERIFY(code({.key = "no such set"}) == ErrorCode::FileField);
    QVERIFY(code({.rows = 1}) == ErrorCode::BadProperty);
    QVERIFY(code({.rows = 3, .classes = 4}) == ErrorCode::BadProperty);
    QVERIFY(code({.rows = 1'000'001}) == ErrorCode::BadProperty);
    QVERIFY(code({.classes = 1}) == ErrorCode::BadProperty);
    QVERIFY(code({.classes = 11}) == ErrorCode::BadProperty);
    QVERIFY(code({.noise = -0.1}) == ErrorCode::BadProperty);
    QVERIFY(code({.noise = std::numeric_limits<double>::quiet_NaN()}) == ErrorCode::BadProperty);
    QVERIFY(code({.turns = std::numeric_limits<double>::infinity()}) == ErrorCode::BadProperty);
    const auto dataset = makeSyntheticSet({.noise = -0.5});
    QVERIFY(dataset.error().arguments == (std::vector<ErrorArgument>{"spiral", "noise", "-0.5", 0.0, 10.0}));
}

GLASSNET_TEST(SyntheticSetsTest);

}  // namespace glassnet::test

#include "SyntheticSetsTest.moc"
