#include "engine/training/Metrics.h"

#include "engine/backend/cpu/CpuBackend.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// A network that hands its inputs on to the output: what it predicts is what the test says.
struct Copying {
    NetworkSpec network;
    TrainingState state;
};

Copying copying(std::int64_t units, Activation activation, Loss loss) {
    Copying made{test::chain({units, units}, {activation}, loss), {}};
    const auto output = made.network.layers().back().id;
    made.state.tensors[{output, StateRole::Weight, 0}] = Tensor::eye(units);
    made.state.tensors[{output, StateRole::Bias, 0}] = Tensor::zeros(Shape{1, units});
    return made;
}

std::optional<Metrics> measured(const Copying& made, const Tensor& inputs, const Tensor& targets) {
    auto evaluator = Evaluator::create(made.network, CpuBackend(), 2);
    evaluator->setState(made.state);
    return measure(*evaluator, made.network, {{{made.network.layers().front().id, inputs}}, {{made.network.layers().back().id, targets}}});
}

class MetricsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void numbers();
    void twoClasses_data();
    void twoClasses();
    void manyClasses();
    void oneHot();
    void nothingToMeasure();
};

void MetricsTest::numbers() {
    // sklearn.metrics.r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]) = 0.936800526662278 (raw values 0.96543779, 0.90816327).
    const auto found = measured(copying(2, Activation::Identity, Loss::MeanSquaredError), Tensor::from<float>({0, 2, -1, 2, 8, -5}, Shape{3, 2}),
                                Tensor::from<float>({0.5, 1, -1, 1, 7, -6}, Shape{3, 2}));
    QVERIFY(found.has_value());
    QVERIFY(!found->isAccuracy());
    QVERIFY(std::abs(*found->score() - 0.936800526662278) < 1e-12);
    // (0.25 + 1 + 0 + 1 + 1 + 1) / 6, over chunks of two rows and one.
    QVERIFY(std::abs(found->loss - 4.25 / 6) < 1e-6);
    const auto constant = measured(copying(1, Activation::Identity, Loss::MeanSquaredError), Tensor::from<float>({0, 2}, Shape{2, 1}),
                                   Tensor::from<float>({3, 3}, Shape{2, 1}));
    QVERIFY(!constant->score().has_value());
}

void MetricsTest::twoClasses_data() {
    QTest::addColumn<int>("activation");
    QTest::addColumn<int>("loss");
    QTest::addColumn<float>("low");
    QTest::addColumn<QList<float>>("inputs");
    const auto row = [](const char* name, Activation activation, Loss loss, float low, const QList<float>& inputs) {
        QTest::newRow(name) << static_cast<int>(activation) << static_cast<int>(loss) << low << inputs;
    };
    row("sigmoid", Activation::Sigmoid, Loss::BinaryCrossEntropy, 0, {-1.F, 0.F, 2.F, -3.F, 0.1F});
    row("logits", Activation::Identity, Loss::BinaryCrossEntropyWithLogits, 0, {-1.F, 0.F, 2.F, -3.F, 0.1F});
    row("tanh", Activation::Tanh, Loss::MeanSquaredError, -1, {-1.F, 0.F, 2.F, -3.F, 0.1F});
    row("number", Activation::Identity, Loss::MeanSquaredError, 0, {0.49F, 0.5F, 2.F, -3.F, 0.6F});
}

void MetricsTest::twoClasses() {
    QFETCH(int, activation);
    QFETCH(int, loss);
    QFETCH(float, low);
    QFETCH(QList<float>, inputs);
    const auto found =
        measured(copying(1, static_cast<Activation>(activation), static_cast<Loss>(loss)),
                 Tensor::from<float>(std::span(inputs.data(), 5), Shape{5, 1}), Tensor::from<float>({low, 1, 1, 1, low}, Shape{5, 1}));
    QVERIFY(found.has_value());
    // Predicted 0 1 1 0 1 where 0 1 1 1 0 is right.
    QVERIFY(found->outputs.front().confusion == (std::vector<std::int64_t>{1, 1, 1, 2}));
    QCOMPARE(*found->score(), 0.6);
    QVERIFY(found->isAccuracy());
}

void MetricsTest::manyClasses() {
    const auto found = measured(copying(3, Activation::Softmax, Loss::CrossEntropy), Tensor::from<float>({5, 0, 0, 0, 5, 0, 0, 5, 5}, Shape{3, 3}),
                                Tensor::from<std::int64_t>({0, 1, 2}, Shape{3}));
    QVERIFY(found.has_value());
    // Of equal ones the first is predicted.
    QVERIFY(found->outputs.front().confusion == (std::vector<std::int64_t>{1, 0, 0, 0, 1, 0, 0, 1, 0}));
    QCOMPARE(*found->score(), 2.0 / 3);
    // torch.nn.functional.cross_entropy: two rows of log(1 + 2 exp(-5)), one of log(2 + exp(-5)).
    QVERIFY(std::abs(found->loss - (2 * std::log1p(2 * std::exp(-5.0)) + std::log(2 + std::exp(-5.0))) / 3) < 1e-6);
}

void MetricsTest::oneHot() {
    const auto made = copying(2, Activation::Identity, Loss::MeanSquaredError);
    const auto inputs = Tensor::from<float>({1, 0, 0, 2}, Shape{2, 2});
    QCOMPARE(*measured(made, inputs, Tensor::from<float>({0, 1, 0, 1}, Shape{2, 2}))->score(), 0.5);
    // Two ones in a row are no class.
    QVERIFY(!measured(made, inputs, Tensor::from<float>({1, 1, 0, 1}, Shape{2, 2}))->isAccuracy());
}

void MetricsTest::nothingToMeasure() {
    auto made = copying(1, Activation::Identity, Loss::MeanSquaredError);
    auto evaluator = Evaluator::create(made.network, CpuBackend());
    evaluator->setState(made.state);
    const auto inputs = Tensor::from<float>({1, 2}, Shape{2, 1});
    QVERIFY(!measure(*evaluator, made.network, {}).has_value());
    QVERIFY(!measure(*evaluator, made.network, {{{made.network.layers().front().id, inputs}}, {}}).has_value());
    LookControl control;
    control.cancelled = [] { return true; };
    QVERIFY(!measure(*evaluator, made.network, {{{made.network.layers().front().id, inputs}}, {{made.network.layers().back().id, inputs}}},
                     control)
                 .has_value());
}

}  // namespace

GLASSNET_TEST(MetricsTest);

}  // namespace glassnet

#include "MetricsTest.moc"
