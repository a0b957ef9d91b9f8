#include <cmath>

#include "engine/project/DataEdits.h"
#include "engine/training/TrainingState.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "ui/training/MapScene.h"

namespace glassnet::test {

namespace {

/// A project that learns from a table of four rows, three columns and a class.
Project tableProject() {
    Project project;
    project.network = chain({3, 2, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    auto table = std::make_shared<Table>();
    table->rows = 4;
    table->columns = {{"a", ColumnKind::Number, {1, 2, 3, 4}, {}, {}},
                      {"b", ColumnKind::Number, {10, 20, 30, 40}, {}, {}},
                      {"c", ColumnKind::Number, {5, 5, 6, 8}, {}, {}},
                      {"kind", ColumnKind::Category, {}, {0, 1, 0, 1}, {"cat", "dog"}}};
    TableSpec spec;
    spec.table = table;
    spec.roles = {ColumnRole::Feature, ColumnRole::Feature, ColumnRole::Feature, ColumnRole::Target};
    DataPlan plan;
    plan.split = {0.25, 0, false};
    plan.normalization = Normalization::Standardize;
    if (!useTable(project, spec, plan)) {
        return {};
    }
    return project;
}

SplitData dataOf(const Project& project) {
    const auto start = drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer);
    return *splitData(project, start);
}

class MapRowsTest : public TestCase {
    Q_OBJECT
private slots:
    void showsWhatWasRead();
    void storedRowsAreTheInputs();
    void theOthersRestAtTheirMean();
    void fewPointsOfMany();
    void unitsHaveTheirActivationsColors();
    void severalUnitsAreClasses();
};

void MapRowsTest::showsWhatWasRead() {
    const auto project = tableProject();
    const auto rows = ui::mapRows(project.network, dataOf(project));
    QCOMPARE(rows.names, (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    // As they were read, not as they are normalized.
    QVERIFY(bitEqual(rows.training, Tensor::from<float>({1, 10, 5, 2, 20, 5, 3, 30, 6}, Shape{3, 3})));
    QVERIFY(bitEqual(rows.test, Tensor::from<float>({4, 40, 8}, Shape{1, 3})));
    QCOMPARE(rows.classes, 2);
    QCOMPARE(rows.classNames, (QStringList{QStringLiteral("cat"), QStringLiteral("dog")}));
    QVERIFY(rows.trainingTargets == (std::vector<double>{0, 1, 0}));
    QVERIFY(rows.testTargets == std::vector<double>{1});
}

void MapRowsTest::storedRowsAreTheInputs() {
    Project project;
    project.network = chain({2, 1}, {Activation::Identity}, Loss::MeanSquaredError);
    StoredRows stored;
    stored.inputs[project.network.layers().front().id] = Tensor::from<float>({1, 2, 3, 4}, Shape{2, 2});
    stored.targets[project.network.layers().back().id] = Tensor::from<float>({0.5F, 2}, Shape{2, 1});
    project.data = stored;
    const auto rows = ui::mapRows(project.network, dataOf(project));
    QCOMPARE(rows.names.size(), 2);
    QVERIFY(bitEqual(rows.training, Tensor::from<float>({1, 2, 3, 4}, Shape{2, 2})));
    QCOMPARE(rows.classes, 0);
    QVERIFY(rows.trainingTargets == (std::vector<double>{0.5, 2}));
}

void MapRowsTest::theOthersRestAtTheirMean() {
    const auto project = tableProject();
    const auto plane = ui::mapPlane(ui::mapRows(project.network, dataOf(project)), 0, 1, 16);
    QCOMPARE(plane.rest.size(), std::size_t{3});
    QVERIFY(std::abs(plane.rest[2] - 16.0 / 3) < 1e-6);
    // All rows, those of the test too, with some room.
    QVERIFY(plane.left < 1 && plane.left > 0);
    QVERIFY(plane.right > 4 && plane.right < 5);
    QVERIFY(plane.bottom < 10 && plane.top > 40);
}

void MapRowsTest::fewPointsOfMany() {
    ui::MapRows rows;
    rows.names = {QStringLiteral("x"), QStringLiteral("y")};
    rows.training = Tensor::zeros(Shape{5000, 2});
    rows.test = Tensor::zeros(Shape{3, 2});
    rows.trainingTargets.assign(5000, 0.0);
    rows.testTargets.assign(3, 1.0);
    const auto points = ui::mapPoints(rows, ui::mapPlane(rows, 0, 1, 8), 1000);
    QCOMPARE(points.size(), std::size_t{1003});
    QCOMPARE(std::count_if(points.begin(), points.end(), [](const ui::MapPoint& point) { return point.isTest; }), 3);
}

void MapRowsTest::unitsHaveTheirActivationsColors() {
    const auto network = chain({2, 2, 1}, {Activation::Tanh, Activation::Sigmoid}, Loss::BinaryCrossEntropy);
    UnitMaps maps;
    maps.plane.side = 2;
    maps.layers[network.layers()[0].id] = Tensor::from<float>({-3, 0, 1, 0, 2, 0, 0, 0}, Shape{4, 2});
    maps.layers[network.layers()[1].id] = Tensor::from<float>({0.5F, 0.1F, 0.5F, 0.2F, 0.5F, 0.3F, 0.5F, 0.4F}, Shape{4, 2});
    maps.layers[network.layers()[2].id] = Tensor::from<float>({0, 1, 0.5F, 0.25F}, Shape{4, 1});
    const auto input = ui::unitMap(maps, network.layers()[0], 0);
    QCOMPARE(input->low, -3.0);
    QCOMPARE(input->high, 3.0);
    QVERIFY(input->values == (std::vector<float>{-3, 1, 2, 0}));
    const auto hidden = ui::unitMap(maps, network.layers()[1], 1);
    QCOMPARE(hidden->high, 1.0);
    QCOMPARE(hidden->neutral, 0.0);
    QVERIFY(hidden->values == (std::vector<float>{0.1F, 0.2F, 0.3F, 0.4F}));
    const auto output = ui::outputMap(maps, network.layers()[2], 2);
    QCOMPARE(output->neutral, 0.5);
    QVERIFY(output->isWhole());
    QVERIFY(ui::unitMap(maps, network.layers()[2], 1) == nullptr);
}

void MapRowsTest::severalUnitsAreClasses() {
    const auto network = chain({2, 3}, {Activation::Softmax}, Loss::CrossEntropy);
    UnitMaps maps;
    maps.plane.side = 1;
    maps.layers[network.layers()[1].id] = Tensor::from<float>({0.2F, 0.5F, 0.3F}, Shape{1, 3});
    const auto output = ui::outputMap(maps, network.layers()[1], 3);
    QVERIFY(output->meaning == ui::MapMeaning::Classes);
    QCOMPARE(output->classes, 3);
    QVERIFY(output->isWhole());
    QVERIFY(output->values == (std::vector<float>{0.2F, 0.5F, 0.3F}));
}

}  // namespace

GLASSNET_TEST(MapRowsTest);

}  // namespace glassnet::test

#include "MapRowsTest.moc"
