#include "engine/project/DataEdits.h"

#include "engine/data/SyntheticSets.h"
#include "engine/project/CarriedState.h"
#include "engine/project/DrawingEdits.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class DataEditsTest final : public TestCase {
    Q_OBJECT
private slots:
    void fitsEverySet_data();
    void fitsEverySet();
    void fitsTables_data();
    void fitsTables();
    void keepsAnOutputThatFits_data();
    void keepsAnOutputThatFits();
    void keepsStartValuesAndDrawOrder();
    void plansChangeTheInputs();
    void plansOfStoredRows();
    void failuresChangeNothing();
    void shuffledSetsAreSplitAsTheyStand();
    void otherDataEndTheRun();
};

namespace {

LayerId inputOf(const Project& project) { return layerNamed(project, "Input"); }
LayerId outputOf(const Project& project) { return layerNamed(project, "Output"); }
const OutputSettings& settingsOf(const Project& project) { return *project.network.layer(outputOf(project)).output(); }

/// A table with one column of numbers, one of colors and a target.
TableSpec tableFor(TableColumn target) {
    Table table{{{"size", ColumnKind::Number, {1, 2, 3, 4, 5, 6}, {}, {}},
                 {"color", ColumnKind::Category, {}, {0, 1, 2, 0, 1, 2}, {"red", "green", "blue"}},
                 std::move(target)},
                6};
    return {std::make_shared<const Table>(std::move(table)),
            "t",
            {ColumnRole::Feature, ColumnRole::Feature, ColumnRole::Target},
            MissingRule::DropRow};
}

bool hasForm(const OutputSettings& output, std::int64_t units, Activation activation, Loss loss) {
    return output.dense.units == units && output.dense.activation.kind == activation && output.loss.kind == loss;
}

}  // namespace

void DataEditsTest::fitsEverySet_data() {
    QTest::addColumn<QString>("key");
    for (const auto& set : syntheticSets()) {
        QTest::newRow(std::string(set.key).c_str()) << QString::fromStdString(std::string(set.key));
    }
}

void DataEditsTest::fitsEverySet() {
    QFETCH(QString, key);
    const SyntheticSpec spec = usualSpec(key.toStdString());
    for (const auto& sizes : {std::vector<std::int64_t>{3, 4, 5}, std::vector<std::int64_t>{1, 1}}) {
        Project project = drawnChain(sizes);
        QVERIFY(useSynthetic(project, spec, {0.25, 1, true}).has_value());
        QVERIFY(isReady(project));
        const auto set = makeSyntheticSet(spec).value();
        QVERIFY(project.network.layer(inputOf(project)).unitNames == set.featureNames());
        const bool areNumbers = set.classNames().empty();
        QVERIFY(hasForm(settingsOf(project), 1, areNumbers ? Activation::Identity : Activation::Sigmoid,
                        areNumbers ? Loss::MeanSquaredError : Loss::BinaryCrossEntropy));
        QVERIFY(splitData(project, startOf(project))->test.rows() == spec.rows / 4);
    }
}

void DataEditsTest::fitsTables_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("numbers") << 0;
    QTest::newRow("two classes") << 1;
    QTest::newRow("three classes") << 2;
}

void DataEditsTest::fitsTables() {
    QFETCH(int, kind);
    const TableColumn target = kind == 0 ? TableColumn{"y", ColumnKind::Number, {0.5, 1, 2, 3, 4, 5}, {}, {}}
                                         : TableColumn{"y", ColumnKind::Category, {}, {0, 1, kind, 0, 1, kind}, {"a", "b", "c"}};
    Project project = drawnChain({2, 3, 1});
    QVERIFY(useTable(project, tableFor(target), {}).has_value());
    QVERIFY(isReady(project));
    const auto& input = project.network.layer(inputOf(project));
    QVERIFY(input.unitNames == (std::vector<std::string>{"size", "color = red", "color = green", "color = blue"}));
    const auto& names = project.network.layer(outputOf(project)).unitNames;
    if (kind == 2) {
        QVERIFY(hasForm(settingsOf(project), 3, Activation::Softmax, Loss::CrossEntropy));
        QVERIFY(names == (std::vector<std::string>{"a", "b", "c"}));
    } else {
        QVERIFY(hasForm(settingsOf(project), 1, kind == 1 ? Activation::Sigmoid : Activation::Identity,
                        kind == 1 ? Loss::BinaryCrossEntropy : Loss::MeanSquaredError));
        QVERIFY(names.empty());
    }
}

void DataEditsTest::keepsAnOutputThatFits_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("units");
    QTest::addColumn<int>("activation");
    QTest::addColumn<int>("loss");
    QTest::addColumn<bool>("stays");
    const auto row = [](const char* name, const char* key, int classes, int units, Activation activation, Loss loss, bool stays) {
        QTest::newRow(name) << QString::fromLatin1(key) << classes << units << static_cast<int>(activation) << static_cast<int>(loss)
                            << stays;
    };
    row("sigmoid and squares", "spiral", 2, 1, Activation::Sigmoid, Loss::MeanSquaredError, true);
    row("logits", "spiral", 2, 1, Activation::Identity, Loss::BinaryCrossEntropyWithLogits, true);
    row("sigmoid and logits", "spiral", 2, 1, Activation::Sigmoid, Loss::BinaryCrossEntropyWithLogits, false);
    row("two units", "spiral", 2, 2, Activation::Softmax, Loss::CrossEntropy, true);
    row("two sigmoid units", "spiral", 2, 2, Activation::Sigmoid, Loss::BinaryCrossEntropy, false);
    row("squares of what has no end", "spiral", 2, 1, Activation::Identity, Loss::MeanSquaredError, false);
    row("tanh", "spiral", 2, 1, Activation::Tanh, Loss::MeanSquaredError, false);
    row("tanh as in Playground", "playground.xor", 2, 1, Activation::Tanh, Loss::MeanSquaredError, true);
    row("cross entropy of logits", "spiral", 4, 4, Activation::Identity, Loss::CrossEntropy, true);
    row("cross entropy of sigmoids", "spiral", 4, 4, Activation::Sigmoid, Loss::CrossEntropy, false);
    row("one-hot squares", "spiral", 4, 4, Activation::Softmax, Loss::MeanSquaredError, true);
    row("too few units", "spiral", 4, 3, Activation::Softmax, Loss::CrossEntropy, false);
    row("margins", "spiral", 4, 4, Activation::Tanh, Loss::Hinge, true);
    row("absolute differences", "plane", 0, 1, Activation::Identity, Loss::L1, true);
    row("numbers from sigmoid", "plane", 0, 1, Activation::Sigmoid, Loss::MeanSquaredError, false);
    row("numbers in two units", "plane", 0, 2, Activation::Identity, Loss::MeanSquaredError, false);
    row("numbers as classes", "plane", 0, 1, Activation::Identity, Loss::CrossEntropy, false);
}

void DataEditsTest::keepsAnOutputThatFits() {
    QFETCH(QString, key);
    QFETCH(int, classes);
    QFETCH(int, units);
    QFETCH(int, activation);
    QFETCH(int, loss);
    QFETCH(bool, stays);
    Project project = drawnChain({2, 3, units});
    auto& output = std::get<OutputSettings>(project.network.find(outputOf(project))->settings);
    output.dense.activation = defaultSpec(static_cast<Activation>(activation));
    output.loss = defaultSpec(static_cast<Loss>(loss));
    output.weight = 2.0;
    const OutputSettings before = output;
    SyntheticSpec spec = usualSpec(key.toStdString());
    spec.classes = classes;
    QVERIFY(useSynthetic(project, spec, {}).has_value());
    QCOMPARE(settingsOf(project) == before, stays);
    QCOMPARE(settingsOf(project).weight, 2.0);
    QVERIFY(isReady(project));
}

void DataEditsTest::keepsStartValuesAndDrawOrder() {
    Project project = drawnChain({3, 2, 1});
    project.network.setDrawOrder(lessonDrawOrder(project.network));
    auto& output = std::get<OutputSettings>(project.network.find(outputOf(project))->settings);
    output.dense.weightStart = {InitializerKind::Normal, 0.0, 0.5};
    output.dense.seed = 5;
    QVERIFY(useSynthetic(project, usualSpec("blobs"), {}).has_value());
    QVERIFY(settingsOf(project).dense.weightStart == (Initializer{InitializerKind::Normal, 0.0, 0.5}));
    QVERIFY(settingsOf(project).dense.seed == 5U);
    QVERIFY(project.network.drawOrder() == lessonDrawOrder(project.network));
}

void DataEditsTest::plansChangeTheInputs() {
    Project project = drawnChain({2, 3, 1});
    QVERIFY(useSynthetic(project, usualSpec("circles"), {}).has_value());
    DataPlan plan = project.plan;
    plan.features = {{FeatureKind::Square, 0, 0}, {FeatureKind::Square, 1, 0}, {FeatureKind::Product, 0, 1}};
    QVERIFY(setPlan(project, plan).has_value());
    QVERIFY(project.plan == plan && isReady(project));
    QVERIFY(project.network.layer(inputOf(project)).unitNames == (std::vector<std::string>{"x²", "y²", "x·y"}));
    // A new set begins with its own features.
    QVERIFY(useSynthetic(project, usualSpec("sine"), {}).has_value());
    QVERIFY(project.plan == DataPlan() && isReady(project));
}

void DataEditsTest::plansOfStoredRows() {
    Project project = drawnChain({2, 3, 1});
    const NetworkSpec before = project.network;
    QVERIFY(setPlan(project, {{0.5, 0, true}, {}, {}}).has_value());
    QVERIFY(project.network == before && project.plan.split.testShare == 0.5);
    QVERIFY(setPlan(project, {{0.99, 0, true}, {}, {}}).error().code == ErrorCode::TestShare);
    QVERIFY(project.plan.split.testShare == 0.5);
}

void DataEditsTest::failuresChangeNothing() {
    Project project = drawnChain({2, 3, 1});
    QVERIFY(useSynthetic(project, usualSpec("moons"), {}).has_value());
    project.unknownFields["network.json/data/note"] = "1";
    const Project before = project;
    QVERIFY(useSynthetic(project, {.key = "no such set"}, {}).error().code == ErrorCode::FileField);
    QVERIFY(useSynthetic(project, usualSpec("moons"), {2.0, 0, true}).error().code == ErrorCode::TestShare);
    QVERIFY(useTable(project, {}, {}).error().code == ErrorCode::NoTarget);
    QVERIFY(setPlan(project, {{}, {}, {{FeatureKind::Square, 2, 0}}}).error().code == ErrorCode::UnknownFeature);
    QVERIFY(sameProject(project, before));
    // What a newer version said of the data goes when other data come, and only then.
    QVERIFY(setPlan(project, {{0.5, 0, true}, {}, {}}).has_value() && project.unknownFields.size() == 1);
    QVERIFY(useSynthetic(project, usualSpec("xor"), {}).has_value() && project.unknownFields.empty());
}

void DataEditsTest::shuffledSetsAreSplitAsTheyStand() {
    Project project = drawnChain({2, 3, 1});
    SyntheticSpec spec = usualSpec("playground.circle");
    spec.seedText = "0.12345";
    QVERIFY(useSynthetic(project, spec, {1.0 - 30.0 / 100.0, 0, true}).has_value());
    const auto data = splitData(project, startOf(project));
    QVERIFY(data->training.rows() == 150 && data->test.rows() == 350);
    const auto set = makeSyntheticSet(spec).value();
    QVERIFY(data->training.inputs.at(inputOf(project)).at({149, 0}) == set.features().at({149, 0}));
    QVERIFY(data->test.inputs.at(inputOf(project)).at({0, 0}) == set.features().at({150, 0}));
}

void DataEditsTest::otherDataEndTheRun() {
    Project before = drawnChain({2, 3, 1});
    QVERIFY(useSynthetic(before, usualSpec("moons"), {}).has_value());
    Project after = before;
    QVERIFY(sameProgram(before, after));
    QVERIFY(setPlan(after, {{0.5, 0, true}, {}, {}}).has_value());
    QVERIFY(!sameProgram(before, after));
    const TrainingState start = startOf(before).state;
    QVERIFY(carryState(before, before, start, start, start, CarryMode::Keep).goesOn);
    QVERIFY(!carryState(before, after, start, start, start, CarryMode::Keep).goesOn);
}

GLASSNET_TEST(DataEditsTest);

}  // namespace glassnet::test

#include "DataEditsTest.moc"
