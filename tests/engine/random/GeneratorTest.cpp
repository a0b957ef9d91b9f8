#include "engine/random/Generator.h"

#include <limits>
#include <random>

#include "tests/support/TestCase.h"

namespace glassnet {

class GeneratorTest : public test::TestCase {
    Q_OBJECT
private slots:
    void isTheMersenneTwister_data();
    void isTheMersenneTwister();
    void knowsItsFirstNumbers();
    void continuesFromASavedState();
    void seedingForgetsTheCachedNormal();
    void refusesStatesThatCannotBe();
};

void GeneratorTest::isTheMersenneTwister_data() {
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {quint64{0}, quint64{7}, quint64{42}, (quint64{1} << 32) + 5, std::numeric_limits<quint64>::max()}) {
        QTest::addRow("%llu", seed) << seed;
    }
}

void GeneratorTest::isTheMersenneTwister() {
    QFETCH(quint64, seed);
    std::mt19937 theirs(static_cast<std::uint32_t>(seed));
    Generator ours(seed);
    for (int i = 0; i < 5000; ++i) {
        QCOMPARE(ours.next32(), static_cast<std::uint32_t>(theirs()));
    }
}

void GeneratorTest::knowsItsFirstNumbers() {
    // The first outputs of MT19937 for seed 0.
    Generator generator(0);
    QCOMPARE(generator.next32(), 2357136044U);
    QCOMPARE(generator.next32(), 2546248239U);
    QCOMPARE(generator.next32(), 3071714933U);
    generator.manualSeed(0);
    QCOMPARE(generator.next64(), (std::uint64_t{2357136044U} << 32) | 2546248239U);
}

void GeneratorTest::continuesFromASavedState() {
    Generator first(7);
    for (int i = 0; i < 1001; ++i) {
        static_cast<void>(first.nextNormal());
    }
    const GeneratorState saved = first.state();
    QVERIFY(saved.cachedNormal.has_value());
    Generator second(99);
    QVERIFY(first != second);
    QVERIFY(second.restore(saved).has_value());
    QVERIFY(first == second);
    for (int i = 0; i < 1001; ++i) {
        QVERIFY(first.nextNormal() == second.nextNormal());
        QCOMPARE(first.next32(), second.next32());
    }
}

void GeneratorTest::seedingForgetsTheCachedNormal() {
    Generator generator(7);
    static_cast<void>(generator.nextNormal());
    QVERIFY(generator != Generator(7));
    generator.manualSeed(7);
    QVERIFY(generator == Generator(7));
}

void GeneratorTest::refusesStatesThatCannotBe() {
    Generator generator(7);
    GeneratorState dead;
    QCOMPARE(generator.restore(dead).error().code, ErrorCode::BadState);
    dead.words[0] = 0x7fffffffU;
    QVERIFY(!generator.restore(dead));
    GeneratorState far = generator.state();
    far.next = 625;
    QVERIFY(!generator.restore(far));
    GeneratorState strange = generator.state();
    strange.cachedNormal = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!generator.restore(strange));
    QVERIFY(generator == Generator(7));
}

GLASSNET_TEST(GeneratorTest);

}  // namespace glassnet

#include "GeneratorTest.moc"
