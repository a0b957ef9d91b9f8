#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::test {

namespace {

using ui::PlayOrder;
using ui::Workbench;

constexpr std::int64_t kForever = 1'000'000'000;

PlayOrder trainedUntil(std::int64_t step) {
    PlayOrder order;
    order.untilStep = step;
    return order;
}

/// What the workbench told of training.
struct Told {
    explicit Told(Workbench& workbench) {
        QObject::connect(&workbench, &Workbench::trainingChanged, &workbench, [this](const ui::TrainReportPtr& report) { last = report; });
    }
    ui::TrainReportPtr last;
};

/// The numbers of a run of so many steps, by another way.
std::uint64_t trainedHash(const Project& project, std::int64_t steps) {
    const auto session = ui::Session::open(project);
    (*session)->train(steps, {});
    return stateHash((*session)->state());
}

class TrainingTest final : public TestCase {
    Q_OBJECT
private slots:
    void isOneEntryOfTheHistory();
    void stepsAreServedInBetween();
    void pauseStops();
    void anEditStopsIt();
    void knobsTurnWithoutANewStart();
    void anotherProjectStopsIt();
    void isSeenWhileItStandsStill();
    void savingDoesNotStopIt();
};

void TrainingTest::isOneEntryOfTheHistory() {
    const auto project = spiralProject(50, 20, 0.1);
    Workbench workbench;
    const Told told(workbench);
    workbench.open(project);
    workbench.settle();
    workbench.train(trainedUntil(30));
    workbench.settleTraining();
    QCOMPARE(workbench.snapshot()->step, 30);
    QVERIFY(!told.last->isPlaying);
    QCOMPARE(told.last->stopped, StopReason::Goal);
    QCOMPARE(stateHash(*told.last->state), trainedHash(project, 30));
    QCOMPARE(workbench.history().entries().size(), std::size_t{1});
    workbench.undo();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, 0);
    workbench.redo();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, 30);
    QCOMPARE(stateHash(*workbench.snapshot()->stepStart), trainedHash(project, 30));
    // Training that does nothing leaves no entry.
    workbench.undo();
    workbench.train(trainedUntil(0));
    workbench.settleTraining();
    QCOMPARE(workbench.history().done(), std::size_t{0});
}

void TrainingTest::stepsAreServedInBetween() {
    Workbench workbench;
    const Told told(workbench);
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    workbench.train(trainedUntil(kForever));
    // A step of the window ends training and goes on from there.
    workbench.step(StepSize::Layer, Direction::Forward);
    workbench.settleTraining();
    QCOMPARE(told.last->stopped, StopReason::Person);
    QCOMPARE(workbench.snapshot()->position, std::size_t{1});
    QCOMPARE(workbench.snapshot()->step, told.last->step);
}

void TrainingTest::pauseStops() {
    Workbench workbench;
    const Told told(workbench);
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    workbench.train(trainedUntil(kForever));
    QTRY_VERIFY(told.last != nullptr && told.last->step > 50);
    workbench.pauseTraining();
    workbench.settleTraining();
    QVERIFY(!told.last->isPlaying);
    QCOMPARE(told.last->step, workbench.snapshot()->step);
    const auto step = workbench.snapshot()->step;
    workbench.undo();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, 0);
    workbench.redo();
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, step);
    QCOMPARE(stateHash(*workbench.snapshot()->stepStart), trainedHash(spiralProject(50, 20, 0.1), step));
}

void TrainingTest::anEditStopsIt() {
    Workbench workbench;
    const Told told(workbench);
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    workbench.train(trainedUntil(kForever));
    QTRY_VERIFY(told.last != nullptr && told.last->step > 0);
    workbench.edit(QStringLiteral("Batch"), [](Project& project) -> Result<void> {
        project.training.batches.batchSize = 10;
        return {};
    });
    workbench.settleTraining();
    QVERIFY(!told.last->isPlaying);
    QCOMPARE(workbench.snapshot()->batchSize, 10);
    QVERIFY(workbench.snapshot()->step > 0);
    QCOMPARE(workbench.history().entries().size(), std::size_t{2});
}

void TrainingTest::knobsTurnWithoutANewStart() {
    const auto project = spiralProject(50, 20, 0.1);
    Workbench workbench;
    const Told told(workbench);
    workbench.open(project);
    workbench.settle();
    workbench.train(trainedUntil(12));
    workbench.settleTraining();
    const auto program = workbench.snapshot()->program;
    const auto turn = [&](double rate) {
        return workbench.edit(QStringLiteral("Learning rate"), [rate](Project& changed) -> Result<void> {
            changed.training.knobs.learningRate = rate;
            return {};
        });
    };
    QVERIFY(turn(0.5));
    workbench.settle();
    // The same session goes on: nothing was compiled anew, and its branches are there.
    QVERIFY(workbench.snapshot()->program == program);
    QCOMPARE(workbench.snapshot()->step, 12);
    QCOMPARE(workbench.snapshot()->knobs.learningRate, 0.5);
    workbench.train(trainedUntil(20));
    workbench.settleTraining();
    QCOMPARE(told.last->run, 1);
    QCOMPARE(told.last->curves->marks.size(), std::size_t{1});
    const auto session = ui::Session::open(project);
    (*session)->train(12, {});
    auto knobs = (*session)->state().knobs;
    knobs.learningRate = 0.5;
    (*session)->turn(knobs);
    (*session)->train(8, {});
    const auto hash = stateHash((*session)->state());
    QCOMPARE(stateHash(*workbench.snapshot()->stepStart), hash);
    // Back to before the turn, and forth again.
    workbench.jumpTo(1);
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, 12);
    QCOMPARE(workbench.snapshot()->knobs.learningRate, 0.1);
    QCOMPARE(workbench.project().training.knobs.learningRate, 0.1);
    workbench.jumpTo(3);
    workbench.settle();
    QCOMPARE(workbench.snapshot()->step, 20);
    QCOMPARE(stateHash(*workbench.snapshot()->stepStart), hash);
}

void TrainingTest::anotherProjectStopsIt() {
    Workbench workbench;
    const Told told(workbench);
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    workbench.train(trainedUntil(kForever));
    workbench.open(lessonProject());
    workbench.settleTraining();
    QCOMPARE(workbench.snapshot()->step, 0);
    QVERIFY(workbench.history().entries().empty());
}

void TrainingTest::isSeenWhileItStandsStill() {
    Workbench workbench;
    const Told told(workbench);
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    QVERIFY(told.last == nullptr);
    ui::PlayWishes wishes;
    wishes.plane = MapPlane{};
    wishes.plane->rest = {0.0, 0.0};
    workbench.wishTraining(wishes, true);
    workbench.settle();
    QVERIFY(told.last != nullptr);
    QCOMPARE(told.last->run, 0);
    QVERIFY(told.last->maps != nullptr);
    QCOMPARE(told.last->training->rows, 50);
}

void TrainingTest::savingDoesNotStopIt() {
    const QTemporaryDir folder;
    Workbench workbench;
    const Told told(workbench);
    const QSignalSpy saved(&workbench, &Workbench::saved);
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.settle();
    workbench.train(trainedUntil(kForever));
    workbench.saveFile(folder.filePath(QStringLiteral("a.glassnet")));
    QTRY_COMPARE(saved.count(), 1);
    QTRY_VERIFY(told.last != nullptr && told.last->isPlaying);
    workbench.pauseTraining();
    workbench.settleTraining();
    QVERIFY(told.last->step > 0);
}

}  // namespace

GLASSNET_TEST(TrainingTest);

}  // namespace glassnet::test

#include "TrainingTest.moc"
