#include "engine/training/Trainer.h"

#include <cmath>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "tests/engine/tensor/Thrown.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr Knobs kMomentum{0.05, 0.9, 0.0, 0.001, false};

class TrainerTest : public test::TestCase {
    Q_OBJECT
private slots:
    void anyWayThroughAStepIsTheSame();
    void steppedIsTrained_data();
    void steppedIsTrained();
    void twoRunsAreEqual();
    void aPauseLeavesNoTrace();
    void epochsHaveAShortLastBatch();
    void aValueSetByHandPutsTheStepBack();
    void aValueOverwrittenHoldsFromTheNextStep();
    void aStepMustBeFinished();
    void aStopEndsBetweenSteps();
    void theScheduleSetsTheRateOfEachEpoch();
};

/// The trainer of one seed: each call makes the same one.
std::unique_ptr<Trainer> seededTrainer(std::uint64_t seed, bool shuffle = true, DType dtype = DType::Float32) {
    Generator generator(seed);
    const auto network = test::randomNetwork(generator);
    auto knobs = kMomentum;
    knobs.schedule.kind = static_cast<ScheduleKind>(seed % 3);
    knobs.schedule.every = 1;
    return test::trainerFor(network,
                            {11, 3, dtype, knobs, shuffle, static_cast<OptimizerKind>(seed % kOptimizerKinds),
                             static_cast<Penalty>(seed % 3), static_cast<Clipping>(seed / 3 % 3)},
                            generator);
}

bool sameTensor(const Trainer& a, const Trainer& b, TensorId tensor) {
    return bitEqual(a.executable().read(tensor), b.executable().read(tensor));
}

/// All that the entries so far have made, and all that lasts, is the same.
bool sameNumbers(const Trainer& a, const Trainer& b) {
    for (const auto& tensor : a.program().tensors()) {
        if (isComputed(a.program(), tensor.id, a.position()) && !sameTensor(a, b, tensor.id)) {
            return false;
        }
    }
    return a.position() == b.position() && a.executable().dropoutGenerator() == b.executable().dropoutGenerator() &&
           stateHash(a.stepStart()) == stateHash(b.stepStart());
}

void stepWhole(Trainer& trainer) {
    for (std::size_t entry = 1; entry <= trainer.program().size(); ++entry) {
        trainer.moveTo(entry);
    }
    trainer.finishStep();
}

void TrainerTest::anyWayThroughAStepIsTheSame() {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        const auto wanderer = seededTrainer(seed);
        static_cast<void>(wanderer->train(2, {}));
        Generator generator(seed + 1000);
        for (int move = 0; move < 12; ++move) {
            const auto target = generator.next32() % (wanderer->program().size() + 1);
            wanderer->moveTo(target);
            const auto fresh = seededTrainer(seed);
            static_cast<void>(fresh->train(2, {}));
            fresh->moveTo(target);
            QVERIFY2(sameNumbers(*wanderer, *fresh), std::to_string(seed).c_str());
        }
    }
}

void TrainerTest::steppedIsTrained_data() {
    QTest::addColumn<DType>("dtype");
    QTest::addColumn<bool>("shuffle");
    QTest::newRow("float32, shuffled") << DType::Float32 << true;
    QTest::newRow("float64, in order") << DType::Float64 << false;
}

void TrainerTest::steppedIsTrained() {
    QFETCH(DType, dtype);
    QFETCH(bool, shuffle);
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const auto stepped = seededTrainer(seed, shuffle, dtype);
        const auto trained = seededTrainer(seed, shuffle, dtype);
        // 11 rows in batches of 3: two short batches and two new epochs.
        for (int step = 0; step < 9; ++step) {
            stepWhole(*stepped);
        }
        const auto report = trained->train(9, {});
        QCOMPARE(report.steps, std::int64_t{9});
        QVERIFY2(bitEqual(stepped->stepStart(), trained->stepStart()), std::to_string(seed).c_str());
        QVERIFY(sameNumbers(*stepped, *trained));
    }
}

void TrainerTest::twoRunsAreEqual() {
    const auto one = seededTrainer(5);
    const auto two = seededTrainer(5);
    const auto first = one->train(20, {});
    const auto second = two->train(20, {});
    QCOMPARE(first.losses, second.losses);
    QVERIFY(sameNumbers(*one, *two));
    // The hash is of what changed: a start that differs in one bit ends elsewhere.
    const auto other = seededTrainer(5);
    QVERIFY(stateHash(other->stepStart()) != stateHash(one->stepStart()));
}

void TrainerTest::aPauseLeavesNoTrace() {
    for (std::uint64_t seed = 0; seed < 15; ++seed) {
        const auto whole = seededTrainer(seed);
        const auto losses = whole->train(12, {}).losses;
        Generator generator(seed + 77);
        auto paused = seededTrainer(seed);
        std::vector<double> parts;
        while (paused->stepStart().step < 12) {
            const auto steps = std::min<std::int64_t>(1 + generator.next32() % 4, 12 - paused->stepStart().step);
            const auto report = paused->train(steps, {});
            parts.insert(parts.end(), report.losses.begin(), report.losses.end());
            // A trainer of another project, brought to this state.
            const auto state = paused->stepStart();
            auto next = seededTrainer(seed);
            next->moveTo(generator.next32() % (next->program().size() + 1));
            next->restore(state);
            paused = std::move(next);
        }
        QCOMPARE(parts, losses);
        QVERIFY2(sameNumbers(*paused, *whole), std::to_string(seed).c_str());
    }
}

void TrainerTest::epochsHaveAShortLastBatch() {
    const auto trainer = seededTrainer(3);
    std::vector<std::int64_t> sizes;
    std::vector<bool> used(11, false);
    for (int step = 0; step < 4; ++step) {
        const auto rows = trainer->batchRows();
        sizes.push_back(rows.elements());
        for (std::int64_t i = 0; i < rows.elements(); ++i) {
            const auto row = static_cast<std::size_t>(rows.at(i));
            QVERIFY(!used[row]);
            used[row] = true;
        }
        QCOMPARE(trainer->stepStart().epoch, std::int64_t{0});
        stepWhole(*trainer);
    }
    QCOMPARE(sizes, (std::vector<std::int64_t>{3, 3, 3, 2}));
    QCOMPARE(trainer->stepStart().epoch, std::int64_t{1});
    QCOMPARE(trainer->stepStart().step, std::int64_t{4});
    QCOMPARE(trainer->stepStart().cursor, std::int64_t{0});
}

void TrainerTest::aValueSetByHandPutsTheStepBack() {
    const auto trainer = seededTrainer(2);
    trainer->moveTo(trainer->program().size());
    const auto& key = trainer->stepStart().tensors.begin()->first;
    const auto values = Tensor::full(trainer->stepStart().tensors.at(key).shape(), 0.25);
    const auto before = trainer->stepStart();
    trainer->setTensor(key, values);
    QCOMPARE(trainer->position(), std::size_t{0});
    QVERIFY(bitEqual(trainer->executable().read(trainer->program().find(key)), values));
    auto want = before;
    want.tensors[key] = values;
    QVERIFY(bitEqual(trainer->stepStart(), want));
    // The copy taken before still holds the old values.
    QVERIFY(!bitEqual(before.tensors.at(key), values));
}

void TrainerTest::aValueOverwrittenHoldsFromTheNextStep() {
    const auto trainer = seededTrainer(2);
    const auto program = trainer->executable().sharedProgram();
    const auto key = program->tensor(program->parameters().at(0).value).key;
    const auto values = Tensor::full(program->tensor(program->parameters().at(0).value).shape, 0.25);
    trainer->moveTo(program->size());
    trainer->overwrite(key, values);
    trainer->finishStep();
    QVERIFY(bitEqual(trainer->stepStart().tensors.at(key), values));
}

void TrainerTest::aStepMustBeFinished() {
    const auto trainer = seededTrainer(1);
    const auto before = stateHash(trainer->stepStart());
    trainer->moveTo(2);
    QCOMPARE(test::thrown([&] { return trainer->train(1, {}); }).value().code, ErrorCode::EntryRange);
    QCOMPARE(test::thrown([&] { return trainer->moveTo(trainer->program().size() + 1), 0; }).value().code, ErrorCode::EntryRange);
    QCOMPARE(trainer->position(), std::size_t{2});
    QCOMPARE(stateHash(trainer->stepStart()), before);
}

void TrainerTest::aStopEndsBetweenSteps() {
    const auto trainer = seededTrainer(1);
    std::stop_source stop;
    stop.request_stop();
    const auto before = stateHash(trainer->stepStart());
    QCOMPARE(trainer->train(10, stop.get_token()).steps, std::int64_t{0});
    QCOMPARE(stateHash(trainer->stepStart()), before);
}

/// The rate of the epoch in hand is the schedule's, whole steps or single ones; the one in the state stays what it was.
void TrainerTest::theScheduleSetsTheRateOfEachEpoch() {
    Generator generator(4);
    const auto network = test::chain({2, 3, 1}, {Activation::Tanh, Activation::Identity}, Loss::HalfSquaredError);
    Knobs knobs{0.2};
    knobs.schedule.kind = ScheduleKind::Step;
    knobs.schedule.every = 2;
    knobs.schedule.gamma = 0.5;
    knobs.schedule.warmUp = 2;
    knobs.schedule.warmUpStart = 0.5;
    const auto trainer = test::trainerFor(network, {5, 3, DType::Float64, knobs, true}, generator);
    std::vector<double> rates;
    for (int step = 0; step < 16; ++step) {
        rates.push_back(trainer->knobs().learningRate);
        const auto before = trainer->stepStart();
        if (step % 2 == 0) {
            stepWhole(*trainer);
        } else {
            QCOMPARE(trainer->train(1, {}).steps, std::int64_t{1});
        }
        const auto& parameter = trainer->program().parameters().front();
        const auto& key = trainer->program().tensor(parameter.value).key;
        const auto gradient = trainer->executable().read(parameter.gradient);
        const double moved = before.tensors.at(key).at(0) - trainer->stepStart().tensors.at(key).at(0);
        QVERIFY(std::abs(moved - rates.back() * gradient.at(0)) < 1e-15);
        QCOMPARE(trainer->stepStart().knobs.learningRate, 0.2);
    }
    // Two steps an epoch: up in two epochs, then half every other one.
    const std::vector<double> want{0.1, 0.1, 0.15, 0.15, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05};
    for (std::size_t i = 0; i < want.size(); ++i) {
        QVERIFY2(std::abs(rates[i] - want[i]) < 1e-15, std::to_string(i).c_str());
    }
    // A rate turned by hand is scheduled too.
    auto turned = trainer->stepStart().knobs;
    turned.learningRate = 2.0;
    trainer->setKnobs(turned);
    QCOMPARE(trainer->knobs().learningRate, 2.0 * 0.125);
}

GLASSNET_TEST(TrainerTest);

}  // namespace

}  // namespace glassnet

#include "TrainerTest.moc"
