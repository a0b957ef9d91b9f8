#include "engine/training/TrainingState.h"

#include <functional>
#include <set>

#include "engine/random/Distributions.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

using Change = std::function<void(TrainingState&)>;

class TrainingStateTest : public test::TestCase {
    Q_OBJECT
private slots:
    void everyFieldCounts();
    void aCopyIsEqualAndIndependent();
};

TrainingState lessonState() { return drawStart(test::lesson(), {7, 1, 2}, Knobs{}, OptimizerKind::Sgd).state; }

const std::vector<Change>& changes() {
    static const std::vector<Change> all{
        [](TrainingState& s) {
            auto& tensor = s.tensors.begin()->second;
            tensor = tensor.clone();
            tensor.set(0, std::nextafter(static_cast<float>(tensor.at(0)), 100.0F));
        },
        [](TrainingState& s) { s.tensors.erase(s.tensors.begin()); },
        [](TrainingState& s) {
            s.tensors[{{99}, StateRole::Weight, 0}] = Tensor::zeros(Shape{0});
        },
        [](TrainingState& s) {
            s.tensors[{{99}, StateRole::Bias, 0}] = Tensor::zeros(Shape{0});
        },
        [](TrainingState& s) {
            s.tensors[{{99}, StateRole::Weight, 1}] = Tensor::zeros(Shape{0});
        },
        [](TrainingState& s) { s.tensors.begin()->second = s.tensors.begin()->second.to(DType::Float64); },
        [](TrainingState& s) {
            s.tensors.begin()->second = s.tensors.begin()->second.reshape({1, -1, 1});
        },
        [](TrainingState& s) { ++s.seeds[0]; },
        [](TrainingState& s) { ++s.seeds[1]; },
        [](TrainingState& s) { ++s.seeds[2]; },
        [](TrainingState& s) { static_cast<void>(s.generator(GeneratorRole::Start).next32()); },
        [](TrainingState& s) { static_cast<void>(s.generator(GeneratorRole::Shuffle).next32()); },
        [](TrainingState& s) { static_cast<void>(s.generator(GeneratorRole::Dropout).next32()); },
        [](TrainingState& s) { static_cast<void>(s.generator(GeneratorRole::Dropout).nextNormal()); },
        [](TrainingState& s) { s.order = Tensor::arange(3); },
        [](TrainingState& s) { s.cursor = 1; },
        [](TrainingState& s) { s.step = 1; },
        [](TrainingState& s) { s.epoch = 1; },
        [](TrainingState& s) { s.knobs.learningRate = 0.2; },
        [](TrainingState& s) { s.knobs.momentum = 0.2; },
        [](TrainingState& s) { s.knobs.dampening = 0.2; },
        [](TrainingState& s) { s.knobs.weightDecay = 0.2; },
        [](TrainingState& s) { s.knobs.nesterov = true; },
    };
    return all;
}

void TrainingStateTest::everyFieldCounts() {
    const auto state = lessonState();
    std::set<std::uint64_t> hashes{stateHash(state)};
    for (const auto& change : changes()) {
        auto other = state;
        change(other);
        QVERIFY(!bitEqual(state, other));
        QVERIFY(hashes.insert(stateHash(other)).second);
    }
}

void TrainingStateTest::aCopyIsEqualAndIndependent() {
    const auto state = lessonState();
    const auto hash = stateHash(state);
    auto copy = state;
    QVERIFY(bitEqual(state, copy));
    QCOMPARE(stateHash(copy), hash);
    QCOMPARE(stateBytes(copy), stateBytes(state));
    for (const auto& change : changes()) {
        change(copy);
    }
    QCOMPARE(stateHash(state), hash);
    QVERIFY(stateHash(lessonState()) == hash);
}

GLASSNET_TEST(TrainingStateTest);

}  // namespace

}  // namespace glassnet

#include "TrainingStateTest.moc"
