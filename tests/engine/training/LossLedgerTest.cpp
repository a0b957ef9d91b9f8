#include "engine/training/LossLedger.h"

#include <algorithm>
#include <cmath>

#include "engine/backend/reference/ReferenceBackend.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// The loss of the step in hand on the reference from another state, by a trainer of its own.
double lossFrom(const Trainer& trainer, const TrainingState& state) {
    Trainer other(trainer.executable().sharedProgram(), ReferenceBackend(), trainer.data(), trainer.plan(), state);
    other.moveTo(other.program().phaseBegin(Phase::Backward));
    return other.executable().read(other.program().loss()).item();
}

class LossLedgerTest : public test::TestCase {
    Q_OBJECT
private slots:
    void linesAreTheTrainersOwn();
    void waitsForTheUpdate();
    void smallStepsKeepThePromise();
    void canBeCancelled();
};

void LossLedgerTest::linesAreTheTrainersOwn() {
    std::size_t lines = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Generator generator(seed);
        test::RandomRun run;
        run.knobs.learningRate = 0.1;
        run.dtype = DType::Float64;  // So that the factors of a dropout mask are the reference's own.
        test::RandomKinds trained;
        trained.frozen = false;
        const auto trainer = test::trainerFor(test::randomNetwork(generator, trained), run, generator);
        const auto& program = trainer->program();
        trainer->moveTo(program.size());
        const auto hash = stateHash(trainer->stepStart());
        const auto ledger = lossLedger(*trainer, ReferenceBackend());
        QCOMPARE(ledger.outcome, LookOutcome::Done);
        QVERIFY(ledger.notYet.empty());
        QCOMPARE(stateHash(trainer->stepStart()), hash);
        const auto& start = trainer->stepStart();
        const double before = lossFrom(*trainer, start);
        QCOMPARE(ledger.lossBefore, before);
        auto all = start;
        double predicted = 0.0;
        double singles = 0.0;
        for (const auto& line : ledger.lines) {
            const auto& key = program.tensor(line.at.parameter).key;
            const double now = trainer->executable().read(line.at.parameter).at(line.at.element);
            QCOMPARE(line.change, now - start.tensors.at(key).at(line.at.element));
            auto single = start;
            auto values = start.tensors.at(key).to(DType::Float64).clone();  // Before the first update it is float32.
            values.set(line.at.element, now);
            single.tensors[key] = values;
            QCOMPARE(line.real, lossFrom(*trainer, single) - before);
            QCOMPARE(line.predicted, line.change * trainer->executable().read(program.gradientOf(line.at.parameter)).at(line.at.element));
            all.tensors[key] = trainer->executable().read(line.at.parameter);
            predicted += line.predicted;
            singles += line.real;
            ++lines;
        }
        QCOMPARE(ledger.lossAfter, lossFrom(*trainer, all));
        QCOMPARE(ledger.predicted, predicted);
        QCOMPARE(ledger.singles, singles);
        QCOMPARE(ledger.rest(), ledger.lossAfter - before - singles);
    }
    QVERIFY(lines > 200);
}

void LossLedgerTest::waitsForTheUpdate() {
    Generator generator(3);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), {}, generator);
    const auto& program = trainer->program();
    trainer->moveTo(program.phaseBegin(Phase::Update));
    auto ledger = lossLedger(*trainer, ReferenceBackend());
    QCOMPARE(ledger.outcome, LookOutcome::NoUpdatesYet);
    QVERIFY(ledger.lines.empty());
    // One update has run: its parameter has lines, the others are named.
    trainer->moveTo(program.phaseBegin(Phase::Update) + 1);
    ledger = lossLedger(*trainer, ReferenceBackend());
    const auto updated = program.entries()[program.phaseBegin(Phase::Update)].outputs[0];
    QCOMPARE(static_cast<std::int64_t>(ledger.lines.size()), program.tensor(updated).shape.elements());
    QCOMPARE(ledger.lines.front().at.parameter, updated);
    QVERIFY(!ledger.notYet.empty());
    // As long as it is only seen in part, it has not.
    ledger = lossLedger(*trainer, ReferenceBackend(), {}, program.phaseBegin(Phase::Update));
    QCOMPARE(ledger.outcome, LookOutcome::NoUpdatesYet);
    QVERIFY(std::find(ledger.notYet.begin(), ledger.notYet.end(), updated) != ledger.notYet.end());
}

/// To first order both are the same: a hundredth of the rate leaves about a ten-thousandth of the difference.
void LossLedgerTest::smallStepsKeepThePromise() {
    const auto difference = [](double rate) {
        Generator generator(8);
        test::RandomKinds smooth;
        smooth.dropout = false;
        test::RandomRun run;
        run.dtype = DType::Float64;
        run.knobs.learningRate = rate;
        const auto trainer = test::trainerFor(test::randomNetwork(generator, smooth), run, generator);
        trainer->moveTo(trainer->program().size());
        const auto ledger = lossLedger(*trainer, ReferenceBackend());
        return std::pair(std::abs(ledger.predicted - ledger.together()), std::abs(ledger.predicted));
    };
    const auto [large, largePromise] = difference(1e-3);
    const auto [small, smallPromise] = difference(1e-5);
    QVERIFY(smallPromise > 0.0 && smallPromise < 0.02 * largePromise);
    QVERIFY(small < 1e-3 * large);
}

void LossLedgerTest::canBeCancelled() {
    Generator generator(9);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), {}, generator);
    trainer->moveTo(trainer->program().size());
    LookControl control;
    std::int64_t told = 0;
    control.progress = [&told](std::int64_t done, std::int64_t) { told = done; };
    control.cancelled = [&told] { return told == 2; };
    QCOMPARE(lossLedger(*trainer, ReferenceBackend(), control).outcome, LookOutcome::Cancelled);
    control.cancelled = [] { return true; };
    QCOMPARE(lossLedger(*trainer, ReferenceBackend(), control).outcome, LookOutcome::Cancelled);
}

GLASSNET_TEST(LossLedgerTest);

}  // namespace

}  // namespace glassnet

#include "LossLedgerTest.moc"
