#include "engine/random/Initializers.h"

#include <set>

#include "tests/engine/tensor/Thrown.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class InitializersTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyKindHasARow();
    void everyKindMakesBothShapes();
    void refusesNegativeGains();
};

void InitializersTest::everyKindHasARow() {
    std::set<std::string_view> keys;
    std::size_t position = 0;
    for (const InitializerInfo& info : initializers()) {
        QCOMPARE(static_cast<std::size_t>(info.kind), position++);
        QVERIFY(!info.key.empty());
        QVERIFY(keys.insert(info.key).second);
        QCOMPARE(findInitializer(info.key), &info);
        QCOMPARE(&initializerInfo(info.kind), &info);
        for (int i = 0; i < 2; ++i) {
            const auto& parameter = info.parameters[static_cast<std::size_t>(i)];
            QCOMPARE(parameter.key.empty(), i >= info.parameterCount);
            QVERIFY(parameter.smallest <= parameter.preset && parameter.preset <= parameter.largest);
        }
    }
    QVERIFY(findInitializer("") == nullptr);
    QVERIFY(findInitializer("orthogonal") == nullptr);
}

void InitializersTest::everyKindMakesBothShapes() {
    for (const InitializerInfo& info : initializers()) {
        Generator generator(3);
        QCOMPARE(drawWeight(generator, info.preset(), 4, 6).shape(), (Shape{4, 6}));
        QVERIFY(drawWeight(generator, info.preset(), 4, 6).isContiguous());
        QCOMPARE(drawBias(generator, info.preset(), 4, 6).shape(), (Shape{1, 6}));
        QCOMPARE(generator != Generator(3), info.drawsNumbers);
        QCOMPARE(drawWeight(generator, info.preset(), 0, 6).elements(), 0);
        QCOMPARE(drawBias(generator, info.preset(), 0, 6).shape(), (Shape{1, 6}));
    }
}

void InitializersTest::refusesNegativeGains() {
    Generator generator(3);
    for (const auto kind : {InitializerKind::XavierUniform, InitializerKind::XavierNormal, InitializerKind::KaimingNormal}) {
        QCOMPARE(test::thrown([&] { return drawWeight(generator, {kind, -1.0, 0.0}, 2, 2); })->code, ErrorCode::BadRange);
    }
}

GLASSNET_TEST(InitializersTest);

}  // namespace glassnet

#include "InitializersTest.moc"
