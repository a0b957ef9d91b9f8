#include <set>

#include "engine/data/SyntheticSets.h"
#include "engine/project/Project.h"
#include "engine/random/Distributions.h"
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

Error dataErrorOf(const Project& project, const Start& start = {}) {
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
    void splits_data();
    void splits();
    void preparesTables();
    void signsOfTheClasses();
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
    QVERIFY(dataErrorOf(project(2, 1, Loss::L1, SyntheticSpec{.rows = 0})).code == ErrorCode::BadProperty);
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

void TrainingDataTest::splits_data() {
    QTest::addColumn<bool>("isStored");
    QTest::newRow("stored rows") << true;
    QTest::newRow("a set") << false;
}

void TrainingDataTest::splits() {
    QFETCH(bool, isStored);
    const auto set = makeSyntheticSet({.rows = 20, .seed = 3}).value();
    Project split = project(2, 1, Loss::BinaryCrossEntropy, SyntheticSpec{.rows = 20, .seed = 3});
    if (isStored) {
        split.data = stored(set.features(), set.targets());
    }
    const auto whole = splitData(split, {});
    QVERIFY(whole->test.inputs.empty() && whole->test.targets.empty() && (whole->prepared == nullptr) == isStored);
    QVERIFY(bitEqual(whole->training.inputs.at(kInput), set.features()));
    split.plan.split = {0.3, 5, true};
    const auto parts = splitData(split, {});
    Generator theirs(5);
    const Tensor order = randperm(theirs, 20);
    for (std::int64_t i = 0; i < 20; ++i) {
        const auto& part = i < 14 ? parts->training : parts->test;
        const auto row = static_cast<std::int64_t>(order.at(i));
        const std::int64_t place = i < 14 ? i : i - 14;
        for (std::int64_t column = 0; column < 2; ++column) {
            QVERIFY(part.inputs.at(kInput).at({place, column}) == set.features().at({row, column}));
        }
        QVERIFY(part.targets.at(kOutput).at({place, 0}) == set.targets().at({row, 0}));
    }
    QVERIFY(parts->training.rows() == 14 && parts->test.rows() == 6);
    QVERIFY(bitEqual(trainingData(split, {})->inputs.at(kInput), parts->training.inputs.at(kInput)));
    split.plan.split.testShare = 2.0;
    QVERIFY(dataErrorOf(split).code == ErrorCode::TestShare);
}

void TrainingDataTest::preparesTables() {
    Table table{{{"x", ColumnKind::Number, {1, 2, 3, 4}, {}, {}}, {"kind", ColumnKind::Category, {}, {0, 1, 2, 0}, {"a", "b", "c"}}}, 4};
    const TableSpec spec{std::make_shared<const Table>(table), "t", {ColumnRole::Feature, ColumnRole::Target}, MissingRule::DropRow};
    Project made = project(2, 3, Loss::CrossEntropy, spec);
    made.plan = {{0.25, 0, false}, Normalization::None, {{FeatureKind::Column, 0, 0}, {FeatureKind::Square, 0, 0}}};
    const auto data = splitData(made, {});
    QVERIFY(data.has_value());
    QVERIFY(bitEqual(data->training.inputs.at(kInput), Tensor::from<float>({1, 1, 2, 4, 3, 9}, {3, 2})));
    QVERIFY(bitEqual(data->training.targets.at(kOutput), Tensor::from<std::int64_t>({0, 1, 2}, {3})));
    QVERIFY(bitEqual(data->test.inputs.at(kInput), Tensor::from<float>({4, 16}, {1, 2})));
    QVERIFY(data->prepared->set.classNames() == (std::vector<std::string>{"a", "b", "c"}));
    Project oneHot = made;
    std::get<OutputSettings>(oneHot.network.find(kOutput)->settings).loss = defaultSpec(Loss::MeanSquaredError);
    QVERIFY(bitEqual(splitData(oneHot, {})->test.targets.at(kOutput), Tensor::from<float>({1, 0, 0}, {1, 3})));
    made.data = TableSpec{};
    QVERIFY(dataErrorOf(made).code == ErrorCode::NoTarget);
}

void TrainingDataTest::signsOfTheClasses() {
    const auto targets = [](const char* key, Activation activation, Loss loss) {
        SyntheticSpec spec = usualSpec(key);
        spec.seedText = "1";
        Project made = project(2, 1, loss, spec);
        made.network.find(kOutput)->dense()->activation = defaultSpec(activation);
        const Tensor found = trainingData(made, {})->targets.at(kOutput);
        std::set<double> seen;
        for (std::int64_t i = 0; i < found.elements(); ++i) {
            seen.insert(found.at(i));
        }
        return seen;
    };
    using Values = std::set<double>;
    QVERIFY(targets("playground.circle", Activation::Tanh, Loss::MeanSquaredError) == (Values{-1, 1}));
    QVERIFY(targets("playground.circle", Activation::Sigmoid, Loss::MeanSquaredError) == (Values{0, 1}));
    QVERIFY(targets("playground.circle", Activation::Tanh, Loss::BinaryCrossEntropy) == (Values{0, 1}));
    QVERIFY(targets("spiral", Activation::Tanh, Loss::MeanSquaredError) == (Values{0, 1}));
    QVERIFY(targets("playground.reg-plane", Activation::Tanh, Loss::MeanSquaredError).size() > 2);
}

void TrainingDataTest::refuses() {
    const Tensor x = Tensor::ones({3, 1});
    const Tensor y = Tensor::ones({3, 1});
    const auto mse = [](const StoredRows& rows, std::int64_t units = 1) { return project(1, units, Loss::MeanSquaredError, rows); };
    QVERIFY(dataErrorOf(mse(stored(x, y))).code == ErrorCode::Count_);
    QVERIFY(dataErrorOf(mse({})) == (Error{ErrorCode::TensorMissing, {"in"}}));
    QVERIFY(dataErrorOf(mse({{{kInput, x}}, {}})) == (Error{ErrorCode::TensorMissing, {"out"}}));
    QVERIFY(dataErrorOf(mse(stored(Tensor::ones({3, 2}), y))) == (Error{ErrorCode::TargetUnits, {"in", std::int64_t{2}, std::int64_t{1}}}));
    QVERIFY(dataErrorOf(mse(stored(x, y), 2)) == (Error{ErrorCode::TargetUnits, {"out", std::int64_t{1}, std::int64_t{2}}}));
    QVERIFY(dataErrorOf(mse(stored(x, Tensor::ones({2, 1})))).code == ErrorCode::TensorShape);
    QVERIFY(dataErrorOf(mse(stored(x, Tensor::ones({3, 1}, DType::Float64)))).code == ErrorCode::TensorDType);
    const auto classes = [&](const Tensor& target) { return dataErrorOf(project(1, 2, Loss::CrossEntropy, stored(x, target))); };
    QVERIFY(classes(Tensor::arange(3)) == (Error{ErrorCode::ClassTarget, {"out", std::int64_t{2}, std::int64_t{2}}}));
    QVERIFY(classes(Tensor::full({3}, -1.0, DType::Int64)).code == ErrorCode::ClassTarget);
    QVERIFY(classes(Tensor::full({3, 1}, 0.5)).code == ErrorCode::TargetUnits);
    QVERIFY(classes(y).code == ErrorCode::Count_);
}

GLASSNET_TEST(TrainingDataTest);

}  // namespace glassnet::test

#include "TrainingDataTest.moc"
