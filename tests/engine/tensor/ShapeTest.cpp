#include "engine/tensor/Shape.h"

#include "tests/engine/tensor/Thrown.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class ShapeTest : public test::TestCase {
    Q_OBJECT
private slots:
    void countsElements();
    void refusesWhatIsNoShape();
    void wrapsNegativeDimensions();
    void broadcastsAsPyTorch();
    void namesWhatDoesNotBroadcast();
};

void ShapeTest::countsElements() {
    QCOMPARE(Shape{}.elements(), 1);
    QCOMPARE((Shape{0}.elements()), 0);
    QCOMPARE((Shape{2, 3, 4}.elements()), 24);
    QCOMPARE((Shape{1, 1, 1, 1, 1, 1, 1, 5}.rank()), 8);
    QVERIFY((Shape{2, 3} != Shape{3, 2}));
    QVERIFY((Shape{2} != Shape{2, 1}));
}

void ShapeTest::refusesWhatIsNoShape() {
    QCOMPARE(*test::thrown([] { return Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}; }),
             (Error{ErrorCode::RankLimit, {std::int64_t{9}, std::int64_t{8}}}));
    QCOMPARE(*test::thrown([] { return Shape{2, -1}; }), (Error{ErrorCode::NegativeSize, {std::int64_t{-1}}}));
    QCOMPARE(test::thrown([] { return Shape{INT64_MAX, 2}; })->code, ErrorCode::TooLarge);
    QCOMPARE(test::thrown([] { return Shape{INT64_MAX, 2, 0}; })->code, ErrorCode::TooLarge);
}

void ShapeTest::wrapsNegativeDimensions() {
    const Shape shape{2, 3};
    QCOMPARE(shape[-1], 3);
    QCOMPARE(shape.wrapDimension(-2), 0);
    QCOMPARE(*test::thrown([&] { return shape[2]; }), (Error{ErrorCode::DimensionRange, {std::int64_t{2}, std::int64_t{2}}}));
    QCOMPARE(test::thrown([&] { return shape[-3]; })->code, ErrorCode::DimensionRange);
}

void ShapeTest::broadcastsAsPyTorch() {
    QCOMPARE(broadcast({}, {}), Shape{});
    QCOMPARE(broadcast({2, 1, 3}, {4, 1}), (Shape{2, 4, 3}));
    QCOMPARE(broadcast({1}, {0}), Shape{0});
    QCOMPARE(broadcast({3}, {}), Shape{3});
}

void ShapeTest::namesWhatDoesNotBroadcast() {
    // torch.ones(2, 3) + torch.ones(5, 2, 4): "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 2"
    const Shape a{2, 3};
    const Shape b{5, 2, 4};
    QCOMPARE(*test::thrown([&] { return broadcast(a, b); }),
             (Error{ErrorCode::BroadcastShapes, {a, b, std::int64_t{3}, std::int64_t{4}, std::int64_t{2}}}));
}

GLASSNET_TEST(ShapeTest);

}  // namespace glassnet

#include "ShapeTest.moc"
