#include "engine/data/SyntheticSets.h"
#include "engine/project/Project.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr LayerId kInput{1};
constexpr LayerId kOutput{2};

Project project(std::int64_t inputs, std::int64_t outputs, Loss loss, DataSpec data) {
    Project made;
    made.network.addLayer("in", InputSettings{.units = inputs});
    OutputSettings output;
    output.dense.units = outputs;
    output.loss = defaultSpec(loss);
    made.network.addLayer("out", output);
    made.data = std::move(data);
    return made;
}

StoredRows stored(Tensor features, Tensor targets) { return {{{kInput, std::move(features)}}, {{kOutput, std::move(targets)}}}; }

Error errorOf(const Project& project, const Start& start = {}) {
    const auto data = trainingData(project, start);
    return data ? Error{ErrorCode::Count_, {}} : data.error();
}

}  // namespace

class TrainingDataTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsStoredRows();
    void prefersDrawnSamples();
    void makesSets();
    void convertsTargets();
    void refuses();
};

void TrainingDataTest::readsStoredRows() {
    const Tensor x = Tensor::ones({4, 2});
    const Tensor y = Tensor::ones({4, 3});
    const auto data = trainingData(project(2, 3, Loss::MeanSquaredError, stored(x, y)), {});
    QVERIFY(data.has_value());
    QVERIFY(bitEqual(data->inputs.at(kInput), x));
    QVERIFY(bitEqual(data->targets.at(kOutput), y));
}

void TrainingDataTest::prefersDrawnSamples() {
    Start start;
    start.samples[kInput] = Tensor::full({1, 3}, 5.0);
    const auto data = trainingData(project(3, 1, Loss::MeanSquaredError, StoredRows{{}, {{kOutput, Tensor::ones({1, 1})}}}), start);
    QVERIFY(data.has_value());
    QVERIFY(bitEqual(data->inputs.at(kInput), start.samples.at(kInput)));
}

void TrainingDataTest::makesSets() {
    const SyntheticSpec spec{.seed = 3};
    const auto data = trainingData(project(2, 1, Loss::BinaryCrossEntropy, spec), {});
    QVERIFY(data.has_value());
    QVERIFY(bitEqual(data->inputs.at(kInput), makeSyntheticSet(spec)->features()));
    QVERIFY(bitEqual(data->targets.at(kOutput), makeSyntheticSet(spec)->targets()));
    QVERIFY(errorOf(project(2, 1, Loss::L1, SyntheticSpec{.rows = 0})).code == ErrorCode::BadProperty);
}

void TrainingDataTest::convertsTargets() {
    const Tensor x = Tensor::ones({3, 1});
    const Tensor classes = Tensor::from<std::int64_t>({2, 0, 1}, {3});
    const auto targets = [&](std::int64_t units, Loss loss, const Tensor& target) {
        return trainingData(project(1, units, loss, stored(x, target)), {}).value().targets.at(kOutput);
    };
    QVERIFY(bitEqual(targets(3, Loss::CrossEntropy, classes), classes));
    QVERIFY(bitEqual(targets(3, Loss::MeanSquaredError, classes),
                     Tensor::from<float>({0.0F, 0.0F, 1.0F, 1.0F, 0.0F, 0.0F, 0.0F, 1.0F, 0.0F}, {3, 3})));
    QVERIFY(bitEqual(targets(3, Loss::Hinge, Tensor::from<float>({2.0F, 0.0F, 1.0F}, {3, 1})), classes));
}

void TrainingDataTest::refuses() {
    const Tensor x = Tensor::ones({3, 1});
    const Tensor y = Tensor::ones({3, 1});
    const auto mse = [](const StoredRows& rows, std::int64_t units = 1) { return project(1, units, Loss::MeanSquaredError, rows); };
    QVERIFY(errorOf(mse(stored(x, y))).code == ErrorCode::Count_);
    QVERIFY(errorOf(mse({})) == (Error{ErrorCode::TensorMissing, {"in"}}));
    QVERIFY(errorOf(mse({{{kInput, x}}, {}})) == (Error{ErrorCode::TensorMissing, {"out"}}));
    QVERIFY(errorOf(mse(stored(Tensor::ones({3, 2}), y))) == (Error{ErrorCode::TargetUnits, {"in", std::int64_t{2}, std::int64_t{1}}}));
    QVERIFY(errorOf(mse(stored(x, y), 2)) == (Error{ErrorCode::TargetUnits, {"out", std::int64_t{1}, std::int64_t{2}}}));
    QVERIFY(errorOf(mse(stored(x, Tensor::ones({2, 1})))).code == ErrorCode::TensorShape);
    QVERIFY(errorOf(mse(stored(x, Tensor::ones({3, 1}, DType::Float64)))).code == ErrorCode::TensorDType);
    const auto classes = [&](const Tensor& target) { return errorOf(project(1, 2, Loss::CrossEntropy, stored(x, target))); };
    QVERIFY(classes(Tensor::arange(3)) == (Error{ErrorCode::ClassTarget, {"out", std::int64_t{2}, std::int64_t{2}}}));
    QVERIFY(classes(Tensor::full({3}, -1.0, DType::Int64)).code == ErrorCode::ClassTarget);
    QVERIFY(classes(Tensor::full({3, 1}, 0.5)).code == ErrorCode::TargetUnits);
    QVERIFY(classes(y).code == ErrorCode::Count_);
}

GLASSNET_TEST(TrainingDataTest);

}  // namespace glassnet::test

#include "TrainingDataTest.moc"
