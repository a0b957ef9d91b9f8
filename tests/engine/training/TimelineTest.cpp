#include "engine/training/Timeline.h"

#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

using Hashes = std::vector<std::uint64_t>;

class TimelineTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyStepComesBack();
    void eventsAreReplayed();
    void anEditInThePastStartsABranch();
    void branchesOfBranchesStayExact();
    void theBudgetIsKept();
    void aStopLeavesAStepThatIsTrue();
    void aDragIsOneEvent();
};

std::unique_ptr<Trainer> trainerOf(std::uint64_t seed) {
    Generator generator(seed);
    const auto network = test::randomNetwork(generator);
    return test::trainerFor(network, {11, 3, DType::Float32, Knobs{0.01, 0.9, 0.0, 0.0, false}, true}, generator);
}

/// A trainer with its timeline, used as a session does: an event is noted, then done; each step is recorded.
class Run {
public:
    explicit Run(std::uint64_t seed, std::uint64_t budget = Timeline::kDefaultBudget)
        : m_trainer(trainerOf(seed)), m_timeline(m_trainer->stepStart(), budget) {}

    [[nodiscard]] Trainer& trainer() { return *m_trainer; }
    [[nodiscard]] Timeline& timeline() { return m_timeline; }
    [[nodiscard]] std::uint64_t hash() const { return stateHash(m_trainer->stepStart()); }

    /// Trains; gives the hash before the first step and after each.
    Hashes train(std::int64_t steps) {
        Hashes hashes{hash()};
        for (std::int64_t i = 0; i < steps; ++i) {
            const auto report = m_trainer->train(1, {});
            m_timeline.record(m_trainer->stepStart(), report.losses.at(0));
            hashes.push_back(hash());
        }
        return hashes;
    }
    void setParameter(double value) {
        const auto& program = m_trainer->program();
        const auto& info = program.tensor(program.parameters().at(0).value);
        const auto values = Tensor::full(info.shape, value);
        m_timeline.note({m_trainer->stepStart().step, ParameterEvent{info.key, values}});
        m_trainer->setTensor(info.key, values);
    }
    void turn(double learningRate) {
        auto knobs = m_trainer->stepStart().knobs;
        knobs.learningRate = learningRate;
        m_timeline.note({m_trainer->stepStart().step, KnobsEvent{knobs}});
        m_trainer->setKnobs(knobs);
    }
    std::uint64_t goTo(std::int64_t step) {
        m_timeline.goTo(*m_trainer, step, {});
        return hash();
    }
    std::uint64_t switchTo(BranchId branch) {
        m_timeline.switchTo(*m_trainer, branch, {});
        return hash();
    }

private:
    std::unique_ptr<Trainer> m_trainer;
    Timeline m_timeline;
};

void TimelineTest::everyStepComesBack() {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Run run(seed);
        const auto hashes = run.train(15);
        Generator generator(seed + 50);
        for (int i = 0; i < 20; ++i) {
            const auto step = generator.next32() % hashes.size();
            QCOMPARE(run.goTo(static_cast<std::int64_t>(step)), hashes[step]);
            QCOMPARE(run.timeline().step(), static_cast<std::int64_t>(step));
        }
        // Beyond either end is that end.
        QCOMPARE(run.goTo(-3), hashes.front());
        QCOMPARE(run.goTo(99), hashes.back());
        QCOMPARE(run.timeline().branches().size(), std::size_t{1});
    }
}

void TimelineTest::eventsAreReplayed() {
    // A budget of nothing keeps the start only: everything after it is replayed.
    for (const auto budget : {Timeline::kDefaultBudget, std::uint64_t{0}}) {
        Run run(4, budget);
        auto hashes = run.train(5);
        run.setParameter(0.3);
        run.turn(0.002);
        const auto edited = run.train(5);
        run.turn(0.0);
        hashes.pop_back();
        hashes.insert(hashes.end(), edited.begin(), edited.end());
        hashes.back() = run.hash();
        for (std::size_t step = hashes.size(); step-- > 0;) {
            QCOMPARE(run.goTo(static_cast<std::int64_t>(step)), hashes[step]);
        }
        QCOMPARE(run.goTo(10), hashes[10]);
        QCOMPARE(run.timeline().branches().size(), std::size_t{1});
    }
}

void TimelineTest::anEditInThePastStartsABranch() {
    for (const auto budget : {Timeline::kDefaultBudget, std::uint64_t{0}}) {
        Run run(6, budget);
        const auto hashes = run.train(10);
        run.goTo(4);
        run.setParameter(-0.5);
        QCOMPARE(run.timeline().branches().size(), std::size_t{2});
        const auto other = run.train(8);
        QVERIFY(other.front() != hashes[4]);
        const auto& branch = run.timeline().branches().at(1);
        QVERIFY(branch.parent == BranchId{1} && branch.forkStep == 4 && branch.lastStep == 12 && branch.hasLoss);
        QCOMPARE(run.goTo(4), other.front());
        QCOMPARE(run.goTo(2), hashes[2]);
        QCOMPARE(run.goTo(9), other[5]);
        QCOMPARE(run.switchTo(BranchId{1}), hashes.back());
        QCOMPARE(run.goTo(4), hashes[4]);
        QCOMPARE(run.goTo(7), hashes[7]);
        QCOMPARE(run.switchTo(BranchId{2}), other.back());
    }
}

void TimelineTest::branchesOfBranchesStayExact() {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        // Enough for a few states, so that checkpoints are thinned out on the way.
        Run run(seed, 6 * stateBytes(trainerOf(seed)->stepStart()));
        Generator generator(seed + 9);
        std::map<std::uint32_t, std::map<std::int64_t, std::uint64_t>> known;
        for (int round = 0; round < 6; ++round) {
            const auto parent = run.timeline().branch().value;
            const auto from = run.trainer().stepStart().step;
            run.setParameter(0.1 * (round + 1));
            const auto branch = run.timeline().branch().value;
            if (branch != parent) {
                known[branch] = known[parent];
                known[branch].erase(known[branch].upper_bound(from), known[branch].end());
            }
            const auto hashes = run.train(1 + generator.next32() % 9);
            for (std::size_t i = 0; i < hashes.size(); ++i) {
                known[branch][from + static_cast<std::int64_t>(i)] = hashes[i];
            }
            run.switchTo(BranchId{1 + generator.next32() % branch});
            run.goTo(generator.next32() % 12);
        }
        for (const auto& [branch, steps] : known) {
            QCOMPARE(run.switchTo(BranchId{branch}), steps.rbegin()->second);
            for (const auto& [step, hash] : steps) {
                QCOMPARE(run.goTo(step), hash);
            }
        }
    }
}

void TimelineTest::theBudgetIsKept() {
    const auto size = stateBytes(trainerOf(3)->stepStart());
    Run run(3, 10 * size);
    Hashes hashes{run.hash()};
    for (int i = 0; i < 1500; ++i) {
        hashes.push_back(run.train(1).back());
        QVERIFY(run.timeline().bytes() <= run.timeline().budget());
    }
    // What stays is spread over the whole time, not only its end.
    const auto steps = run.timeline().checkpoints();
    QVERIFY(steps.size() >= 4);
    QCOMPARE(steps.front(), std::int64_t{0});
    for (std::size_t i = 1; i < steps.size(); ++i) {
        QVERIFY(steps[i] - steps[i - 1] <= 1500 / 2);
    }
    for (const std::int64_t step : {1499, 3, 750, 1000, 0}) {
        QCOMPARE(run.goTo(step), hashes[static_cast<std::size_t>(step)]);
    }
}

void TimelineTest::aStopLeavesAStepThatIsTrue() {
    Run run(2, 0);
    const auto hashes = run.train(12);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!run.timeline().goTo(run.trainer(), 8, stop.get_token()));
    const auto step = run.timeline().step();
    QVERIFY(step < 8);
    QCOMPARE(run.trainer().stepStart().step, step);
    QCOMPARE(run.hash(), hashes[static_cast<std::size_t>(step)]);
    QCOMPARE(run.goTo(8), hashes[8]);
}

void TimelineTest::aDragIsOneEvent() {
    Run run(2);
    run.setParameter(0.1);
    const auto once = run.timeline().bytes();
    for (int i = 0; i < 50; ++i) {
        run.setParameter(0.01 * i);
    }
    QCOMPARE(run.timeline().bytes(), once);
    const auto dragged = run.hash();
    const auto hashes = run.train(3);
    QCOMPARE(run.goTo(0), dragged);
    QCOMPARE(run.goTo(3), hashes.back());
}

GLASSNET_TEST(TimelineTest);

}  // namespace

}  // namespace glassnet

#include "TimelineTest.moc"
