#include "engine/data/Dataset.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

class DatasetTest final : public TestCase {
    Q_OBJECT
private slots:
    void keepsWhatItWasGiven();
    void accepts();
    void refuses();
};

namespace {

using Names = std::vector<std::string>;

/// The error of two samples with features [2, 2] "x", "y"; Count_ when there is none.
ErrorCode codeOf(const Tensor& targets, const Names& classNames) {
    const auto dataset = Dataset::create(Tensor::zeros({2, 2}), targets, {"x", "y"}, classNames);
    return dataset ? ErrorCode::Count_ : dataset.error().code;
}

}  // namespace

void DatasetTest::keepsWhatItWasGiven() {
    const Tensor features = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {3, 2});
    const Tensor targets = Tensor::from<std::int64_t>({0, 2, 1}, {3});
    const auto dataset = Dataset::create(features, targets, {"x", "y"}, {"a", "b", "c"});
    QVERIFY(dataset.has_value());
    QCOMPARE(dataset->samples(), std::int64_t{3});
    QVERIFY(bitEqual(dataset->features(), features) && bitEqual(dataset->targets(), targets));
    QVERIFY(dataset->hasClassTargets());
    QVERIFY(dataset->featureNames() == (Names{"x", "y"}) && dataset->classNames() == (Names{"a", "b", "c"}));
}

void DatasetTest::accepts() {
    QVERIFY(codeOf(Tensor::zeros({2, 1}), {}) == ErrorCode::Count_);
    QVERIFY(codeOf(Tensor::zeros({2, 1}), {"no", "yes"}) == ErrorCode::Count_);
    QVERIFY(codeOf(Tensor::zeros({2, 3}), {"a", "b", "c"}) == ErrorCode::Count_);
    QVERIFY(codeOf(Tensor::zeros({2}, DType::Int64), {"only"}) == ErrorCode::Count_);
    // A view that is not packed.
    QVERIFY(codeOf(Tensor::from<std::int64_t>({1, 9, 0, 9}, {2, 2}).select(1, 0), {"a", "b"}) == ErrorCode::Count_);
}

void DatasetTest::refuses() {
    QVERIFY(codeOf(Tensor::zeros({3, 1}), {}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(Tensor::zeros({2}), {}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(Tensor::zeros({2, 0}), {}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(Tensor::zeros({2, 1}), {"a"}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(Tensor::zeros({2, 3}), {"a", "b"}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(Tensor::zeros({2, 1}), {"a", "a"}) == ErrorCode::DuplicateName);
    QVERIFY(codeOf(Tensor::zeros({2, 1}, DType::Float64), {}) == ErrorCode::TensorDType);
    QVERIFY(codeOf(Tensor::zeros({2, 1}, DType::Int64), {"a"}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(Tensor::zeros({2}, DType::Int64), {}) == ErrorCode::ClassTarget);
    QVERIFY(codeOf(Tensor::from<std::int64_t>({0, 2}, {2}), {"a", "b"}) == ErrorCode::ClassTarget);
    QVERIFY(codeOf(Tensor::from<std::int64_t>({0, -1}, {2}), {"a", "b"}) == ErrorCode::ClassTarget);

    const auto features = [](const Tensor& tensor, const Names& names) {
        const auto dataset = Dataset::create(tensor, Tensor::zeros({2, 1}), names, {});
        return dataset ? ErrorCode::Count_ : dataset.error().code;
    };
    QVERIFY(features(Tensor::zeros({2, 2}), {"x", "y"}) == ErrorCode::Count_);
    QVERIFY(features(Tensor::zeros({2}), {"x"}) == ErrorCode::TensorShape);
    QVERIFY(features(Tensor::zeros({2, 0}), {}) == ErrorCode::TensorShape);
    QVERIFY(features(Tensor::zeros({0, 2}), {"x", "y"}) == ErrorCode::TensorShape);
    QVERIFY(features(Tensor::zeros({2, 2}), {"x"}) == ErrorCode::TensorShape);
    QVERIFY(features(Tensor::zeros({2, 2}), {"x", "x"}) == ErrorCode::DuplicateName);
    QVERIFY(features(Tensor::zeros({2, 2}, DType::Float64), {"x", "y"}) == ErrorCode::TensorDType);
}

GLASSNET_TEST(DatasetTest);

}  // namespace glassnet::test

#include "DatasetTest.moc"
