#include "engine/training/RecentSteps.h"

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// What a walker writes down on the way, all parameters with a gradient one after the other.
RecentStep written(const Trainer& trainer) {
    const auto& program = trainer.program();
    RecentStep step{trainer.stepStart().step, trainer.executable().read(program.loss()).item(), {}, {}};
    for (const auto& parameter : program.parameters()) {
        if (parameter.gradient.valid()) {
            const auto values = trainer.executable().read(parameter.value);
            const auto gradients = trainer.executable().read(parameter.gradient);
            for (std::int64_t i = 0; i < values.elements(); ++i) {
                step.values.push_back(values.at(i));
                step.gradients.push_back(gradients.at(i));
            }
        }
    }
    return step;
}

class RecentStepsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void areWhatWasWalked();
    void prepareLeavesThePresent();
    void largeNetworksShowALayer();
};

/// Steps are written down live, with a value changed by hand on the way and a branch; then the record is asked for.
void RecentStepsTest::areWhatWasWalked() {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        Generator generator(seed);
        const auto trainer = test::trainerFor(test::randomNetwork(generator), {}, generator);
        const auto& program = trainer->program();
        Timeline timeline(trainer->stepStart(), 1);  // So little room that all is replayed from the first checkpoint.
        const auto key = program.tensor(program.parameters().front().value).key;
        std::vector<RecentStep> log;
        const auto change = [&](double by) {
            auto values = trainer->stepStart().tensors.at(key).clone();
            values.set(0, values.at(0) + by);
            trainer->setTensor(key, values);
            timeline.note({trainer->stepStart().step, ParameterEvent{key, values}});
        };
        const auto walk = [&](int steps) {
            for (int i = 0; i < steps; ++i) {
                trainer->moveTo(program.phaseBegin(Phase::Update));
                log.push_back(written(*trainer));
                trainer->moveTo(program.size());
                trainer->finishStep();
                timeline.record(trainer->stepStart(), log.back().loss);
            }
        };
        walk(5);
        change(0.5);
        walk(4);
        QVERIFY(timeline.goTo(*trainer, 7, {}));
        log.resize(7);
        change(-0.25);
        walk(6);
        trainer->moveTo(program.phaseBegin(Phase::Update));
        log.push_back(written(*trainer));

        const auto hash = stateHash(trainer->stepStart());
        const auto recent = recentSteps(timeline, *trainer, CpuBackend(), 10, LayerId{});
        QCOMPARE(stateHash(trainer->stepStart()), hash);
        QCOMPARE(trainer->position(), program.phaseBegin(Phase::Update));
        QCOMPARE(timeline.step(), std::int64_t{13});
        QCOMPARE(recent.outcome, LookOutcome::Done);
        QVERIFY(!recent.onlyLayer.has_value());
        QCOMPARE(recent.steps.size(), std::size_t{11});
        for (std::size_t i = 0; i < recent.steps.size(); ++i) {
            const auto& now = recent.steps[i];
            const auto& then = log.at(log.size() - recent.steps.size() + i);
            QCOMPARE(now.step, then.step);
            QCOMPARE(now.loss.value(), then.loss.value());
            QVERIFY(now.values == then.values);
            QVERIFY(now.gradients == then.gradients);
            QCOMPARE(now.values.size(), recent.elements.size());
        }
        // Two numbers of one's own choice.
        const std::vector<ParameterElement> pair{recent.elements.back(), recent.elements.front()};
        const auto two = recentSteps(timeline, *trainer, CpuBackend(), 10, pair);
        QCOMPARE(two.steps.size(), std::size_t{11});
        QCOMPARE(two.steps[3].values[0], recent.steps[3].values.back());
        QCOMPARE(two.steps[3].gradients[1], recent.steps[3].gradients.front());
        // The way begins where time does; before its gradients the step in hand has none.
        trainer->moveTo(0);
        const auto all = recentSteps(timeline, *trainer, CpuBackend(), 1000, LayerId{});
        QCOMPARE(all.steps.size(), std::size_t{14});
        QVERIFY(all.steps.back().gradients.empty());
        QVERIFY(!all.steps.back().loss.has_value());
        QVERIFY(all.steps.back().values == log.back().values);
        LookControl control;
        control.cancelled = [] { return true; };
        QCOMPARE(recentSteps(timeline, *trainer, CpuBackend(), 3, LayerId{}, control).outcome, LookOutcome::Cancelled);
    }
}

void RecentStepsTest::prepareLeavesThePresent() {
    Generator generator(4);
    const auto network = test::randomNetwork(generator);
    const auto trainer = test::trainerFor(network, {}, generator);
    Timeline timeline(trainer->stepStart());
    std::map<std::int64_t, std::uint64_t> hashes{{0, stateHash(trainer->stepStart())}};
    for (int i = 0; i < 40; ++i) {
        trainer->train(1, {});
        hashes[trainer->stepStart().step] = stateHash(trainer->stepStart());
        timeline.record(trainer->stepStart(), std::nullopt);
    }
    Trainer own(trainer->executable().sharedProgram(), CpuBackend(), trainer->data(), trainer->plan(), trainer->stepStart());
    for (const std::int64_t step : {17, 0, 39, 40, 3}) {
        QVERIFY(timeline.prepare(own, step, {}));
        QCOMPARE(stateHash(own.stepStart()), hashes.at(step));
        QCOMPARE(timeline.step(), std::int64_t{40});
    }
    // Beyond either end it is the end.
    QVERIFY(timeline.prepare(own, 400, {}));
    QCOMPARE(own.stepStart().step, std::int64_t{40});
    QVERIFY(timeline.prepare(own, -4, {}));
    QCOMPARE(own.stepStart().step, std::int64_t{0});
}

void RecentStepsTest::largeNetworksShowALayer() {
    const auto network = test::chain({70, 60, 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    Generator generator(1);
    const auto trainer = test::trainerFor(network, {}, generator);
    Timeline timeline(trainer->stepStart());
    const auto last = recentSteps(timeline, *trainer, CpuBackend(), 4, network.layers()[2].id);
    QCOMPARE(last.onlyLayer.value(), network.layers()[2].id);
    QCOMPARE(last.elements.size(), std::size_t{60 * 2 + 2});
    QCOMPARE(last.leftOut, std::int64_t{0});
    const auto first = recentSteps(timeline, *trainer, CpuBackend(), 4, network.layers()[1].id);
    QCOMPARE(static_cast<std::int64_t>(first.elements.size()), RecentSteps::kMostElements);
    QCOMPARE(first.leftOut, 70 * 60 + 60 - RecentSteps::kMostElements);
}

GLASSNET_TEST(RecentStepsTest);

}  // namespace

}  // namespace glassnet

#include "RecentStepsTest.moc"
