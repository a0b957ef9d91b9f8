#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine/project/ProjectFile.h"
#include "engine/project/RunsPart.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::test {

namespace {

using ui::Workbench;

void train(Workbench& workbench, std::int64_t step) {
    ui::PlayOrder order;
    order.untilStep = step;
    workbench.train(order);
    workbench.settleTraining();
}

/// Another optimizer from the start: another run.
void startAgain(Workbench& workbench, OptimizerKind optimizer) {
    ui::EditOptions options;
    options.mode = CarryMode::Redraw;
    const bool edited = workbench.edit(
        QStringLiteral("optimizer"),
        [optimizer](Project& project) -> Result<void> {
            project.training.optimizer = optimizer;
            return {};
        },
        options);
    QVERIFY(edited);
    workbench.settle();
}

bool save(Workbench& workbench, const QString& path) {
    const QSignalSpy saved(&workbench, &Workbench::saved);
    workbench.saveFile(path);
    workbench.settle();
    QTest::qWait(0);
    return saved.size() == 1;
}

bool open(Workbench& workbench, const QString& path) {
    workbench.openFile(path);
    workbench.settle();
    QTest::qWait(0);
    workbench.settle();
    return workbench.path() == path;
}

std::uint64_t runHashAfter(const Project& project, std::int64_t steps) {
    const auto session = ui::Session::open(project);
    (*session)->train(steps, {});
    return stateHash((*session)->state());
}

}  // namespace

class RunsTest final : public TestCase {
    Q_OBJECT
private slots:
    void comeBackFromTheFile();
    void areRestoredBitForBit();
    void areSavedWhileOneTrains();
    void askToBeSaved();
    void keepTheirSettings();
    void stayOverUndo();
    void removedStaysRemoved();
    void ofAnotherProjectGo();
};

void RunsTest::comeBackFromTheFile() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("a.glassnet"));
    Workbench workbench;
    workbench.open(spiralProject(50, 20, 0.1));
    train(workbench, 40);
    startAgain(workbench, OptimizerKind::Adam);
    train(workbench, 30);
    QCOMPARE(workbench.runs().all().size(), std::size_t{2});
    workbench.changeRuns([](KeptRuns& runs) { runs.change(1, [](KeptRun& run) { run.name = "slow"; }); }, true);
    QVERIFY(save(workbench, path));
    Workbench fresh;
    QVERIFY(open(fresh, path));
    const auto& runs = fresh.runs();
    QVERIFY(sameRuns(runs, workbench.runs()));
    QCOMPARE(runs.all()[0].name, std::string("slow"));
    QCOMPARE(runs.all()[0].project->training.optimizer, OptimizerKind::Sgd);
    QCOMPARE(runs.all()[1].project->training.optimizer, OptimizerKind::Adam);
    QVERIFY(runs.all()[0].steps == 40 && runs.all()[1].steps == 30);
    QVERIFY(!runs.all()[0].curves->trainingLoss.isEmpty() && runs.all()[0].isShown && runs.all()[1].isShown);
    // A new run is the third, also where the first training of the program is told as its run number 1.
    QVERIFY(!fresh.isModified());
    startAgain(fresh, OptimizerKind::RmsProp);
    train(fresh, 10);
    QCOMPARE(fresh.runs().all().size(), std::size_t{3});
    QCOMPARE(fresh.runs().all().back().id, std::int64_t{3});
    // The project itself knows nothing of them: edits share nothing large.
    QVERIFY(fresh.project().runs == nullptr);
}

void RunsTest::areRestoredBitForBit() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("a.glassnet"));
    const auto project = spiralProject(50, 20, 0.1);
    Workbench workbench;
    workbench.open(project);
    train(workbench, 40);
    startAgain(workbench, OptimizerKind::Adam);
    train(workbench, 30);
    QVERIFY(save(workbench, path));
    Workbench fresh;
    QVERIFY(open(fresh, path));
    const auto run = *fresh.runs().find(1);
    ui::EditOptions options;
    options.state = run.state;
    QVERIFY(fresh.edit(
        QStringLiteral("again"),
        [&run](Project& changed) -> Result<void> {
            takeSettings(changed, run);
            return {};
        },
        options));
    fresh.settle();
    QCOMPARE(stateHash(*fresh.snapshot()->stepStart), runHashAfter(project, 40));
    // It goes on as if it had never stopped.
    train(fresh, 75);
    QCOMPARE(stateHash(*fresh.runs().all().back().state), runHashAfter(project, 75));
    // Back again: where the file was opened.
    fresh.undo();
    fresh.undo();
    fresh.settle();
    QCOMPARE(fresh.snapshot()->step, std::int64_t{30});
    QCOMPARE(stateHash(*fresh.snapshot()->stepStart), stateHash(*workbench.runs().find(2)->state));
}

/// Saving does not stop it; the file has what it had come to, whole.
void RunsTest::areSavedWhileOneTrains() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("a.glassnet"));
    const auto project = spiralProject(50, 20, 0.1);
    Workbench workbench;
    workbench.open(project);
    ui::PlayOrder order;
    order.untilStep = 1'000'000'000;
    workbench.train(order);
    QVERIFY(QTest::qWaitFor([&] { return !workbench.runs().all().empty(); }));
    QVERIFY(workbench.runs().all().front().state == nullptr);
    workbench.saveFile(path);
    QVERIFY(QTest::qWaitFor([&] { return workbench.path() == path; }));
    workbench.pauseTraining();
    workbench.settleTraining();
    const auto written = readProjectFile(path.toStdString());
    QVERIFY(written && written->runs != nullptr);
    const auto& run = written->runs->all().front();
    QVERIFY(run.state != nullptr && run.steps == run.state->step);
    QVERIFY(bitEqual(*run.state, *written->state));
    QCOMPARE(stateHash(*run.state), runHashAfter(project, run.steps));
}

void RunsTest::askToBeSaved() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("a.glassnet"));
    Workbench workbench;
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    QVERIFY(!workbench.isModified());
    train(workbench, 20);
    QVERIFY(workbench.isModified());
    QVERIFY(save(workbench, path));
    QVERIFY(!workbench.isModified());
    // What is laid over what is no reason to ask.
    workbench.changeRuns([](KeptRuns& runs) { runs.change(1, [](KeptRun& run) { run.isShown = false; }); }, false);
    QVERIFY(!workbench.isModified());
    workbench.changeRuns([](KeptRuns& runs) { runs.change(1, [](KeptRun& run) { run.name = "best"; }); }, true);
    QVERIFY(workbench.isModified());
}

/// What is turned after a run has ended is not its own, until it goes on with it.
void RunsTest::keepTheirSettings() {
    Workbench workbench;
    workbench.wishTraining({}, true);
    workbench.open(spiralProject(50, 20, 0.1));
    train(workbench, 20);
    const auto turned = workbench.edit(QStringLiteral("rate"), [](Project& project) -> Result<void> {
        project.training.knobs.learningRate = 0.5;
        return {};
    });
    QVERIFY(turned);
    workbench.settle();
    const auto rateOf = [&workbench] { return workbench.runs().all().front().project->training.knobs.learningRate; };
    QCOMPARE(rateOf(), 0.1);
    train(workbench, 30);
    QCOMPARE(workbench.runs().all().size(), std::size_t{1});
    QCOMPARE(rateOf(), 0.5);
}

void RunsTest::stayOverUndo() {
    Workbench workbench;
    workbench.open(spiralProject(50, 20, 0.1));
    train(workbench, 20);
    const auto state = workbench.runs().all().front().state;
    workbench.undo();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, std::int64_t{0});
    QVERIFY(workbench.runs().all().size() == 1 && workbench.runs().all().front().state == state);
    workbench.redo();
    workbench.settle();
    QCOMPARE(stateHash(*workbench.snapshot()->stepStart), stateHash(*state));
}

/// Also where it is looked at while it stands still.
void RunsTest::removedStaysRemoved() {
    Workbench workbench;
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.wishTraining({}, true);
    train(workbench, 20);
    workbench.changeRuns([](KeptRuns& runs) { runs.remove(1); }, true);
    workbench.wishTraining({}, true);
    workbench.settle();
    QVERIFY(workbench.runs().all().empty());
    // Going on with it makes it a run again.
    train(workbench, 30);
    QCOMPARE(workbench.runs().all().size(), std::size_t{1});
    QCOMPARE(workbench.runs().all().front().id, std::int64_t{2});
}

void RunsTest::ofAnotherProjectGo() {
    Workbench workbench;
    QSignalSpy changed(&workbench, &Workbench::runsChanged);
    workbench.open(spiralProject(50, 20, 0.1));
    QCOMPARE(changed.size(), 1);
    train(workbench, 20);
    workbench.open(spiralProject(60, 20, 0.1));
    QVERIFY(workbench.runs().all().empty());
    QVERIFY(!workbench.isModified());
    train(workbench, 5);
    QCOMPARE(workbench.runs().all().front().steps, std::int64_t{5});
}

GLASSNET_TEST(RunsTest);

}  // namespace glassnet::test

#include "RunsTest.moc"
