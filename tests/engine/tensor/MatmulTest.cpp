#include "engine/tensor/Matmul.h"

#include <cmath>

#include "engine/random/Distributions.h"
#include "tests/engine/tensor/Thrown.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class MatmulTest : public test::TestCase {
    Q_OBJECT
private slots:
    void isOneChainOfFusedMultiplyAdds();
    void readsAnyStrides();
    void namesWhatDoesNotFit_data();
    void namesWhatDoesNotFit();
};

void MatmulTest::isOneChainOfFusedMultiplyAdds() {
    Generator generator(3);
    const Tensor a = randn(generator, {5, 67});
    const Tensor b = randn(generator, {67, 19});
    const Tensor product = mm(a, b);
    const Tensor product64 = mm(a.to(DType::Float64), b.to(DType::Float64));
    for (std::int64_t row = 0; row < 5; ++row) {
        for (std::int64_t column = 0; column < 19; ++column) {
            float chain = 0.0F;
            double chain64 = 0.0;
            for (std::int64_t k = 0; k < 67; ++k) {
                chain = std::fma(static_cast<float>(a.at({row, k})), static_cast<float>(b.at({k, column})), chain);
                chain64 = std::fma(a.at({row, k}), b.at({k, column}), chain64);
            }
            QVERIFY(product.at({row, column}) == double{chain});
            QVERIFY(product64.at({row, column}) == chain64);
        }
    }
}

void MatmulTest::readsAnyStrides() {
    Generator generator(4);
    const Tensor a = randn(generator, {6, 4, 5});
    const Tensor b = randn(generator, {7, 5});
    const Tensor turned = a.transpose(0, 1);
    QVERIFY(bitEqual(matmul(turned, b.t()), matmul(turned.clone(), b.t().clone())));
    QVERIFY(bitEqual(matmul(turned.select(0, 2), b.t()), matmul(turned, b.t()).select(0, 2)));
}

void MatmulTest::namesWhatDoesNotFit_data() {
    QTest::addColumn<Shape>("a");
    QTest::addColumn<Shape>("b");
    QTest::addColumn<std::int64_t>("innerA");
    QTest::addColumn<std::int64_t>("innerB");
    QTest::newRow("matrices") << Shape{1, 5} << Shape{1, 5} << std::int64_t{5} << std::int64_t{1};
    QTest::newRow("vectors") << Shape{3} << Shape{4} << std::int64_t{3} << std::int64_t{4};
    QTest::newRow("matrix and vector") << Shape{2, 3} << Shape{4} << std::int64_t{3} << std::int64_t{4};
    QTest::newRow("vector and matrix") << Shape{4} << Shape{2, 3} << std::int64_t{4} << std::int64_t{2};
    QTest::newRow("batches") << Shape{2, 3, 4} << Shape{2, 3, 4} << std::int64_t{4} << std::int64_t{3};
}

void MatmulTest::namesWhatDoesNotFit() {
    QFETCH(Shape, a);
    QFETCH(Shape, b);
    QFETCH(std::int64_t, innerA);
    QFETCH(std::int64_t, innerB);
    const Error wanted{ErrorCode::MatmulShapes, {a, b, innerA, innerB}};
    QCOMPARE(*test::thrown([&] { return matmul(Tensor::ones(a), Tensor::ones(b)); }), wanted);
    if (a.rank() == 2 && b.rank() == 2) {
        QCOMPARE(*test::thrown([&] { return mm(Tensor::ones(a), Tensor::ones(b)); }), wanted);
    } else {
        QCOMPARE(test::thrown([&] { return mm(Tensor::ones(a), Tensor::ones(b)); })->code, ErrorCode::NotAMatrix);
    }
    const auto scalar = test::thrown([&] { return matmul(Tensor::ones(a), Tensor::scalar(1.0)); });
    QCOMPARE(*scalar, (Error{ErrorCode::NotAMatrix, {std::string("mat2"), Shape{}}}));
    const auto mixed = test::thrown([&] { return matmul(Tensor::ones(a), Tensor::ones(b, DType::Float64)); });
    QCOMPARE(*mixed, (Error{ErrorCode::DTypeMismatch, {std::string("float32"), std::string("float64")}}));
    const auto batches = test::thrown([&] { return matmul(Tensor::ones({2, 3, 4}), Tensor::ones({3, 4, 5})); });
    QCOMPARE(batches->code, ErrorCode::BroadcastShapes);
}

GLASSNET_TEST(MatmulTest);

}  // namespace glassnet

#include "MatmulTest.moc"
