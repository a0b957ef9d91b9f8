#include "engine/project/DrawingEdits.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

void checkRepairRefused(const Project& project, const Repair& repair, const std::string& name, ErrorCode code) {
    Project changed = project;
    const auto repaired = repairDrawing(changed, repair, name);
    QVERIFY(!repaired.has_value());
    QCOMPARE(std::string(errorName(repaired.error().code)), std::string(errorName(code)));
    QVERIFY(sameProject(changed, project));
}

}  // namespace

class RepairDrawingTest final : public TestCase {
    Q_OBJECT
private slots:
    void addEnds();
    void stepAside();
    void repairTheRest();
    void repairAllThatIsOffered();
    void refuse();
};

void RepairDrawingTest::addEnds() {
    Project project;
    const LayerId dense = addLayer(project, "Dense", denseOf(3), {50, 70}).value();
    QVERIFY(repairDrawing(project, {RepairKind::AddInput, {}, {}, {}, 2}, "Dense").has_value());
    QVERIFY(repairDrawing(project, {RepairKind::AddOutput, {}, {}, {}, 4}, "Output").has_value());
    const LayerId input = layerNamed(project, "Dense 2");
    const LayerId output = layerNamed(project, "Output");
    QVERIFY(input.valid() && output.valid());
    QVERIFY(linkBetween(project, "Dense 2", "Dense").valid() && linkBetween(project, "Dense", "Output").valid());
    QVERIFY((project.positions.at(input) == Position{-150, 70}));
    QVERIFY((project.positions.at(output) == Position{250, 70}));
    QVERIFY((project.positions.at(dense) == Position{50, 70}));
    QVERIFY(isReady(project));

    // Nothing to be linked with: beside everything.
    Project alone;
    QVERIFY(repairDrawing(alone, {RepairKind::AddOutput, {}, {}, {}, 1}, "Output").has_value());
    QVERIFY((alone.positions.at(layerNamed(alone, "Output")) == Position{0, 0}));
    QVERIFY(repairDrawing(alone, {RepairKind::AddInput, {}, {}, {}, 2}, "Input").has_value());
    QVERIFY((alone.positions.at(layerNamed(alone, "Input")) == Position{-200, 0}));
    QVERIFY(isReady(alone));
}

void RepairDrawingTest::stepAside() {
    Project project;
    const LayerId dense = addLayer(project, "Dense", denseOf(3), {0, 0}).value();
    const LayerId other = addLayer(project, "Other", denseOf(3), {-210, 10}).value();
    QVERIFY(connectLayers(project, dense, other).has_value());
    QVERIFY(repairDrawing(project, {RepairKind::AddInput, {}, {}, {}, 2}, "Input").has_value());
    QVERIFY((project.positions.at(layerNamed(project, "Input")) == Position{-200, 120}));
}

void RepairDrawingTest::repairTheRest() {
    Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    QVERIFY(repairDrawing(project, {RepairKind::SetBatchSize, {}, {}, {}, 4}, {}).has_value());
    QCOMPARE(project.training.batches.batchSize, std::int64_t{4});
    QVERIFY(repairDrawing(project, {RepairKind::SetUnits, layerNamed(project, "Output"), {}, {}, 5}, {}).has_value());
    QCOMPARE(targetOf(project, "Output").shape(), (Shape{1, 5}));
    QVERIFY(
        repairDrawing(project, {RepairKind::AddLink, layerNamed(project, "Output"), {}, layerNamed(project, "Input"), 0}, {}).has_value());
    QVERIFY(linkBetween(project, "Input", "Output").valid());
    QVERIFY(repairDrawing(project, {RepairKind::RemoveLink, {}, linkBetween(project, "Input", "Output"), {}, 0}, {}).has_value());
    QVERIFY(!linkBetween(project, "Input", "Output").valid());
    QVERIFY(repairDrawing(project, {RepairKind::RemoveLayer, dense, {}, {}, 0}, {}).has_value());
    QVERIFY(linkBetween(project, "Input", "Output").valid());
    QVERIFY(!project.positions.contains(dense));
    QVERIFY(isReady(project));

    const LayerId join = addLayer(project, "Join", JoinSettings{JoinMode::Add}, {}).value();
    const Repair concatenate{RepairKind::JoinByConcatenation, join, {}, {}, 0};
    QVERIFY(repairDrawing(project, concatenate, {}).has_value());
    QVERIFY(std::get<JoinSettings>(project.network.layer(join).settings).mode == JoinMode::Concatenate);
    QVERIFY(repairDrawing(project, concatenate, {}).has_value());
}

// Clicking the first repair again and again makes any drawing run.
void RepairDrawingTest::repairAllThatIsOffered() {
    for (const LayerKindInfo& kind : layerKinds()) {
        Project project;
        static_cast<void>(addLayer(project, "Layer", kind.make(), {}).value());
        static_cast<void>(addLayer(project, "Layer", kind.make(), {}).value());
        for (int i = 0; i < 12; ++i) {
            const auto problems = findProblems(project.network, {.batchSize = project.training.batches.batchSize});
            if (problems.empty()) {
                break;
            }
            QVERIFY(!problems.front().repairs.empty());
            QVERIFY(repairDrawing(project, problems.front().repairs.front(), "New").has_value());
        }
        QVERIFY2(findProblems(project.network, {.batchSize = project.training.batches.batchSize}).empty(), std::string(kind.key).c_str());
        QVERIFY(trainingData(project, startOf(project)).has_value());
    }
}

void RepairDrawingTest::refuse() {
    const Project project = drawnChain({2, 3, 1});
    const LayerId dense = layerNamed(project, "Dense");
    checkRepairRefused(project, {RepairKind::AddInput, {}, {}, {}, 2}, "", ErrorCode::NoName);
    checkRepairRefused(project, {RepairKind::AddOutput, {}, {}, {}, 0}, "Output", ErrorCode::BadProperty);
    checkRepairRefused(project, {RepairKind::SetUnits, dense, {}, {}, 0}, {}, ErrorCode::BadProperty);
    checkRepairRefused(project, {RepairKind::SetBatchSize, {}, {}, {}, 0}, {}, ErrorCode::BadProperty);
    checkRepairRefused(project, {RepairKind::RemoveLink, {}, LinkId{99}, {}, 0}, {}, ErrorCode::UnknownLink);
    checkRepairRefused(project, {RepairKind::RemoveLayer, LayerId{99}, {}, {}, 0}, {}, ErrorCode::UnknownLayer);
    checkRepairRefused(project, {RepairKind::JoinByConcatenation, LayerId{99}, {}, {}, 0}, {}, ErrorCode::UnknownLayer);
    checkRepairRefused(project, {RepairKind::AddLink, dense, {}, layerNamed(project, "Input"), 0}, {}, ErrorCode::LinkTwice);
}

GLASSNET_TEST(RepairDrawingTest);

}  // namespace glassnet::test

#include "RepairDrawingTest.moc"
