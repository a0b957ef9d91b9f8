#include "engine/data/PreparedData.h"

#include <cmath>

#include "engine/data/Prepare.h"
#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class PreparedDataTest final : public TestCase {
    Q_OBJECT
private slots:
    void plainFeaturesAreTheSame();
    void computesFeatures();
    void namesFeatures();
    void countsClasses();
    void findsClasses();
    void refusesOtherWidths();
};

namespace {

FeaturePipeline everything() {
    return {{"x", "y"},
            {{0.5, 2.0}, {-1.0, 0.25}},
            {{FeatureKind::Column, 1, 0},
             {FeatureKind::Square, 0, 0},
             {FeatureKind::Product, 0, 1},
             {FeatureKind::Sine, 0, 0},
             {FeatureKind::Cosine, 1, 0}}};
}

}  // namespace

void PreparedDataTest::plainFeaturesAreTheSame() {
    const FeaturePipeline plain{{"x", "y"}, {{}, {}}, {{FeatureKind::Column, 0, 0}, {FeatureKind::Column, 1, 0}}};
    const Tensor raw = Tensor::from<float>({-0.0F, 1e-45F, 3e38F, -1.5F}, {2, 2});
    QVERIFY(bitEqual(plain.apply(raw), raw));
    QVERIFY(bitEqual(plain.apply(raw.t()), raw.t().contiguous()));
}

void PreparedDataTest::computesFeatures() {
    Generator generator(5);
    const Tensor raw = uniform(generator, {50, 2}, -6.0, 6.0);
    const Tensor made = everything().apply(raw);
    QVERIFY(made.shape() == (Shape{50, 5}));
    for (std::int64_t i = 0; i < 50; ++i) {
        const auto x = static_cast<float>((raw.at({i, 0}) - 0.5) * 2.0);
        const auto y = static_cast<float>((raw.at({i, 1}) + 1.0) * 0.25);
        QVERIFY(made.at({i, 0}) == static_cast<double>(y));
        // One rounding each: what float32 itself makes of a product.
        QVERIFY(made.at({i, 1}) == static_cast<double>(x * x));
        QVERIFY(made.at({i, 2}) == static_cast<double>(x * y));
        QVERIFY(std::abs(made.at({i, 3}) - std::sin(static_cast<double>(x))) < 4e-8);
        QVERIFY(std::abs(made.at({i, 4}) - std::cos(static_cast<double>(y))) < 4e-8);
    }
}

void PreparedDataTest::namesFeatures() {
    QVERIFY(featureNames(everything()) == (std::vector<std::string>{"y", "x²", "x·y", "sin(x)", "cos(y)"}));
}

void PreparedDataTest::countsClasses() {
    const auto set = Dataset::create(Tensor::zeros({5, 1}), Tensor::from<std::int64_t>({2, 0, 2, 1, 2}, {5}), {"x"}, {"a", "b", "c"});
    const auto data = prepare(*set, {{0.4, 0, false}, Normalization::None, {}});
    QVERIFY(classBalance(*data) == (ClassBalance{{1, 0, 2}, {0, 1, 1}}));
    const auto two = Dataset::create(Tensor::zeros({3, 1}), Tensor::from<float>({1, 0, 1}, {3, 1}), {"x"}, {"a", "b"});
    QVERIFY(classBalance(*prepare(*two, {})) == (ClassBalance{{1, 2}, {0, 0}}));
    const auto numbers = Dataset::create(Tensor::zeros({3, 1}), Tensor::from<float>({1, 0, 1}, {3, 1}), {"x"}, {});
    QVERIFY(classBalance(*prepare(*numbers, {})) == ClassBalance{});
}

void PreparedDataTest::findsClasses() {
    const auto found = [](const Tensor& targets, std::vector<std::string> names) {
        return classIndices(Dataset::create(Tensor::zeros({2, 1}), targets, {"x"}, std::move(names)).value());
    };
    QVERIFY(bitEqual(found(Tensor::from<std::int64_t>({1, 0}, {2}), {"a", "b"}), Tensor::from<std::int64_t>({1, 0}, {2})));
    QVERIFY(bitEqual(found(Tensor::from<float>({1, 0}, {2, 1}), {"a", "b"}), Tensor::from<std::int64_t>({1, 0}, {2})));
    QVERIFY(bitEqual(found(Tensor::from<float>({0, 0, 1, 1, 0, 0}, {2, 3}), {"a", "b", "c"}), Tensor::from<std::int64_t>({2, 0}, {2})));
    QVERIFY(bitEqual(found(Tensor::from<float>({1, 0}, {2, 1}), {}), Tensor::from<std::int64_t>({-1, -1}, {2})));
}

void PreparedDataTest::refusesOtherWidths() {
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(everything().apply(Tensor::zeros({2, 3}))));
    QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(everything().apply(Tensor::zeros({2}))));
}

GLASSNET_TEST(PreparedDataTest);

}  // namespace glassnet::test

#include "PreparedDataTest.moc"
