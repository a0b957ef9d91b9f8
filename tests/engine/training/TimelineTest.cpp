#include "engine/training/Timeline.h"

#include <malloc.h>

#include <cmath>

#include "tests/support/Networks.h"
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
    void itsBytesAreThoseOfTheHeap();
    void whatStaysIsNearToThePresent();
    void tenThousandStepsComeBackSoon();
    void aStopLeavesEverythingAsItWas();
    void theWayIsTold();
    void aDragIsOneEvent();
    void aSmallEditIsSmall();
    void editsLeaveRoomForCheckpoints();
    void aSpanRepeatsTheEditsOnItsWay();
};

std::unique_ptr<Trainer> timelineTrainer(std::uint64_t seed) {
    Generator generator(seed);
    const auto network = test::randomNetwork(generator);
    return test::trainerFor(network, {11, 3, DType::Float32, Knobs{0.01, 0.9, 0.0, 0.0, false}, true}, generator);
}

/// The spiral example's size: three classes of points, two hidden layers of 16.
std::unique_ptr<Trainer> spiralTrainer() {
    Generator generator(5);
    const auto network = test::chain({2, 16, 16, 3}, {Activation::Tanh, Activation::Tanh, Activation::Softmax}, Loss::CrossEntropy);
    return test::trainerFor(network, {300, 30, DType::Float32, Knobs{0.05, 0.9, 0.0, 0.0, false}, true}, generator);
}

/// A trainer with its timeline, used as a session does: an event is noted, then done; each step is recorded.
class Run {
public:
    explicit Run(std::uint64_t seed, std::uint64_t budget = Timeline::kDefaultBudget) : Run(timelineTrainer(seed), budget) {}
    explicit Run(std::unique_ptr<Trainer> trainer, std::uint64_t budget = Timeline::kDefaultBudget)
        : m_trainer(std::move(trainer)), m_timeline(m_trainer->stepStart(), budget) {}

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
    void setElement(std::int64_t element, double value) {
        const auto& program = m_trainer->program();
        const auto& key = program.tensor(program.parameters().at(0).value).key;
        auto values = m_trainer->stepStart().tensors.at(key).clone();
        values.set(element, value);
        m_timeline.note({m_trainer->stepStart().step, ParameterEvent{key, values}});
        m_trainer->setTensor(key, values);
    }
    void turn(double learningRate) {
        auto knobs = m_trainer->stepStart().knobs;
        knobs.learningRate = learningRate;
        m_timeline.note({m_trainer->stepStart().step, KnobsEvent{knobs}});
        m_trainer->setKnobs(knobs);
    }
    std::uint64_t goTo(std::int64_t step) {
        m_replayed = 0;
        m_timeline.goTo(*m_trainer, step, {}, [this](std::int64_t, std::int64_t total) { m_replayed = total; });
        return hash();
    }
    /// Steps that the last goTo had to train again.
    [[nodiscard]] std::int64_t replayed() const { return m_replayed; }
    std::uint64_t switchTo(BranchId branch) {
        m_timeline.switchTo(*m_trainer, branch, {});
        return hash();
    }

private:
    std::unique_ptr<Trainer> m_trainer;
    Timeline m_timeline;
    std::int64_t m_replayed = 0;
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
        Run run(seed, 6 * stateBytes(timelineTrainer(seed)->stepStart()));
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

/// What the timeline says that it holds is what it takes: hours of training take no more than its budget.
void TimelineTest::itsBytesAreThoseOfTheHeap() {
    Run run(spiralTrainer());
    const auto heap = [] {
        const auto info = mallinfo2();
        return static_cast<double>(info.uordblks + info.hblkhd);
    };
    run.timeline().advance(run.trainer(), 1000, {});
    const double before = heap();
    const auto said = static_cast<double>(run.timeline().bytes());
    run.timeline().advance(run.trainer(), 50'000, {});
    const double taken = heap() - before;
    const double told = static_cast<double>(run.timeline().bytes()) - said;
    const auto checkpoints = run.timeline().checkpoints().size();
    qInfo("%zu checkpoints: %.0f bytes each, of which %.0f are told", checkpoints, taken / static_cast<double>(checkpoints),
          told / static_cast<double>(checkpoints));
    QVERIFY2(std::abs(taken / told - 1.0) < 0.01, qPrintable(QStringLiteral("%1 of %2").arg(taken).arg(told)));
}

void TimelineTest::theBudgetIsKept() {
    const auto size = stateBytes(timelineTrainer(3)->stepStart());
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

// Far back the checkpoints may be thousands of steps apart; a walk back still trains each stretch again only once.
void TimelineTest::whatStaysIsNearToThePresent() {
    Run run(3, 100 * stateBytes(timelineTrainer(3)->stepStart()));
    const auto hashes = run.train(4000);
    QVERIFY(run.timeline().bytes() <= run.timeline().budget());
    std::int64_t replayed = 0;
    for (std::int64_t step = 3999; step > 2000; --step) {
        QCOMPARE(run.goTo(step), hashes[static_cast<std::size_t>(step)]);
        replayed += run.replayed();
        QVERIFY(run.timeline().bytes() <= run.timeline().budget());
    }
    QVERIFY2(replayed < 20 * 2000, qPrintable(QString::number(replayed)));
}

void TimelineTest::tenThousandStepsComeBackSoon() {
    Run run(spiralTrainer());
    auto& timeline = run.timeline();
    const auto report = timeline.advance(run.trainer(), 10000, {});
    QCOMPARE(report.steps, std::int64_t{10000});
    QCOMPARE(report.losses.size(), std::size_t{10000});
    QCOMPARE(timeline.step(), std::int64_t{10000});
    QVERIFY(timeline.bytes() <= timeline.budget());
    const auto last = run.hash();
    Generator generator(8);
    std::int64_t longest = 0;
    for (int i = 0; i < 200; ++i) {
        run.goTo(generator.next32() % 10001);
        longest = std::max(longest, run.replayed());
    }
    QVERIFY2(longest <= Timeline::kLongestSpan, qPrintable(QString::number(longest)));
    // All the way back and forth again.
    const auto first = stateHash(spiralTrainer()->stepStart());
    QCOMPARE(run.goTo(0), first);
    QCOMPARE(run.replayed(), std::int64_t{0});
    QCOMPARE(run.goTo(10000), last);
    // One by one everything is a checkpoint.
    Run single(spiralTrainer());
    const auto hashes = single.train(200);
    QCOMPARE(single.goTo(117), hashes[117]);
    QCOMPARE(single.replayed(), std::int64_t{0});
    timeline.goTo(run.trainer(), 117, {});
    QCOMPARE(run.hash(), hashes[117]);
}

void TimelineTest::aStopLeavesEverythingAsItWas() {
    Run run(2, 0);
    auto hashes = run.train(60);
    run.goTo(30);
    run.setParameter(0.2);
    run.train(40);
    const auto hash = run.hash();
    run.trainer().moveTo(run.trainer().program().size() - 1);
    for (const std::int64_t patience : {0, 1, 16, 33}) {
        for (const bool otherBranch : {false, true}) {
            std::stop_source stop;
            const auto progress = [&](std::int64_t done, std::int64_t /*total*/) {
                if (done >= patience) {
                    stop.request_stop();
                }
            };
            QVERIFY(!(otherBranch ? run.timeline().switchTo(run.trainer(), BranchId{1}, stop.get_token(), progress)
                                  : run.timeline().goTo(run.trainer(), 50, stop.get_token(), progress)));
            QCOMPARE(run.hash(), hash);
            QCOMPARE(run.trainer().position(), run.trainer().program().size() - 1);
            QCOMPARE(run.timeline().step(), std::int64_t{70});
            QCOMPARE(run.timeline().branch(), BranchId{2});
        }
    }
    QCOMPARE(run.goTo(29), hashes[29]);
    QCOMPARE(run.switchTo(BranchId{1}), hashes[60]);
}

void TimelineTest::theWayIsTold() {
    Run run(2, 0);
    run.train(200);
    std::vector<std::int64_t> told;
    run.timeline().goTo(run.trainer(), 190, {}, [&](std::int64_t done, std::int64_t total) {
        QCOMPARE(total, std::int64_t{190});
        told.push_back(done);
    });
    QCOMPARE(told.front(), std::int64_t{0});
    for (std::size_t i = 1; i < told.size(); ++i) {
        QVERIFY(told[i] > told[i - 1] && told[i] <= told[i - 1] + 16 && told[i] < 190);
    }
    QVERIFY(told.back() >= 190 - 16);
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

// One changed element of many takes little, and what stood around it comes back too: also after another edit at the same step, taken
// back, and on a branch that begins there.
void TimelineTest::aSmallEditIsSmall() {
    Generator generator(3);
    const auto network = test::chain({40, 64, 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    Run run(test::trainerFor(network, {8, 4, DType::Float32, Knobs{0.05, 0.9, 0.0, 0.0, false}, true}, generator));
    run.train(3);
    const auto bytes = run.timeline().bytes();
    const auto& program = run.trainer().program();
    const double drawn = run.trainer().executable().read(program.parameters().at(0).value).at(5);
    run.setElement(5, 0.25);
    const auto one = run.timeline().bytes() - bytes;
    QVERIFY2(one < 640, qPrintable(QString::number(one)));
    const auto before = run.trainer().stepStart();
    run.setElement(6, -0.5);
    run.setElement(5, 0.75);
    const auto edited = run.train(4);
    QCOMPARE(run.goTo(3), edited.front());
    QVERIFY(!bitEqual(run.trainer().stepStart(), before));
    run.setElement(7, 2.0);
    run.setElement(5, drawn);
    const auto other = run.train(5);
    QCOMPARE(run.timeline().branches().size(), std::size_t{2});
    QCOMPARE(run.goTo(3), other.front());
    QCOMPARE(run.goTo(8), other.back());
    run.switchTo(BranchId{1});
    QCOMPARE(run.goTo(3), edited.front());
    QCOMPARE(run.goTo(7), edited.back());
}

void TimelineTest::editsLeaveRoomForCheckpoints() {
    auto trainer = spiralTrainer();
    const auto size = stateBytes(trainer->stepStart());
    Run run(std::move(trainer), 40 * size);
    for (int i = 0; i < 400; ++i) {
        run.train(1);
        run.setElement(i % 30, 0.001 * i);
        run.setParameter(0.01 * (i + 1));
    }
    const auto hash = run.hash();
    QVERIFY(run.timeline().checkpoints().size() >= 8);
    run.goTo(200);
    QVERIFY(run.replayed() < 100);
    QCOMPARE(run.goTo(400), hash);
}

void TimelineTest::aSpanRepeatsTheEditsOnItsWay() {
    Run run(6);
    run.train(10);
    run.setParameter(-0.5);
    run.turn(0.003);
    const auto hashes = run.train(20);
    run.goTo(4);
    run.timeline().advance(run.trainer(), 21, {});
    QCOMPARE(run.timeline().step(), std::int64_t{25});
    QCOMPARE(run.hash(), hashes[15]);
    run.timeline().advance(run.trainer(), 50, {});
    QCOMPARE(run.goTo(30), hashes[20]);
    QCOMPARE(run.timeline().branches().size(), std::size_t{1});
    QCOMPARE(run.timeline().branches().front().lastStep, std::int64_t{75});
}

GLASSNET_TEST(TimelineTest);

}  // namespace

}  // namespace glassnet

#include "TimelineTest.moc"
