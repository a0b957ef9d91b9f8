#include "engine/training/NonFinite.h"

#include <cmath>

#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class NonFiniteTest : public test::TestCase {
    Q_OBJECT
private slots:
    void aProductOverflows();
    void anUpdateOverflows();
    void finiteEnds();
};

std::unique_ptr<Trainer> trainer(double rate) {
    const auto network = test::chain({2, 3, 1}, {Activation::Identity, Activation::Identity}, Loss::MeanSquaredError);
    test::RandomRun run;
    run.knobs.learningRate = rate;
    Generator generator(3);
    return test::trainerFor(network, run, generator);
}

void NonFiniteTest::aProductOverflows() {
    const auto made = trainer(0.1);
    const auto hidden = made->program().entries()[0].layer;
    const StateKey key{hidden, StateRole::Weight, 0};
    auto weights = made->stepStart().tensors.at(key).clone();
    weights.set(1, 3e38);
    weights.set(4, 3e38);
    made->setTensor(key, weights);
    auto bias = made->stepStart().tensors.at({hidden, StateRole::Bias, 0}).clone();
    bias.set(1, 3.4e38);
    made->setTensor({hidden, StateRole::Bias, 0}, bias);
    QVERIFY(isFinite(made->stepStart()));
    const auto found = findNonFinite(*made);
    QVERIFY(found.has_value());
    // Before it every number is finite, and it is none.
    QVERIFY(!std::isfinite(found->value));
    QCOMPARE(made->position(), found->entry + 1);
    QVERIFY(made->program().entries()[found->entry].op == Op::Affine || made->program().entries()[found->entry].op == Op::Loss);
    made->moveTo(found->entry);
    for (const auto& tensor : made->program().tensors()) {
        const auto values = made->executable().read(tensor.id);
        for (std::int64_t i = 0; isComputed(made->program(), tensor.id, found->entry) && i < values.elements(); ++i) {
            QVERIFY(std::isfinite(values.at(i)));
        }
    }
}

void NonFiniteTest::anUpdateOverflows() {
    const auto made = trainer(3e38);
    while (isFinite(made->stepStart())) {
        made->train(1, {});
    }
    // The step before made it: its loss was still a number.
    const auto step = made->stepStart().step;
    auto again = trainer(3e38);
    again->train(step - 1, {});
    const auto found = findNonFinite(*again);
    QVERIFY(found.has_value());
    QCOMPARE(found->step, step - 1);
    QVERIFY(!std::isfinite(again->executable().read(found->tensor).at(found->element)));
}

void NonFiniteTest::finiteEnds() {
    const auto made = trainer(0.01);
    QVERIFY(!findNonFinite(*made).has_value());
    QCOMPARE(made->position(), made->program().size());
}

}  // namespace

GLASSNET_TEST(NonFiniteTest);

}  // namespace glassnet

#include "NonFiniteTest.moc"
