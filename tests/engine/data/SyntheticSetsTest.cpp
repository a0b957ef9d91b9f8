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
        Generator generator(7);
        const auto dataset = makeSyntheticSet(set.key, {}, generator);
        QVERIFY(dataset.has_value());
        QCOMPARE(dataset->samples(), SyntheticOptions{}.samples);
        QVERIFY(makeSyntheticSet(set.key, set.smallest, generator).has_value());
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
    Generator ours(3);
    const auto dataset = makeSyntheticSet("spiral", {.samples = samples, .classes = classes, .noise = noise, .turns = turns}, ours);
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
    const auto features = [](std::uint64_t seed) {
        Generator generator(seed);
        return makeSyntheticSet("spiral", {}, generator)->features();
    };
    QVERIFY(bitEqual(features(1), features(1)));
    QVERIFY(!bitEqual(features(1), features(2)));
}

void SyntheticSetsTest::refuses() {
    Generator generator(0);
    const auto code = [&generator](std::string_view key, const SyntheticOptions& options) {
        const auto dataset = makeSyntheticSet(key, options, generator);
        return dataset ? ErrorCode::Count_ : dataset.error().code;
    };
    QVERIFY(code("no such set", {}) == ErrorCode::FileField);
    QVERIFY(code("spiral", {.samples = 1}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.samples = 3, .classes = 4}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.samples = 1'000'001}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.classes = 1}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.classes = 11}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.noise = -0.1}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.noise = std::numeric_limits<double>::quiet_NaN()}) == ErrorCode::BadProperty);
    QVERIFY(code("spiral", {.turns = std::numeric_limits<double>::infinity()}) == ErrorCode::BadProperty);
    const auto dataset = makeSyntheticSet("spiral", {.noise = -0.5}, generator);
    QVERIFY(dataset.error().arguments == (std::vector<ErrorArgument>{"spiral", "noise", "-0.5", 0.0, 10.0}));
}

GLASSNET_TEST(SyntheticSetsTest);

}  // namespace glassnet::test

#include "SyntheticSetsTest.moc"
