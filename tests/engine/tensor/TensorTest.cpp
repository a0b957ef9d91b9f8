#include "engine/tensor/Tensor.h"

#include <limits>

#include "tests/engine/tensor/Thrown.h"
#include "tests/support/TestCase.h"

namespace glassnet {

class TensorTest : public test::TestCase {
    Q_OBJECT
private slots:
    void makesTensors();
    void viewsShareStorage();
    void viewsOfStridedTensors();
    void reshapesLikePyTorch();
    void expands();
    void convertsDTypes();
    void readsAndWritesElements();
    void holdsNothing();
    void refusesMistakes();
    void comparesBits();
};

namespace {

Tensor counted(const Shape& shape) { return Tensor::arange(shape.elements()).reshape(shape.sizes()); }

std::vector<std::int64_t> elementsOf(const Tensor& tensor) {
    const Tensor source = tensor.contiguous();
    const auto values = source.values<std::int64_t>();
    return {values.begin(), values.end()};
}

std::vector<std::int64_t> stridesOf(const Tensor& tensor) { return {tensor.strides().begin(), tensor.strides().end()}; }

using Whole = std::vector<std::int64_t>;

}  // namespace

void TensorTest::makesTensors() {
    QCOMPARE(Tensor().shape(), Shape{0});
    QCOMPARE(Tensor::full({2}, 2.5).at(1), 2.5);
    QCOMPARE(Tensor::full({2}, 2.5, DType::Int64).at(1), 2.0);
    QCOMPARE(Tensor::scalar(3.0).rank(), 0);
    QCOMPARE(Tensor::scalar(3.0).item(), 3.0);
    QCOMPARE(elementsOf(Tensor::eye(2, DType::Int64)), (Whole{1, 0, 0, 1}));
    QCOMPARE(Tensor::from({1.0F, 2.0F}, {2}).dtype(), DType::Float32);
    QCOMPARE(Tensor::from({1.0, 2.0}, {2}).dtype(), DType::Float64);
    QCOMPARE(elementsOf(counted({8})), (Whole{0, 1, 2, 3, 4, 5, 6, 7}));
    for (const DType dtype : {DType::Float32, DType::Float64, DType::Int64}) {
        QCOMPARE(reinterpret_cast<std::uintptr_t>(Tensor::zeros({3}, dtype).bytes().data()) % 64, 0U);
    }
}

void TensorTest::viewsShareStorage() {
    Tensor a = counted({2, 3, 4});
    Tensor turned = a.transpose(0, -1);
    QCOMPARE(turned.shape(), (Shape{4, 3, 2}));
    QVERIFY(turned.sharesStorageWith(a));
    QVERIFY(!a.ownsStorageAlone());
    QVERIFY(!turned.isContiguous());
    turned.set({3, 1, 0}, 100.0);
    QCOMPARE(a.at({0, 1, 3}), 100.0);
    QCOMPARE(elementsOf(a.select(1, -1)), (Whole{8, 9, 10, 11, 20, 21, 22, 23}));
    QCOMPARE(elementsOf(a.narrow(2, -2, 1)), (Whole{2, 6, 10, 14, 18, 22}));
    QCOMPARE(a.narrow(0, 2, 0).shape(), (Shape{0, 3, 4}));
    QCOMPARE(a.permute({2, 0, 1}).shape(), (Shape{4, 2, 3}));
    QCOMPARE(elementsOf(counted({2, 3}).t()), (Whole{0, 3, 1, 4, 2, 5}));
    QCOMPARE(a.unsqueeze(-1).shape(), (Shape{2, 3, 4, 1}));
    QCOMPARE(a.unsqueeze(0).squeeze(0).shape(), a.shape());
    QCOMPARE(a.squeeze(0).shape(), a.shape());
    QCOMPARE(elementsOf(a.transpose(0, 1).unsqueeze(1).squeeze(1)), elementsOf(a.transpose(0, 1)));
    QVERIFY(!a.clone().sharesStorageWith(a));
    QVERIFY(a.contiguous().sharesStorageWith(a));
    QVERIFY(Tensor::ones({2}).ownsStorageAlone());
}

void TensorTest::viewsOfStridedTensors() {
    // Strides as torch.arange(24).view(...) reports them.
    const Tensor a = counted({2, 3, 4}).transpose(0, 1);
    QCOMPARE(stridesOf(a), (Whole{4, 12, 1}));
    QCOMPARE(stridesOf(a.view({3, 2, 2, 2})), (Whole{4, 12, 2, 1}));
    QCOMPARE(stridesOf(a.view({3, 1, 2, 4, 1})), (Whole{4, 24, 12, 1, 1}));
    QCOMPARE(elementsOf(a.view({3, 2, 2, -1})), elementsOf(a));
    const Shape wanted{6, 4};
    QCOMPARE(*test::thrown([&] { return a.view({6, 4}); }), (Error{ErrorCode::ViewStrides, {wanted, a.shape()}}));
    const Tensor narrow = counted({4, 6}).narrow(1, 1, 4);
    QCOMPARE(stridesOf(narrow.view({2, 2, 2, 2})), (Whole{12, 6, 2, 1}));
    QCOMPARE(test::thrown([&] { return narrow.view({16}); })->code, ErrorCode::ViewStrides);
}

void TensorTest::reshapesLikePyTorch() {
    const Tensor turned = counted({2, 3}).t();
    QCOMPARE(elementsOf(turned.reshape({-1})), (Whole{0, 3, 1, 4, 2, 5}));
    QVERIFY(!turned.reshape({6}).sharesStorageWith(turned));
    const Tensor straight = counted({2, 3});
    QVERIFY(straight.reshape({3, 2}).sharesStorageWith(straight));
    QCOMPARE(straight.reshape({1, 1, 1, 1, 1, 1, 2, 3}).rank(), 8);
    QCOMPARE(Tensor::scalar(4.0).reshape({1, 1}).item(), 4.0);
    QCOMPARE(Tensor::ones({1}).view({}).rank(), 0);
    QCOMPARE(*test::thrown([] { return Tensor::ones({3}).view({2, 2}); }), (Error{ErrorCode::ViewShape, {Shape{2, 2}, std::int64_t{3}}}));
    QCOMPARE(*test::thrown([] {
        return Tensor::ones({3}).view({2, -1});
    }),
             (Error{ErrorCode::ViewShape, {std::string("[2, -1]"), std::int64_t{3}}}));
    QCOMPARE(test::thrown([] { return Tensor::ones({4}).view({-1, -1}); })->code, ErrorCode::ViewShape);
    QCOMPARE(test::thrown([] { return Tensor::ones({0}).view({0, -1}); })->code, ErrorCode::ViewShape);
    QCOMPARE(test::thrown([] { return Tensor::ones({4}).view({-2, -2}); })->code, ErrorCode::NegativeSize);
}

void TensorTest::expands() {
    const Tensor row = counted({1, 3});
    QCOMPARE(elementsOf(row.expand({2, 2, 3})), (Whole{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}));
    QVERIFY(row.expand({2, 3}).sharesStorageWith(row));
    QCOMPARE(row.expand({0, 3}).elements(), 0);
    QCOMPARE(test::thrown([&] { return row.expand({1, 1}); })->code, ErrorCode::ViewShape);
    QCOMPARE(test::thrown([&] { return row.expand({4}); })->code, ErrorCode::BroadcastShapes);
}

void TensorTest::convertsDTypes() {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    const Tensor floats = Tensor::from({-5.7, 2.9, kNan, 3e30}, {4});
    // torch.tensor([-5.7, 2.9, nan, 3e30], dtype=torch.float64).to(torch.int64) on x86-64
    QCOMPARE(elementsOf(floats.to(DType::Int64)), (Whole{-5, 2, INT64_MIN, INT64_MIN}));
    QCOMPARE(floats.to(DType::Float32).at(0), double{-5.7F});
    QVERIFY(floats.to(DType::Float64).sharesStorageWith(floats));
    QCOMPARE(elementsOf(counted({2, 3}).t().to(DType::Float32).to(DType::Int64)), (Whole{0, 3, 1, 4, 2, 5}));
    const Tensor large = Tensor::from({INT64_MAX}, {1});
    QCOMPARE(large.clone().values<std::int64_t>()[0], INT64_MAX);
}

void TensorTest::readsAndWritesElements() {
    Tensor a = counted({2, 3}).t();
    QCOMPARE(a.at(1), 3.0);
    a.set(1, -8.9);
    QCOMPARE(a.at({0, -1}), -8.0);
    QCOMPARE(*test::thrown([&] { return a.at(6); }), (Error{ErrorCode::IndexRange, {std::int64_t{6}, std::int64_t{0}, std::int64_t{6}}}));
    QCOMPARE(*test::thrown([&] {
        return a.at({0, 2});
    }),
             (Error{ErrorCode::IndexRange, {std::int64_t{2}, std::int64_t{1}, std::int64_t{2}}}));
    QCOMPARE(test::thrown([&] { return a.at({0}); })->code, ErrorCode::DimensionRange);
    QCOMPARE(test::thrown([&] { return a.item(); })->code, ErrorCode::ViewShape);
    QCOMPARE(test::thrown([&] { return a.values<float>(); })->code, ErrorCode::DTypeMismatch);
    QCOMPARE(test::thrown([&] { return a.values<std::int64_t>(); })->code, ErrorCode::ViewStrides);
    QCOMPARE(a.narrow(0, 1, 1).contiguous().bytes().size(), 16U);
}

void TensorTest::holdsNothing() {
    const Tensor empty = Tensor::zeros({2, 0, 3}, DType::Float64);
    QVERIFY(empty.isContiguous());
    QVERIFY(empty.transpose(0, 2).isContiguous());
    QCOMPARE(empty.transpose(0, 2).clone().shape(), (Shape{3, 0, 2}));
    QCOMPARE(empty.view({0}).elements(), 0);
    QCOMPARE(empty.values<double>().size(), 0U);
    QCOMPARE(empty.select(0, 1).shape(), (Shape{0, 3}));
}

void TensorTest::refusesMistakes() {
    const Tensor a = counted({2, 3});
    QCOMPARE(test::thrown([&] { return a.transpose(0, 2); })->code, ErrorCode::DimensionRange);
    QCOMPARE(test::thrown([&] { return a.permute({0, 0}); })->code, ErrorCode::DimensionRange);
    QCOMPARE(test::thrown([&] { return a.permute({0}); })->code, ErrorCode::DimensionRange);
    QCOMPARE(test::thrown([&] { return a.select(0, 2); })->code, ErrorCode::IndexRange);
    QCOMPARE(test::thrown([&] { return a.narrow(1, 2, 2); })->code, ErrorCode::IndexRange);
    QCOMPARE(test::thrown([&] { return a.narrow(1, 0, INT64_MAX); })->code, ErrorCode::IndexRange);
    QCOMPARE(test::thrown([&] { return a.narrow(1, 0, -1); })->code, ErrorCode::NegativeSize);
    QCOMPARE(test::thrown([&] { return a.unsqueeze(3); })->code, ErrorCode::DimensionRange);
    QCOMPARE(test::thrown([] { return Tensor::ones({2, 2, 2}).t(); })->code, ErrorCode::NotAMatrix);
    QCOMPARE(test::thrown([] { return Tensor::from({1.0F}, {2}); })->code, ErrorCode::ViewShape);
    QCOMPARE(test::thrown([] { return Tensor::zeros({1 << 30, 1 << 30}); })->code, ErrorCode::TooLarge);
    QCOMPARE(test::thrown([] { return Tensor::ones({1, 1, 1, 1, 1, 1, 1, 1}).unsqueeze(0); })->code, ErrorCode::RankLimit);
}

void TensorTest::comparesBits() {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(bitEqual(Tensor::from({kNan}, {1}), Tensor::from({kNan}, {1})));
    QVERIFY(!bitEqual(Tensor::from({0.0F}, {1}), Tensor::from({-0.0F}, {1})));
    QVERIFY(!bitEqual(Tensor::zeros({2, 1}), Tensor::zeros({1, 2})));
    QVERIFY(!bitEqual(Tensor::zeros({1}, DType::Float64), Tensor::zeros({1}, DType::Int64)));
    QVERIFY(bitEqual(counted({2, 2}).t().t(), counted({2, 2})));
}

GLASSNET_TEST(TensorTest);

}  // namespace glassnet

#include "TensorTest.moc"
