#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/training/DeviceComparison.h"
#include "engine/training/DeviceRace.h"
#include "engine/training/Timeline.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"
#include "tests/support/devices/FakeDevices.h"

using namespace glassnet;
using test::FakeDevices;

namespace {

constexpr std::uint64_t kSeeds = 8;

/// Trainer and Timeline on more devices than one.
class DevicesTest : public test::TestCase {
    Q_OBJECT
private slots:
    void changingBetweenStepsLosesNothing();
    void changingInMidStepRunsItThere();
    void aheadIsFetchedWhenAsked();
    void theHostKeepsWhatItHad();
    void replayedOnTheirDevices();
    void cutBackForgetsWhatWasLost();
    void racesTimeBoth();
    void racesChangeNothing();
    void comparesEveryNumber();
    void differences_data();
    void differences();
};

std::unique_ptr<Trainer> randomTrainer(std::uint64_t seed) {
    Generator generator(seed);
    const auto network = test::randomNetwork(generator);
    return test::trainerFor(network, test::randomRun(network, generator), generator);
}

/// The device "cuda:0" of a fake machine, which computes with split arithmetic.
NamedBackend fake(const std::shared_ptr<DeviceHost>& host) { return {"cuda:0", host->backend({"cuda:0", {}}).value()}; }
NamedBackend cpu() { return {"cpu", std::make_shared<const CpuBackend>()}; }

/// The device by another way: the same arithmetic as a backend of its own.
NamedBackend split() { return {"", std::make_shared<const CpuBackend>(CpuArithmetic::Split)}; }

void DevicesTest::changingBetweenStepsLosesNothing() {
    const auto host = FakeDevices::host();
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto changed = randomTrainer(seed);
        const auto twin = randomTrainer(seed);
        changed->train(5, {});
        changed->setBackend(fake(host));
        changed->train(7, {});
        changed->setBackend(cpu());
        changed->train(3, {});
        twin->train(5, {});
        Trainer other(twin->executable().sharedProgram(), *split().backend, twin->data(), twin->plan(), twin->stepStart());
        other.train(7, {});
        twin->restore(other.stepStart());
        twin->train(3, {});
        QVERIFY(bitEqual(changed->stepStart(), twin->stepStart()));
        QCOMPARE(changed->device(), std::string("cpu"));
    }
}

void DevicesTest::changingInMidStepRunsItThere() {
    const auto host = FakeDevices::host();
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto trainer = randomTrainer(seed);
        const auto position = trainer->program().size() - 1;
        trainer->moveTo(position);
        trainer->setBackend(fake(host));
        QCOMPARE(trainer->position(), position);
        Trainer other(trainer->executable().sharedProgram(), *split().backend, trainer->data(), trainer->plan(), trainer->stepStart());
        other.moveTo(position);
        for (const auto& tensor : trainer->program().tensors()) {
            QVERIFY(bitEqual(trainer->executable().read(tensor.id), other.executable().read(tensor.id)));
        }
    }
}

/// Counters are the present ones without a look at the device; the state comes when it is asked for, the same as step by step.
void DevicesTest::aheadIsFetchedWhenAsked() {
    const auto host = FakeDevices::host();
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto slices = randomTrainer(seed);
        const auto steps = randomTrainer(seed);
        slices->setBackend(fake(host));
        steps->setBackend(fake(host));
        slices->train(6, {});
        QVERIFY(slices->isAhead());
        QCOMPARE(slices->step(), std::int64_t{6});
        for (int i = 0; i < 6; ++i) {
            steps->moveTo(steps->program().size());
            steps->finishStep();
        }
        QVERIFY(!steps->isAhead());
        QVERIFY(bitEqual(slices->stepStart(), steps->stepStart()));
        QVERIFY(!slices->isAhead());
        slices->moveTo(1);
        QVERIFY(bitEqual(slices->stepStart(), steps->stepStart()));
    }
}

void DevicesTest::theHostKeepsWhatItHad() {
    FakeDevices devices;
    const auto host = FakeDevices::host();
    const auto trainer = randomTrainer(3);
    trainer->setBackend(fake(host));
    trainer->train(4, {});
    const auto before = trainer->stepStart();
    devices.set("GLASSNET_FAKE_LOST_AFTER", "500");
    bool isLost = false;
    try {
        while (trainer->step() < 1'000'000) {
            trainer->train(2, {});
        }
    } catch (const ErrorException& exception) {
        isLost = exception.error().code == ErrorCode::DeviceLost;
    }
    QVERIFY(isLost);
    QVERIFY(trainer->step() > before.step);
    // Whole, of one step, and found without asking the device.
    const auto kept = trainer->hostState();
    QVERIFY(kept.step >= before.step && kept.step <= trainer->step());
    Trainer again(trainer->executable().sharedProgram(), *split().backend, trainer->data(), trainer->plan(), before);
    again.train(kept.step - before.step, {});
    QVERIFY(bitEqual(again.stepStart(), kept));
}

void DevicesTest::replayedOnTheirDevices() {
    const auto host = FakeDevices::host();
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto trainer = randomTrainer(seed);
        Timeline timeline(trainer->stepStart());
        int asked = 0;
        timeline.setDevices("cpu", [&](const std::string& device) {
            ++asked;
            return device == "cpu" ? cpu() : fake(host);
        });
        std::map<std::int64_t, TrainingState> states;
        const auto go = [&](std::int64_t steps) {
            for (std::int64_t i = 0; i < steps; ++i) {
                timeline.advance(*trainer, 1, {});
                states[trainer->step()] = trainer->stepStart();
            }
        };
        go(70);
        trainer->setBackend(fake(host));
        timeline.note({trainer->step(), DeviceEvent{"cuda:0"}});
        go(70);
        trainer->setBackend(cpu());
        timeline.note({trainer->step(), DeviceEvent{"cpu"}});
        go(5);
        QCOMPARE(asked, 0);
        for (const std::int64_t step : {139, 3, 75, 71, 70, 144, 69, 140}) {
            QVERIFY(timeline.goTo(*trainer, step, {}));
            QVERIFY(bitEqual(trainer->stepStart(), states.at(step)));
            QCOMPARE(trainer->device() == "cuda:0", step >= 70 && step < 140);
        }
        QVERIFY(asked > 0);
    }
}

void DevicesTest::cutBackForgetsWhatWasLost() {
    const auto trainer = randomTrainer(2);
    Timeline timeline(trainer->stepStart());
    timeline.advance(*trainer, 64, {});
    const auto kept = trainer->stepStart();
    timeline.advance(*trainer, 64, {});
    timeline.cutBack(kept);
    QCOMPARE(timeline.step(), std::int64_t{64});
    QCOMPARE(timeline.branches().front().lastStep, std::int64_t{64});
    trainer->restore(kept);
    timeline.note({64, DeviceEvent{"cpu"}});
    // It ended there: what follows is no other way.
    QCOMPARE(timeline.branches().size(), std::size_t{1});
    timeline.advance(*trainer, 10, {});
    QCOMPARE(timeline.branches().front().lastStep, std::int64_t{74});
    QVERIFY(timeline.goTo(*trainer, 70, {}));
    Trainer other(trainer->executable().sharedProgram(), CpuBackend(), trainer->data(), trainer->plan(), kept);
    other.train(6, {});
    QVERIFY(bitEqual(trainer->stepStart(), other.stepStart()));
}

void DevicesTest::racesTimeBoth() {
    const auto trainer = randomTrainer(4);
    for (const double factor : {2.0, 1.4, 0.5}) {
        // A clock that tells what was timed: the first span is the CPU's.
        std::vector<double> times{0.0, kRaceSteps * 3.0, 100.0, 100.0 + kRaceSteps * 3.0 / factor};
        std::size_t asked = 0;
        const auto race = raceDevices(*trainer, cpu(), split(), [&] { return times.at(asked++); }, {});
        QVERIFY(race.has_value());
        QCOMPARE(asked, times.size());
        QVERIFY(std::abs(race->cpu / race->device - factor) < 1e-9);
        QCOMPARE(race->isWorthwhile(), factor >= kWorthwhile);
    }
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!raceDevices(
                 *trainer, cpu(), split(), [] { return 0.0; }, stopped.get_token())
                 .has_value());
    const auto lesson = test::lesson();
    Generator generator(1);
    test::RandomRun run;
    run.rows = 4;
    const auto small = test::trainerFor(lesson, run, generator);
    // 3 x 2 + 2 + 2 x 1 + 1 parameters, 4 samples.
    QCOMPARE(stepOperations(small->program()), 2.0 * 3.0 * 11.0 * 4.0);
}

void DevicesTest::racesChangeNothing() {
    const auto trainer = randomTrainer(5);
    trainer->train(3, {});
    trainer->moveTo(2);
    const auto before = stateHash(trainer->stepStart());
    double now = 0.0;
    QVERIFY(raceDevices(*trainer, cpu(), split(), [&] { return now += 1.0; }, {}).has_value());
    QCOMPARE(stateHash(trainer->stepStart()), before);
    QCOMPARE(trainer->position(), std::size_t{2});
}

void DevicesTest::comparesEveryNumber() {
    int differing = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto trainer = randomTrainer(seed);
        trainer->train(2, {});
        trainer->moveTo(trainer->program().size());
        const auto before = stateHash(trainer->stepStart());
        const auto comparison = compareDevices(*trainer, CpuBackend(), ReferenceBackend());
        QCOMPARE(comparison.outcome, LookOutcome::Done);
        QCOMPARE(comparison.hereKey, std::string("cpu"));
        QCOMPARE(comparison.thereKey, std::string("reference"));
        QCOMPARE(comparison.here.size(), comparison.there.size());
        for (const auto& [id, values] : comparison.here) {
            // The trainer's own numbers: it runs on the same CPU.
            QVERIFY(bitEqual(values, trainer->executable().read(id)));
            const auto& there = comparison.there.at(id);
            QCOMPARE(there.elements(), values.elements());
            for (std::int64_t i = 0; i < values.elements(); ++i) {
                const auto difference = numberDifference(values.at(i), there.at(i));
                QCOMPARE(difference.absolute, std::abs(values.at(i) - there.at(i)));
                differing += difference.absolute > 0.0 ? 1 : 0;
            }
        }
        QCOMPARE(stateHash(trainer->stepStart()), before);
        const auto cancelled = compareDevices(*trainer, CpuBackend(), ReferenceBackend(), {[] { return true; }, {}});
        QCOMPARE(cancelled.outcome, LookOutcome::Cancelled);
    }
    QVERIFY(differing > 0);
}

void DevicesTest::differences_data() {
    QTest::addColumn<double>("here");
    QTest::addColumn<double>("there");
    QTest::addColumn<double>("absolute");
    QTest::addColumn<double>("relative");
    QTest::addColumn<double>("ulps");
    constexpr double kUlp = 0x1p-23;
    constexpr double kInf = std::numeric_limits<double>::infinity();
    QTest::newRow("equal") << 0.1 << 0.1 << 0.0 << 0.0 << 0.0;
    QTest::newRow("zeros") << 0.0 << -0.0 << 0.0 << 0.0 << 0.0;
    QTest::newRow("one place") << 1.0 << 1.0 + kUlp << kUlp << kUlp / (1.0 + kUlp) << 1.0;
    QTest::newRow("half a place") << 1.5 << 1.5 + kUlp / 2 << kUlp / 2 << kUlp / 2 / (1.5 + kUlp / 2) << 0.5;
    QTest::newRow("three places") << -4.0 << -4.0 - 12 * kUlp << 12 * kUlp << 12 * kUlp / (4.0 + 12 * kUlp) << 3.0;
    QTest::newRow("signs") << 1.0 << -1.0 << 2.0 << 2.0 << 2.0 / kUlp;
    QTest::newRow("from zero") << 0.0 << 0x1p-149 << 0x1p-149 << 1.0 << 1.0;
    QTest::newRow("nan and number") << std::nan("") << 1.0 << kInf << kInf << kInf;
    QTest::newRow("two nans") << std::nan("") << std::nan("") << 0.0 << 0.0 << 0.0;
    QTest::newRow("infinite") << kInf << 1.0 << kInf << kInf << kInf;
}

void DevicesTest::differences() {
    QFETCH(double, here);
    QFETCH(double, there);
    QFETCH(double, absolute);
    QFETCH(double, relative);
    QFETCH(double, ulps);
    const auto difference = numberDifference(here, there);
    QCOMPARE(difference.absolute, absolute);
    QCOMPARE(difference.relative, relative);
    QCOMPARE(difference.ulps, ulps);
}

}  // namespace

GLASSNET_TEST(DevicesTest);
#include "DevicesTest.moc"
