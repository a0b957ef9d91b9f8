#include "engine/training/LossScan.h"

#include <cmath>

#include "engine/backend/reference/ReferenceBackend.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// The step in hand on the reference with some elements replaced, run to its updates.
Trainer stepWith(const Trainer& trainer, const std::vector<std::pair<ParameterElement, double>>& changes) {
    auto state = trainer.stepStart();
    for (const auto& [at, value] : changes) {
        auto& tensor = state.tensors.at(trainer.program().tensor(at.parameter).key);
        tensor = tensor.to(DType::Float64).clone();
        tensor.set(at.element, value);
    }
    Trainer other(trainer.executable().sharedProgram(), ReferenceBackend(), trainer.data(), trainer.plan(), state);
    other.moveTo(other.program().phaseBegin(Phase::Update));
    return other;
}

/// Float64, so that the factors of a dropout mask are the reference's own.
test::RandomRun float64Run() {
    test::RandomRun run;
    run.dtype = DType::Float64;
    return run;
}

double presentLoss(const Trainer& trainer) { return trainer.executable().read(trainer.program().loss()).item(); }

class LossScanTest : public test::TestCase {
    Q_OBJECT
private slots:
    void curveIsTheTrainersOwn();
    void surfaceIsTheTrainersOwn();
    void refusesByValue();
};

void LossScanTest::curveIsTheTrainersOwn() {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Generator generator(seed);
        const auto trainer = test::trainerFor(test::randomNetwork(generator), float64Run(), generator);
        const auto& program = trainer->program();
        const auto hash = stateHash(trainer->stepStart());
        for (const auto& parameter : program.parameters()) {
            const ParameterElement at{parameter.value, program.tensor(parameter.value).shape.elements() - 1};
            const auto curve = lossCurve(*trainer, ReferenceBackend(), at, {-1.0, 2.0, 7});
            QCOMPARE(curve.outcome, LookOutcome::Done);
            QCOMPARE(curve.losses.size(), std::size_t{7});
            QCOMPARE(curve.values.front(), -1.0);
            QCOMPARE(curve.values.back(), 2.0);
            QCOMPARE(curve.values[2], 0.0);
            QCOMPARE(curve.hasSlopes, parameter.gradient.valid());
            for (std::size_t i = 0; i < curve.values.size(); ++i) {
                const auto other = stepWith(*trainer, {{at, curve.values[i]}});
                QCOMPARE(curve.losses[i], presentLoss(other));
                if (curve.hasSlopes) {
                    QCOMPARE(curve.slopes[i], other.executable().read(parameter.gradient).at(at.element));
                }
            }
            QCOMPARE(curve.value, trainer->executable().read(parameter.value).at(at.element));
            QCOMPARE(curve.loss, presentLoss(stepWith(*trainer, {})));
        }
        QCOMPARE(stateHash(trainer->stepStart()), hash);
        QCOMPARE(trainer->position(), std::size_t{0});
    }
}

void LossScanTest::surfaceIsTheTrainersOwn() {
    Generator generator(11);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), float64Run(), generator);
    trainer->moveTo(trainer->program().phaseBegin(Phase::Backward));
    const auto hash = stateHash(trainer->stepStart());
    const ParameterElement x{trainer->program().parameters().front().value, 0};
    const ParameterElement y{trainer->program().parameters().back().value, 0};
    const auto surface = lossSurface(*trainer, ReferenceBackend(), x, {-1.0, 1.0, 5}, y, {0.0, 3.0, 4});
    QCOMPARE(surface.outcome, LookOutcome::Done);
    QCOMPARE(surface.losses.size(), std::size_t{20});
    for (std::size_t j = 0; j < 4; ++j) {
        for (std::size_t i = 0; i < 5; ++i) {
            QCOMPARE(surface.losses[j * 5 + i], presentLoss(stepWith(*trainer, {{x, surface.xs[i]}, {y, surface.ys[j]}})));
        }
    }
    QCOMPARE(surface.ys[1], 1.0);
    QCOMPARE(surface.loss, presentLoss(stepWith(*trainer, {})));
    QCOMPARE(stateHash(trainer->stepStart()), hash);
}

void LossScanTest::refusesByValue() {
    Generator generator(12);
    const auto trainer = test::trainerFor(test::randomNetwork(generator), float64Run(), generator);
    const ParameterElement x{trainer->program().parameters().front().value, 0};
    QCOMPARE(lossCurve(*trainer, ReferenceBackend(), {trainer->program().loss(), 0}, {}).outcome, LookOutcome::NotAParameter);
    QCOMPARE(lossSurface(*trainer, ReferenceBackend(), x, {}, x, {}).outcome, LookOutcome::NotAParameter);
    LookControl control;
    int asked = 0;
    control.cancelled = [&asked] { return ++asked > 40; };
    QCOMPARE(lossCurve(*trainer, ReferenceBackend(), x, {}, control).outcome, LookOutcome::Cancelled);
    QCOMPARE(asked, 41);
}

GLASSNET_TEST(LossScanTest);

}  // namespace

}  // namespace glassnet

#include "LossScanTest.moc"
