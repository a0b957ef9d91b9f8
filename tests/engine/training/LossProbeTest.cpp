#include "engine/training/LossProbe.h"

#include <array>

#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/random/Distributions.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// The same step on the reference from another state: a second way to the numbers that a probe gives.
Trainer recomputed(const Trainer& trainer, const TrainingState& state) {
    return {trainer.executable().sharedProgram(), ReferenceBackend(), trainer.data(), trainer.plan(), state};
}

/// Float64, so that the factors of a dropout mask are the reference's own.
test::RandomRun doubles() {
    test::RandomRun run;
    run.dtype = DType::Float64;
    return run;
}

double lossOf(Trainer& trainer) {
    trainer.moveTo(trainer.program().phaseBegin(Phase::Update));
    return trainer.executable().read(trainer.program().loss()).item();
}

class LossProbeTest : public test::TestCase {
    Q_OBJECT
private slots:
    void changesAreTheTrainersOwn();
    void presentValuesAreTheUpdatedOnes();
    void cancelledIsNone();
    void cancelledWithinALongEntry();
    void anElementIsAskedFor();
};

void LossProbeTest::changesAreTheTrainersOwn() {
    int withMasks = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        Generator generator(seed);
        const auto trainer = test::trainerFor(test::randomNetwork(generator), doubles(), generator);
        const auto& program = trainer->program();
        trainer->train(2, {});
        // Before the masks are drawn, in the middle and after the updates: the probe starts from the step's start each time.
        for (const auto position : {std::size_t{0}, program.phaseBegin(Phase::Backward) / 2, program.size()}) {
            trainer->moveTo(position);
            const auto hash = stateHash(trainer->stepStart());
            LossProbe probe(*trainer, ReferenceBackend());
            for (int i = 0; i < 6; ++i) {
                auto state = trainer->stepStart();
                std::vector<LossProbe::Change> changes;
                for (int k = 0; k < i % 3; ++k) {
                    const auto& parameters = program.parameters();
                    const auto choice = randint(generator, 0, static_cast<std::int64_t>(parameters.size()), Shape{1}).item();
                    const auto id = parameters[static_cast<std::size_t>(choice)].value;
                    const auto& key = program.tensor(id).key;
                    auto values = state.tensors.at(key).to(DType::Float64).clone();
                    const auto element = static_cast<std::int64_t>(randint(generator, 0, values.elements(), Shape{1}).item());
                    values.set(element, values.at(element) + 0.25 * (i + 1));
                    changes.push_back({{id, element}, values.at(element)});
                    state.tensors[key] = values;
                }
                auto other = recomputed(*trainer, state);
                QCOMPARE(probe.lossWith(changes).value(), lossOf(other));
                for (const auto& parameter : program.parameters()) {
                    if (parameter.gradient.valid()) {
                        QVERIFY(bitEqual(probe.gradient(parameter.value).value(), other.executable().read(parameter.gradient)));
                    } else {
                        QVERIFY(!probe.gradient(parameter.value).has_value());
                    }
                }
            }
            QCOMPARE(stateHash(trainer->stepStart()), hash);
            QCOMPARE(trainer->position(), position);
        }
        withMasks += std::any_of(program.entries().begin(), program.entries().end(),
                                 [](const Entry& entry) { return entry.op == Op::DrawMask && entry.attributes.probability > 0; })
                         ? 1
                         : 0;
    }
    QVERIFY(withMasks >= 3);
}

void LossProbeTest::presentValuesAreTheUpdatedOnes() {
    Generator generator(5);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), doubles(), generator);
    const auto& program = trainer->program();
    trainer->moveTo(program.size());
    LossProbe probe(*trainer, ReferenceBackend(), ProbedValues::Present);
    auto state = trainer->stepStart();
    for (const auto& parameter : program.parameters()) {
        state.tensors[program.tensor(parameter.value).key] = trainer->executable().read(parameter.value);
    }
    auto other = recomputed(*trainer, state);
    QCOMPARE(probe.lossWith({}).value(), lossOf(other));
    LossProbe before(*trainer, ReferenceBackend());
    QVERIFY(before.lossWith({}).value() != probe.lossWith({}).value());
}

void LossProbeTest::cancelledIsNone() {
    Generator generator(6);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), doubles(), generator);
    LossProbe probe(*trainer, ReferenceBackend());
    const auto whole = probe.lossWith({}).value();
    const auto parameter = trainer->program().parameters().front().value;
    const LossProbe::Change change{{parameter, 0}, probe.values(parameter).at(0) + 1.0};
    int asked = 0;
    LookControl control;
    control.cancelled = [&asked] { return ++asked == 2; };
    QVERIFY(!probe.lossWith({&change, 1}, control).has_value());
    QCOMPARE(asked, 2);
    // What was left half done is no part of what comes next.
    QCOMPARE(probe.lossWith({}).value(), whole);
}

void LossProbeTest::cancelledWithinALongEntry() {
    constexpr std::int64_t kWide = 500;
    NetworkSpec network;
    OutputSettings output;
    output.dense.units = kWide;
    network.addLink(network.addLayer("input", InputSettings{kWide, 0, {}}), network.addLayer("output", output));
    Generator generator(8);
    const auto trainer = test::trainerFor(network, doubles(), generator);
    LossProbe probe(*trainer, ReferenceBackend());
    const auto whole = probe.lossWith({}).value();
    int asked = 0;
    LookControl control;
    control.cancelled = [&asked] {
        ++asked;
        return false;
    };
    const auto parameter = trainer->program().parameters().front().value;
    const LossProbe::Change change{{parameter, 0}, probe.values(parameter).at(0) + 1.0};
    QVERIFY(probe.lossWith({&change, 1}, control).has_value());
    // The products of four rows alone are a million multiplications.
    const auto forward = static_cast<int>(trainer->program().phaseBegin(Phase::Backward));
    QVERIFY2(asked >= forward + 6, qPrintable(QString::number(asked)));
    asked = 0;
    control.cancelled = [&asked] { return ++asked == 4; };
    QVERIFY(!probe.lossWith({&change, 1}, control).has_value());
    QCOMPARE(asked, 4);
    QCOMPARE(probe.lossWith({}).value(), whole);
}

void LossProbeTest::anElementIsAskedFor() {
    Generator generator(7);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), doubles(), generator);
    const LossProbe probe(*trainer, ReferenceBackend());
    const auto parameter = trainer->program().parameters().front().value;
    const auto elements = trainer->program().tensor(parameter).shape.elements();
    QVERIFY(probe.has({parameter, elements - 1}));
    QVERIFY(!probe.has({parameter, elements}));
    QVERIFY(!probe.has({parameter, -1}));
    QVERIFY(!probe.has({trainer->program().loss(), 0}));
}

GLASSNET_TEST(LossProbeTest);

}  // namespace

}  // namespace glassnet

#include "LossProbeTest.moc"
