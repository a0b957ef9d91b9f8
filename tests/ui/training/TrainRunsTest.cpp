#include "ui/training/TrainRuns.h"

#include "tests/support/TestCase.h"
#include "ui/workbench/RunKeeper.h"

namespace glassnet::test {

namespace {

ui::TrainReport report(std::int64_t run, double loss, std::int64_t steps) {
    ui::TrainReport made;
    made.run = run;
    made.step = steps;
    auto curves = std::make_shared<RunCurves>();
    for (std::int64_t step = 1; step <= steps; ++step) {
        curves->trainingLoss.add({step, static_cast<double>(step), step, 0.0, loss});
    }
    made.curves = curves;
    Metrics metrics;
    metrics.loss = loss;
    made.training = metrics;
    made.state = std::make_shared<const TrainingState>();
    return made;
}

/// The runs, and what is shown of them.
struct Scene {
    void take(const ui::TrainReport& told, const Project& project) { dropped = keeper.take(told, project); }
    ui::RunKeeper keeper;
    ui::TrainRuns runs{keeper.runs()};
    std::vector<KeptRun> dropped;
};

Project project(std::uint64_t seed) {
    Project made;
    made.training.seeds.fill(seed);
    return made;
}

class TrainRunsTest : public TestCase {
    Q_OBJECT
private slots:
    void areKeptWithTheirSettings();
    void curvesAreThePresentOnesFirst();
    void hiddenAndRemoved();
    void turnsAreTold();
    void choicesAreTold();
    void oneOfSeveralOutputs();
    void batchesStandBehind();
};

void TrainRunsTest::areKeptWithTheirSettings() {
    Scene scene;
    const auto& runs = scene.runs;
    scene.take(report(1, 0.5, 3), project(7));
    scene.take(report(1, 0.4, 5), project(7));
    scene.take(report(2, 0.3, 2), project(8));
    const auto rows = runs.rows();
    QCOMPARE(rows.size(), std::size_t{2});
    // The newest first.
    QCOMPARE(rows[0].seed, std::uint64_t{8});
    QCOMPARE(rows[1].seed, std::uint64_t{7});
    QCOMPARE(rows[1].steps, 5);
    QCOMPARE(*rows[1].trainLoss, 0.4);
    QVERIFY(!rows[0].color.has_value());
    QVERIFY(rows[1].color == 0);
    QCOMPARE(scene.keeper.runs().find(1)->project->training.seeds[0], std::uint64_t{7});
    QVERIFY(scene.keeper.runs().find(3) == nullptr);
    // Before training there is no run.
    ui::TrainReport none;
    scene.take(none, project(9));
    QCOMPARE(scene.keeper.runs().all().size(), std::size_t{2});
    scene.keeper.open(nullptr);
    scene.take(report(9, 0.1, 1), project(1));
    QCOMPARE(runs.rows().front().name, QStringLiteral("Run 1"));
}

void TrainRunsTest::curvesAreThePresentOnesFirst() {
    Scene scene;
    const auto& runs = scene.runs;
    scene.take(report(1, 0.5, 3), project(7));
    scene.take(report(2, 0.3, 2), project(8));
    const auto curves = runs.lossCurves();
    QCOMPARE(curves.size(), std::size_t{2});
    QCOMPARE(curves[0].name, QStringLiteral("train"));
    QVERIFY(!curves[0].run.has_value());
    QCOMPARE(curves[1].name, QStringLiteral("Run 1 train"));
    QCOMPARE(curves[1].points->last()->value, 0.5);
    QVERIFY(runs.scoreCurves().empty());
}

void TrainRunsTest::hiddenAndRemoved() {
    Scene scene;
    const auto& runs = scene.runs;
    scene.take(report(1, 0.5, 3), project(7));
    scene.take(report(2, 0.3, 2), project(8));
    const auto change = [&scene](const std::function<void(KeptRun&)>& how) {
        scene.keeper.change([&how](KeptRuns& all) { all.change(1, how); }, true);
    };
    change([](KeptRun& run) { run.isShown = false; });
    QCOMPARE(runs.lossCurves().size(), std::size_t{1});
    change([](KeptRun& run) {
        run.isShown = true;
        run.name = "langsam \u00fc";
    });
    QCOMPARE(runs.rows().back().name, QStringLiteral("langsam \u00fc"));
    QCOMPARE(runs.lossCurves().back().name, QStringLiteral("langsam \u00fc train"));
    scene.keeper.change([](KeptRuns& all) { all.remove(1); }, true);
    QCOMPARE(runs.lossCurves().size(), std::size_t{1});
    QCOMPARE(runs.rows().size(), std::size_t{1});
}

void TrainRunsTest::turnsAreTold() {
    KnobsTurned turned;
    turned.after.learningRate = 0.01;
    QCOMPARE(ui::turnWords(turned), QStringLiteral("learning rate 0.01"));
    turned.after.nesterov = true;
    QCOMPARE(ui::turnWords(turned), QStringLiteral("learning rate 0.01, nesterov on"));
    QVERIFY(ui::stopWords(StopReason::Goal) == QStringLiteral("all epochs done"));
    QVERIFY(ui::stopWords(StopReason::Person).isEmpty());
    for (const auto reason : {StopReason::Epoch, StopReason::Loss, StopReason::Score, StopReason::Plateau, StopReason::NotFinite}) {
        QVERIFY(!ui::stopWords(reason).isEmpty());
    }
}

void TrainRunsTest::choicesAreTold() {
    KnobsTurned turned;
    turned.chosenAfter.optimizer = OptimizerKind::Adam;
    turned.chosenAfter.penalty = Penalty::L2;
    turned.chosenAfter.clipping = Clipping::Norm;
    turned.chosenAfter.batches = {20, true};
    turned.after.learningRate = 0.01;
    QCOMPARE(ui::turnWords(turned), QStringLiteral("Adam, penalty L2, gradient clipping by norm, batch 20, shuffled, learning rate 0.01"));
    std::swap(turned.chosenBefore, turned.chosenAfter);
    std::swap(turned.before, turned.after);
    QVERIFY(ui::turnWords(turned).startsWith(QStringLiteral("SGD, penalty none, gradient clipping none, batch 1, not shuffled")));
}

void TrainRunsTest::oneOfSeveralOutputs() {
    auto learned = project(7);
    const auto side = learned.network.addLayer("Side", OutputSettings{});
    const auto height = learned.network.addLayer("Height", OutputSettings{});
    auto made = report(1, 0.5, 3);
    auto curves = *made.curves;
    curves.outputs.resize(2);
    curves.outputs[0].layer = side;
    curves.outputs[0].testScore.add({3, 3.0, 3, 0.0, 0.75});
    curves.outputs[0].scoreIsAccuracy = true;
    curves.outputs[1].layer = height;
    curves.outputs[1].trainingLoss.add({3, 3.0, 3, 0.0, 0.25});
    curves.outputs[1].testScore.add({3, 3.0, 3, 0.0, 0.9});
    curves.testScore.add({3, 3.0, 3, 0.0, 0.4});
    made.curves = std::make_shared<const RunCurves>(curves);
    Scene scene;
    const auto& runs = scene.runs;
    scene.take(made, learned);
    const auto losses = runs.lossCurves({height, false});
    QCOMPARE(losses.size(), std::size_t{2});
    QCOMPARE(losses[1].name, QStringLiteral("train of Height"));
    QCOMPARE(losses[1].of, ui::CurveOf::Output);
    QCOMPARE(losses[1].points->last()->value, 0.25);
    QCOMPARE(runs.scoreCurves(height).front().points->last()->value, 0.9);
    // Without a choice, or of what the network does not have: the network's own.
    QCOMPARE(runs.lossCurves().size(), std::size_t{1});
    QCOMPARE(runs.scoreCurves().front().points->last()->value, 0.4);
    QCOMPARE(*runs.rows(side).front().accuracy, 0.75);
    QVERIFY(!runs.rows(height).front().accuracy.has_value());
}

void TrainRunsTest::batchesStandBehind() {
    auto made = report(1, 0.5, 3);
    auto curves = *made.curves;
    curves.batchLoss.add({1, 0.1, 1, 0.0, 0.7});
    made.curves = std::make_shared<const RunCurves>(curves);
    Scene scene;
    const auto& runs = scene.runs;
    scene.take(made, project(7));
    const auto losses = runs.lossCurves({{}, true});
    QCOMPARE(losses.size(), std::size_t{2});
    QCOMPARE(losses[0].of, ui::CurveOf::Batches);
    QCOMPARE(losses[0].points->last()->value, 0.7);
    QCOMPARE(losses[1].name, QStringLiteral("train"));
    scene.keeper.change([](KeptRuns& all) { all.change(1, [](KeptRun& run) { run.isShown = false; }); }, false);
    QVERIFY(runs.lossCurves({{}, true}).empty());
}

}  // namespace

GLASSNET_TEST(TrainRunsTest);

}  // namespace glassnet::test

#include "TrainRunsTest.moc"
