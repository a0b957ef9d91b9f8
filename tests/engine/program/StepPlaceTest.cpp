#include "engine/program/StepPlace.h"

#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

Program compiledLesson(std::int64_t batch) {
    CompileOptions options;
    options.batchSize = batch;
    return compile(test::lesson(), options).value();
}

}  // namespace

class StepPlaceTest : public test::TestCase {
    Q_OBJECT
private slots:
    /// z1 [4, 2]: a column is one number, of the sample that is followed.
    void samplesAreSteppedByColumn() {
        const auto program = compiledLesson(4);
        const EntryNumbers numbers(program, 0, 4);
        const auto z = program.entries()[0].outputs[0];
        QCOMPARE(numbers.count(), 2);
        QCOMPARE(numbers.at(1, 2), (NumberRef{z, 5}));
        QCOMPARE(numbers.indexOf({z, 5}), std::optional<std::int64_t>(1));
        QCOMPARE(numbers.indexOf({z, 6}), std::optional<std::int64_t>(0));
        QCOMPARE(numbers.at(0, 99), (NumberRef{z, 6}));
    }
    /// A gradient of weights [3, 2] has six numbers of its own.
    void parametersAreSteppedOneByOne() {
        const auto program = compiledLesson(4);
        for (std::size_t entry = 0; entry < program.size(); ++entry) {
            if (program.entries()[entry].op == Op::WeightGradient) {
                const auto& info = program.tensor(program.entries()[entry].outputs[0]);
                const EntryNumbers numbers(program, entry, 4);
                QCOMPARE(numbers.count(), info.shape.elements());
                QCOMPARE(numbers.at(numbers.count() - 1, 3), (NumberRef{info.id, info.shape.elements() - 1}));
            }
        }
    }
    /// The parameter comes after what the optimizer keeps: it is made from that.
    void whatIsKeptComesBeforeTheParameter() {
        const auto program = compiledLesson(1);
        const auto entry = program.phaseBegin(Phase::Update);
        const auto& outputs = program.entries()[entry].outputs;
        Knobs knobs;
        knobs.momentum = 0.9;
        const EntryNumbers numbers(program, entry, 1, knobs);
        QCOMPARE(numbers.at(0, 0).tensor, outputs.at(1));
        QCOMPARE(numbers.at(numbers.count() - 1, 0).tensor, outputs[0]);
        // Plain gradient descent keeps nothing, and the counter of updates is no number of a person's.
        QCOMPARE(EntryNumbers(program, entry, 1).count() * 2, numbers.count());
        QVERIFY(!numbers.indexOf({outputs.at(2), 0}).has_value());
    }
    /// What an optimizer does not use now is no number of the step.
    void onlyWhatIsUsedIsStepped() {
        CompileOptions options;
        options.optimizer = OptimizerKind::RmsProp;
        const auto program = compile(test::lesson(), options).value();
        const auto entry = program.phaseBegin(Phase::Update);
        const auto size = program.tensor(program.entries()[entry].outputs[0]).shape.elements();
        Knobs knobs;
        QCOMPARE(EntryNumbers(program, entry, 1, knobs).count(), 2 * size);
        knobs.centered = true;
        QCOMPARE(EntryNumbers(program, entry, 1, knobs).count(), 3 * size);
        knobs.momentum = 0.5;
        QCOMPARE(EntryNumbers(program, entry, 1, knobs).count(), 4 * size);
    }
    void strangersAreNoNumbers() {
        const auto program = compiledLesson(1);
        const EntryNumbers numbers(program, 0, 1);
        QVERIFY(!numbers.indexOf({program.loss(), 0}).has_value());
        QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(numbers.at(2, 0)));
        QVERIFY_THROWS_EXCEPTION(ErrorException, static_cast<void>(numbers.at(-1, 0)));
    }
};

GLASSNET_TEST(StepPlaceTest);

}  // namespace glassnet

#include "StepPlaceTest.moc"
