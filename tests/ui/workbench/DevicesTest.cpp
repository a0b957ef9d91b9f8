#include <QCoreApplication>
#include <QTest>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Operations.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::test {

namespace {

using ui::DeviceReason;
using ui::PlayOrder;
using ui::Workbench;

const DeviceChoice kGpu{"cuda:0", {}};

PlayOrder untilStep(std::int64_t step) {
    PlayOrder order;
    order.untilStep = step;
    return order;
}

/// What a device's self-test would have remembered.
std::set<std::string> passed(const std::string& key = "cuda:0") {
    return {ui::deviceFingerprint(FakeDevices::host()->find(key).value(), {})};
}

/// A workbench with the devices of a fake machine, at the start of a project.
struct Machine {
    explicit Machine(const Project& project = spiralProject(50, 20, 0.1), std::set<std::string> passedBefore = passed())
        : workbench(nullptr, FakeDevices::host(), std::move(passedBefore)) {
        QObject::connect(&workbench, &Workbench::failed, &workbench, [this](const Error& error) { failures.push_back(error); });
        QObject::connect(&workbench.devices(), &ui::DeviceControl::left, &workbench,
                         [this](const ui::DeviceFallback& fallback) { left.push_back(fallback); });
        QObject::connect(&workbench, &Workbench::trainingChanged, &workbench,
                         [this](const ui::TrainReportPtr& report) { training = report; });
        workbench.devices().look();
        workbench.open(project);
        settle();
    }
    void settle() {
        workbench.devices().settle();
        for (int i = 0; i < 3; ++i) {
            workbench.settle();
            QCoreApplication::processEvents();
        }
    }
    void choose(const ui::DeviceWish& wish) {
        workbench.devices().choose(wish, QStringLiteral("Device"));
        settle();
    }
    void train(std::int64_t step) {
        workbench.train(untilStep(step));
        workbench.settleTraining();
        settle();
    }
    [[nodiscard]] const ui::DeviceVerdict& verdict() const { return workbench.devices().report()->verdict; }
    [[nodiscard]] std::string device() const { return verdict().device; }
    [[nodiscard]] std::uint64_t hash() const { return stateHash(*workbench.snapshot()->stepStart); }

    FakeDevices variables;
    Workbench workbench;
    std::vector<Error> failures;
    std::vector<ui::DeviceFallback> left;
    ui::TrainReportPtr training;
};

/// A run by another way: `steps` on each arithmetic in turn, split first.
std::uint64_t hashAfter(const Project& project, std::initializer_list<std::pair<CpuArithmetic, std::int64_t>> parts) {
    const auto session = ui::Session::open(project).value();
    auto state = session->state();
    for (const auto& [arithmetic, steps] : parts) {
        Trainer trainer(session->trainer().executable().sharedProgram(), CpuBackend(arithmetic), session->trainer().data(),
                        session->trainer().plan(), state);
        trainer.train(steps, {});
        state = trainer.stepStart();
    }
    return stateHash(state);
}

/// A network whose steps are worth asking where to compute them.
Project largeProject() {
    auto project = spiralProject(64, 64, 0.01);
    for (const auto& layer : project.network.layers()) {
        if (auto* dense = project.network.find(layer.id)->dense(); dense != nullptr && dense->units > 1) {
            dense->units = 3000;
        }
    }
    return project;
}

class DevicesTest final : public TestCase {
    Q_OBJECT
private slots:
    void whatThereIs();
    void computesWhereItIsChosen();
    void isAnEventOfTheHistory();
    void changesInTheMiddleOfARun();
    void isTestedAtFirstUse();
    void wrongNumbersMeanTheCpu();
    void wishOfTheSettings();
    void fullMeansTheCpu();
    void lostWhileTraining_data();
    void lostWhileTraining();
    void lostWhileStepping();
    void lostWhileLooking();
    void autoIsDecidedWhenTrainingBegins();
    void autoTakesWhatIsFaster_data();
    void autoTakesWhatIsFaster();
};

void DevicesTest::whatThereIs() {
    Workbench alone;
    QCOMPARE(alone.devices().report()->devices.size(), std::size_t{1});
    const Machine machine;
    const auto& report = *machine.workbench.devices().report();
    QVERIFY(report.isLookedFor);
    QCOMPARE(report.devices.size(), std::size_t{2});
    QCOMPARE(machine.device(), std::string("cpu"));
    QCOMPARE(machine.verdict().reason, DeviceReason::NotYet);
}

void DevicesTest::computesWhereItIsChosen() {
    const auto project = spiralProject(50, 20, 0.1);
    Machine machine(project);
    machine.choose(kGpu);
    QCOMPARE(machine.device(), std::string("cuda:0"));
    QCOMPARE(machine.verdict().reason, DeviceReason::Chosen);
    // Stepping shows the device's own values.
    machine.workbench.step(StepSize::Batch, Direction::Forward);
    machine.settle();
    machine.train(30);
    QCOMPARE(machine.workbench.snapshot()->step, std::int64_t{30});
    QCOMPARE(machine.hash(), hashAfter(project, {{CpuArithmetic::Split, 30}}));
    QVERIFY(machine.hash() != hashAfter(project, {{CpuArithmetic::Fused, 30}}));
    QVERIFY(machine.failures.empty() && machine.left.empty());
}

void DevicesTest::isAnEventOfTheHistory() {
    Machine machine;
    machine.workbench.step(StepSize::Layer, Direction::Forward);
    machine.choose(kGpu);
    QCOMPARE(machine.workbench.history().entries().size(), std::size_t{2});
    QCOMPARE(machine.workbench.history().entries().back().title, QStringLiteral("Device"));
    // A file keeps nothing of it.
    QVERIFY(!machine.workbench.isModified());
    QCOMPARE(machine.workbench.snapshot()->position, std::size_t{1});
    machine.workbench.undo();
    machine.settle();
    QCOMPARE(machine.device(), std::string("cpu"));
    QVERIFY(!machine.workbench.devices().wish().has_value());
    machine.workbench.redo();
    machine.settle();
    QCOMPARE(machine.device(), std::string("cuda:0"));
    QVERIFY(machine.workbench.devices().wish() == kGpu);
}

void DevicesTest::changesInTheMiddleOfARun() {
    const auto project = spiralProject(50, 20, 0.1);
    Machine machine(project);
    machine.choose(kGpu);
    machine.train(10);
    machine.choose(DeviceChoice{});
    machine.train(25);
    const auto wanted = hashAfter(project, {{CpuArithmetic::Split, 10}, {CpuArithmetic::Fused, 15}});
    QCOMPARE(machine.hash(), wanted);
    // Back over the change and forth again: each step on its own device.
    machine.workbench.goToStep(3);
    machine.settle();
    QCOMPARE(machine.hash(), hashAfter(project, {{CpuArithmetic::Split, 3}}));
    QCOMPARE(machine.device(), std::string("cuda:0"));
    machine.workbench.goToStep(25);
    machine.settle();
    QCOMPARE(machine.hash(), wanted);
    QCOMPARE(machine.device(), std::string("cpu"));
}

void DevicesTest::isTestedAtFirstUse() {
    Machine machine(spiralProject(50, 20, 0.1), {});
    QVERIFY(machine.workbench.devices().report()->selfTests.empty());
    machine.choose(kGpu);
    QCOMPARE(machine.device(), std::string("cuda:0"));
    const auto& report = *machine.workbench.devices().report();
    QVERIFY(report.selfTests.at("cuda:0").report.passed());
    QVERIFY(report.passed == passed());
    // Once is enough.
    machine.variables.set("GLASSNET_FAKE_WRONG", QByteArray(operationInfo(Op::Activate).key.data()));
    machine.choose(DeviceChoice{});
    machine.choose(kGpu);
    QCOMPARE(machine.device(), std::string("cuda:0"));
}

void DevicesTest::wrongNumbersMeanTheCpu() {
    Machine machine(spiralProject(50, 20, 0.1), {});
    machine.variables.set("GLASSNET_FAKE_WRONG", QByteArray(operationInfo(Op::Affine).key.data()));
    machine.choose(kGpu);
    QCOMPARE(machine.device(), std::string("cpu"));
    QCOMPARE(machine.verdict().reason, DeviceReason::Failed);
    const auto& report = *machine.workbench.devices().report();
    QCOMPARE(report.devices.at(1).trouble, DeviceTrouble::SelfTestFailed);
    QCOMPARE(report.selfTests.at("cuda:0").report.outcome, SelfTestOutcome::Failed);
    QVERIFY(report.passed.empty());
    machine.train(5);
    QCOMPARE(machine.workbench.snapshot()->step, std::int64_t{5});
}

/// What a person chose in an earlier run of the program is no entry of the history.
void DevicesTest::wishOfTheSettings() {
    Workbench workbench(nullptr, FakeDevices::host(), passed());
    workbench.devices().restoreWish(kGpu);
    workbench.devices().look();
    workbench.open(spiralProject(50, 20, 0.1));
    workbench.devices().settle();
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::processEvents();
        workbench.settle();
    }
    QCOMPARE(workbench.devices().report()->verdict.device, std::string("cuda:0"));
    QVERIFY(workbench.history().entries().empty());
    QVERIFY(!workbench.isModified());
}

void DevicesTest::fullMeansTheCpu() {
    Machine machine;
    machine.variables.set("GLASSNET_FAKE_FULL", "1");
    machine.choose(kGpu);
    QCOMPARE(machine.failures.size(), std::size_t{1});
    QCOMPARE(machine.failures.front().code, ErrorCode::DeviceFull);
    QCOMPARE(machine.device(), std::string("cpu"));
    QCOMPARE(machine.workbench.devices().report()->devices.at(1).trouble, DeviceTrouble::None);
    machine.variables.unset("GLASSNET_FAKE_FULL");
    machine.choose(DeviceChoice{});
    machine.choose(kGpu);
    QCOMPARE(machine.device(), std::string("cuda:0"));
    // A network that comes later and has no room begins on the CPU, and that is said.
    machine.variables.set("GLASSNET_FAKE_FULL", "1");
    machine.workbench.open(spiralProject(60, 20, 0.1));
    machine.settle();
    QCOMPARE(machine.left.size(), std::size_t{1});
    QCOMPARE(machine.left.front().error.code, ErrorCode::DeviceFull);
    QVERIFY(machine.workbench.snapshot() != nullptr);
    QCOMPARE(machine.device(), std::string("cpu"));
}

void DevicesTest::lostWhileTraining_data() {
    QTest::addColumn<QByteArray>("calls");
    for (const auto* calls : {"1", "7", "50", "333", "1000"}) {
        QTest::newRow(calls) << QByteArray(calls);
    }
}

void DevicesTest::lostWhileTraining() {
    QFETCH(QByteArray, calls);
    const auto project = spiralProject(50, 20, 0.1);
    constexpr std::int64_t kSteps = 2000;
    Machine machine(project);
    machine.choose(kGpu);
    machine.variables.set("GLASSNET_FAKE_LOST_AFTER", calls);
    machine.train(kSteps);
    QCOMPARE(machine.left.size(), std::size_t{1});
    const auto& left = machine.left.front();
    QCOMPARE(left.error.code, ErrorCode::DeviceLost);
    QCOMPARE(left.device, std::string("cuda:0"));
    QVERIFY(left.firstStep <= left.lastStep);
    // The run went on to where it was to go, from what was on the host.
    QCOMPARE(machine.workbench.snapshot()->step, kSteps);
    QCOMPARE(machine.training->stopped, StopReason::Goal);
    QCOMPARE(machine.hash(), hashAfter(project, {{CpuArithmetic::Split, left.firstStep}, {CpuArithmetic::Fused, kSteps - left.firstStep}}));
    QCOMPARE(machine.device(), std::string("cpu"));
    QCOMPARE(machine.verdict().reason, DeviceReason::Failed);
    QCOMPARE(machine.workbench.devices().report()->devices.at(1).trouble, DeviceTrouble::Lost);
    QVERIFY(machine.failures.empty());
    // Every step once.
    std::int64_t points = 0;
    for (const auto& bucket : machine.training->curves->batchLoss.buckets()) {
        points += bucket.points();
    }
    QCOMPARE(points, kSteps);
    // One way, and it can be undone.
    QCOMPARE(machine.workbench.snapshot()->time->branches.size(), std::size_t{1});
    machine.workbench.undo();
    machine.settle();
    QCOMPARE(machine.workbench.snapshot()->step, std::int64_t{0});
}

void DevicesTest::lostWhileStepping() {
    const auto project = spiralProject(50, 20, 0.1);
    Machine machine(project);
    machine.choose(kGpu);
    machine.train(4);
    for (int i = 0; i < 3; ++i) {
        machine.workbench.step(StepSize::Layer, Direction::Forward);
    }
    machine.settle();
    QCOMPARE(machine.workbench.snapshot()->position, std::size_t{3});
    machine.variables.set("GLASSNET_FAKE_LOST_AFTER", "0");
    machine.workbench.step(StepSize::Layer, Direction::Forward);
    machine.settle();
    QCOMPARE(machine.left.size(), std::size_t{1});
    QCOMPARE(machine.left.front().firstStep, machine.left.front().lastStep);
    // The step was made all the same, on the CPU.
    QCOMPARE(machine.workbench.snapshot()->step, std::int64_t{4});
    QCOMPARE(machine.workbench.snapshot()->position, std::size_t{4});
    QCOMPARE(machine.hash(), hashAfter(project, {{CpuArithmetic::Split, 4}}));
    QVERIFY(machine.failures.empty());
    machine.workbench.step(StepSize::Batch, Direction::Forward);
    machine.workbench.step(StepSize::Batch, Direction::Forward);
    machine.settle();
    QCOMPARE(machine.device(), std::string("cpu"));
}

/// While a picture of the state is made.
void DevicesTest::lostWhileLooking() {
    Machine machine;
    machine.choose(kGpu);
    machine.workbench.moveTo(5);
    machine.settle();
    const auto before = machine.hash();
    machine.variables.set("GLASSNET_FAKE_LOST_AFTER", "0");
    // Another step of the same program, so that its numbers are read anew.
    machine.workbench.moveTo(6);
    machine.settle();
    machine.workbench.select(machine.workbench.selection().only(LayerId{2}, 1));
    machine.settle();
    QCOMPARE(machine.left.size(), std::size_t{1});
    QCOMPARE(machine.workbench.snapshot()->position, std::size_t{6});
    QCOMPARE(machine.hash(), before);
}

void DevicesTest::autoIsDecidedWhenTrainingBegins() {
    Machine machine;
    machine.train(5);
    QCOMPARE(machine.verdict().reason, DeviceReason::Small);
    QCOMPARE(machine.device(), std::string("cpu"));
    QVERIFY(machine.verdict().operations > 0.0 && machine.verdict().operations < kFewOperations);
    QVERIFY(machine.workbench.devices().report()->selfTests.empty());
}

void DevicesTest::autoTakesWhatIsFaster_data() {
    QTest::addColumn<double>("factor");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("twice as fast") << 2.0 << true;
    QTest::newRow("a little faster") << 1.4 << false;
    QTest::newRow("slower") << 0.5 << false;
}

void DevicesTest::autoTakesWhatIsFaster() {
    QFETCH(double, factor);
    QFETCH(bool, isTaken);
    const auto project = largeProject();
    // The desk itself, with a clock that tells what was timed.
    ui::DeviceDesk desk(FakeDevices::host(), passed());
    std::vector<double> times{0.0, 20.0 * kRaceSteps, 1000.0, 1000.0 + 20.0 * kRaceSteps / factor};
    std::size_t asked = 0;
    desk.setClock([&] { return times.at(asked++); });
    auto devices = desk.forSessions();
    const auto run = ui::Session::open(
                         project, [](const TrainingState& start) { return start; }, devices)
                         .value();
    desk.decide(*run, {}, {});
    const auto report = desk.report();
    QCOMPARE(report->verdict.reason, isTaken ? DeviceReason::Faster : DeviceReason::NotFaster);
    QCOMPARE(run->device(), isTaken ? std::string("cuda:0") : std::string("cpu"));
    QCOMPARE(report->verdict.rival, std::string("cuda:0"));
    // Remembered: no clock is asked again.
    const auto again = ui::Session::open(
                           project, [](const TrainingState& start) { return start; }, devices)
                           .value();
    desk.decide(*again, {}, {});
    QCOMPARE(asked, times.size());
    QCOMPARE(again->device(), run->device());
}

}  // namespace

GLASSNET_TEST(DevicesTest);

}  // namespace glassnet::test

#include "DevicesTest.moc"
