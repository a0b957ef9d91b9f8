#include "ui/workbench/Stage.h"

#include <functional>

#include "engine/project/UnitMoves.h"
#include "engine/tensor/TensorMaps.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"

namespace glassnet::test {

namespace {

using ui::Stage;
using Change = std::function<void(Project&)>;

/// A weight of the last layer, whose update comes last.
StateKey editedKey(const Project& project) { return {project.network.layers().back().id, StateRole::Weight, 0}; }

/// The stage in the second step, with a weight that was edited after its update.
void editLate(Stage& stage, const Project& project, double value) {
    QVERIFY(stage.open(project).has_value());
    auto& session = *stage.session();
    session.train(1, {});
    session.moveTo(session.trainer().program().size());
    session.setElement(editedKey(project), 1, value);
    session.commitElement(editedKey(project));
}

Result<void> change(Stage& stage, Project& project, const Change& change) {
    ui::StageChange made;
    made.before = std::make_shared<const Project>(project);
    change(project);
    made.after = std::make_shared<const Project>(project);
    return stage.change(made);
}

double seen(const Stage& stage, const Project& project) { return stage.session()->presentState().tensors.at(editedKey(project)).at(1); }

}  // namespace

class StageTest final : public TestCase {
    Q_OBJECT
private slots:
    void lateEditsStay_data();
    void lateEditsStay();
    void lateEditsWaitForADrawingThatRuns();
    void lateEditsGoAlongWithTheirUnit();
    void dataArePreparedOnce();
};

void StageTest::lateEditsStay_data() {
    QTest::addColumn<Change>("chosen");
    QTest::newRow("optimizer") << Change([](Project& project) { project.training.optimizer = OptimizerKind::Adam; });
    QTest::newRow("penalty") << Change([](Project& project) { project.training.penalty = Penalty::L2; });
    QTest::newRow("clipping") << Change([](Project& project) { project.training.clipping = Clipping::Norm; });
    QTest::newRow("batch") << Change([](Project& project) { project.training.batches.batchSize = 7; });
    QTest::newRow("learning rate") << Change([](Project& project) { project.training.knobs.learningRate = 0.5; });
    QTest::newRow("frozen") << Change(
        [](Project& project) { project.network.find(project.network.layers().back().id)->dense()->trainable = false; });
}

/// Whatever is chosen in mid-step: the number that a person typed is on the screen, and the next step begins with it.
void StageTest::lateEditsStay() {
    QFETCH(Change, chosen);
    auto project = spiralProject(60, 20, 0.05);
    Stage stage;
    editLate(stage, project, 0.75);
    QVERIFY(change(stage, project, chosen).has_value());
    QCOMPARE(seen(stage, project), 0.75);
    QCOMPARE(stage.session()->step(), std::int64_t{1});
    stage.session()->train(1, {});
    QCOMPARE(stage.session()->step(), std::int64_t{2});
    QCOMPARE(seen(stage, project), 0.75);
    // It is remembered with its step.
    stage.session()->train(3, {});
    QVERIFY(stage.session()->goToStep(2, {}));
    QCOMPARE(seen(stage, project), 0.75);
}

void StageTest::lateEditsWaitForADrawingThatRuns() {
    auto project = spiralProject(60, 20, 0.05);
    Stage stage;
    editLate(stage, project, 0.75);
    const auto link = project.network.links().back();
    QVERIFY(!change(stage, project, [&](Project& cut) { cut.network.removeLink(link.id); }).has_value());
    QVERIFY(change(stage, project, [&](Project& whole) { whole.network.addLink(link.from, link.to); }).has_value());
    QCOMPARE(seen(stage, project), 0.75);
    // Also where the steps begin anew.
    QVERIFY(!change(stage, project, [&](Project& cut) { cut.network.removeLink(cut.network.links().back().id); }).has_value());
    QVERIFY(change(stage, project, [&](Project& other) {
                other.network.addLink(link.from, link.to);
                std::get<SyntheticSpec>(other.data).noise = 0.2;
            }).has_value());
    QCOMPARE(stage.session()->step(), std::int64_t{0});
    QCOMPARE(seen(stage, project), 0.75);
}

void StageTest::lateEditsGoAlongWithTheirUnit() {
    auto project = spiralProject(60, 20, 0.05);
    Stage stage;
    editLate(stage, project, 0.75);
    ui::StageChange made;
    made.before = std::make_shared<const Project>(project);
    const auto hidden = project.network.layers().at(1).id;
    const UnitMove move{hidden, 1, hidden, 4};
    QVERIFY(moveUnit(project, move).has_value());
    made.after = std::make_shared<const Project>(project);
    made.transform = [&](const TrainingState& state) { return carryUnitMove(state, made.before->network, move); };
    QVERIFY(stage.change(made).has_value());
    const auto weights = stage.session()->presentState().tensors.at(editedKey(project));
    QCOMPARE(weights.at(4), 0.75);
    QVERIFY(weights.at(1) != 0.75);
}

/// Rows that are ready, or that the session before learned from, are not prepared again.
void StageTest::dataArePreparedOnce() {
    auto project = spiralProject(60, 20, 0.05);
    Stage stage;
    QVERIFY(stage.open(project).has_value());
    QVERIFY(stage.session()->hasPrepared());
    const auto first = std::make_shared<const Project>(project);
    const auto moment = stage.moment();
    QVERIFY(change(stage, project, [](Project& wider) {
                wider.network.find(wider.network.layers().at(1).id)->dense()->units = 9;
            }).has_value());
    QVERIFY(!stage.session()->hasPrepared());
    QVERIFY(stage.restore(*first, moment).has_value());
    QVERIFY(!stage.session()->hasPrepared());
    ui::StageChange made;
    made.before = first;
    auto noisy = *first;
    std::get<SyntheticSpec>(noisy.data).noise = 0.2;
    made.after = std::make_shared<const Project>(noisy);
    made.prepared = preparedData(noisy.data, noisy.plan).value();
    QVERIFY(stage.change(made).has_value());
    QCOMPARE(stage.session()->data().prepared, made.prepared);
    const auto alone = ui::Session::open(noisy).value();
    QVERIFY(bitEqual(stage.session()->data().training.inputs, alone->data().training.inputs));
    QVERIFY(bitEqual(stage.session()->data().training.targets, alone->data().training.targets));
    // Without, they are the new ones all the same.
    QVERIFY(stage.restore(*first, moment).has_value());
    QVERIFY(stage.session()->hasPrepared());
    QVERIFY(stage.session()->data().prepared != made.prepared);
}

GLASSNET_TEST(StageTest);

}  // namespace glassnet::test

#include "StageTest.moc"
