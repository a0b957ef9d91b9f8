#include <cmath>
#include <limits>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/network/Clamps.h"
#include "engine/network/Problems.h"
#include "engine/program/Compiler.h"
#include "engine/training/Trainer.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

constexpr std::int64_t kSteps = 20;
constexpr std::int64_t kBatch = 3;
constexpr std::uint64_t kRestingPartsSeeds = 60;

/// What does not move while the rest of a network trains: cut connections, frozen layers, held units.
class RestingPartsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void cutConnectionsRest_data();
    void cutConnectionsRest();
    void aCutConnectionCarriesNothing();
    void mendedAConnectionIsWhatItWas();
    void frozenLayersKeepTheirBits_data();
    void frozenLayersKeepTheirBits();
    void heldUnitsHaveTheirValue();
};

void knobRows() {
    QTest::addColumn<Knobs>("knobs");
    QTest::newRow("plain") << Knobs{0.01, 0.0, 0.0, 0.0, false};
    QTest::newRow("decay") << Knobs{0.01, 0.0, 0.0, 0.05, false};
    QTest::newRow("momentum and decay") << Knobs{0.01, 0.9, 0.1, 0.05, false};
    QTest::newRow("Nesterov and decay") << Knobs{0.01, 0.9, 0.0, 0.05, true};
}

TrainingState stateFor(const NetworkSpec& network, const Knobs& knobs) {
    return drawStart(network, {1, 2, 3}, knobs, OptimizerKind::Sgd).state;
}

std::unique_ptr<Trainer> trainerAt(const NetworkSpec& network, const TrainingState& state) {
    CompileOptions options;
    options.batchSize = kBatch;
    Generator generator(9);
    auto program = std::make_shared<const Program>(compile(network, options).value());
    return std::make_unique<Trainer>(std::move(program), CpuBackend(), test::randomData(network, 9, generator), BatchPlan{kBatch, true},
                                     state);
}

/// One element of a layer's weights.
struct Place {
    LayerId layer;
    std::int64_t element = 0;

    [[nodiscard]] StateKey weight() const { return {layer, StateRole::Weight, 0}; }
    [[nodiscard]] StateKey buffer() const { return {layer, StateRole::Weight, 1}; }
};

/// Where the cut connections stand: the rows of W go by incoming links in their order.
std::vector<Place> cutPlaces(const NetworkSpec& network) {
    const auto shapes = inferShapes(network);
    std::vector<Place> places;
    for (const auto& layer : network.layers()) {
        std::int64_t row = 0;
        for (const auto* link : network.incoming(layer.id)) {
            for (const auto& [from, to] : link->cut) {
                places.push_back({layer.id, (row + from) * shapes.at(layer.id).out + to});
            }
            row += shapes.at(link->from).out;
        }
    }
    return places;
}

double at(const TrainingState& state, const StateKey& key, std::int64_t element) { return state.tensors.at(key).at(element); }

void RestingPartsTest::cutConnectionsRest_data() { knobRows(); }

void RestingPartsTest::cutConnectionsRest() {
    QFETCH(Knobs, knobs);
    int rested = 0;
    int moved = 0;
    for (std::uint64_t seed = 0; seed < kRestingPartsSeeds; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto start = stateFor(network, knobs);
        const auto trainer = trainerAt(network, start);
        for (std::int64_t step = 0; step < kSteps; ++step) {
            trainer->moveTo(trainer->program().phaseBegin(Phase::Update));
            for (const auto& place : cutPlaces(network)) {
                const auto gradient = trainer->program().gradientOf(trainer->program().find(place.weight()));
                QVERIFY(!gradient.valid() || trainer->executable().read(gradient).at(place.element) == 0.0);
            }
            trainer->moveTo(trainer->program().size());
            trainer->finishStep();
        }
        for (const auto& place : cutPlaces(network)) {
            QCOMPARE(at(trainer->stepStart(), place.weight(), place.element), at(start, place.weight(), place.element));
            QCOMPARE(at(trainer->stepStart(), place.buffer(), place.element), 0.0);
            const auto& weights = start.tensors.at(place.weight());
            for (std::int64_t i = 0; i < weights.elements(); ++i) {
                moved += at(trainer->stepStart(), place.weight(), i) != weights.at(i) ? 1 : 0;
            }
            ++rested;
        }
    }
    QVERIFY(rested > 20 && moved > 20);
}

/// A weight of any size behind a cut changes no number of the run, not even one that is none.
void RestingPartsTest::aCutConnectionCarriesNothing() {
    for (std::uint64_t seed = 0; seed < kRestingPartsSeeds; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto places = cutPlaces(network);
        const auto start = stateFor(network, {0.01, 0.9, 0.0, 0.05, false});
        const auto want = trainerAt(network, start)->train(5, {}).losses;
        for (const double weight : {1e30, std::numeric_limits<double>::quiet_NaN()}) {
            auto other = start;
            for (const auto& place : places) {
                auto values = other.tensors.at(place.weight()).clone();
                values.set(place.element, weight);
                other.tensors[place.weight()] = values;
            }
            QCOMPARE(trainerAt(network, other)->train(5, {}).losses, want);
        }
    }
}

void RestingPartsTest::mendedAConnectionIsWhatItWas() {
    NetworkSpec network;
    DenseSettings dense;
    dense.units = 3;
    dense.activation = defaultSpec(Activation::Tanh);
    const auto input = network.addLayer("Input", InputSettings{.units = 2});
    const auto hidden = network.addLayer("Dense", dense);
    const auto output = network.addLayer("Output", OutputSettings{});
    const auto link = network.addLink(input, hidden);
    network.addLink(hidden, output);
    const Knobs knobs{0.05, 0.9, 0.0, 0.01, false};
    const Place place{hidden, 1 * 3 + 2};

    // Cut in the middle of a run: the buffer holds momentum that must not move the weight.
    auto trainer = trainerAt(network, stateFor(network, knobs));
    QCOMPARE(trainer->train(5, {}).steps, std::int64_t{5});
    const auto before = trainer->stepStart();
    const double weight = at(before, place.weight(), place.element);
    QVERIFY(at(before, place.buffer(), place.element) != 0.0);
    network.find(link)->cut = {{1, 2}};
    trainer = trainerAt(network, before);
    QCOMPARE(trainer->train(kSteps, {}).steps, kSteps);
    const auto after = trainer->stepStart();
    QCOMPARE(at(after, place.weight(), place.element), weight);
    QCOMPARE(at(after, place.buffer(), place.element), at(before, place.buffer(), place.element));
    QVERIFY(at(after, place.weight(), place.element - 1) != at(before, place.weight(), place.element - 1));

    // z with the connection and without it differ by x times that weight.
    const auto sum = [&](const Trainer& at) { return at.executable().read(at.program().find(hidden, SymbolLetter::PreActivation)); };
    const auto without = trainerAt(network, after);
    without->moveTo(1);
    network.find(link)->cut.clear();
    const auto with = trainerAt(network, after);
    with->moveTo(1);
    const auto x = with->executable().read(with->program().outputOf(input));
    for (std::int64_t row = 0; row < kBatch; ++row) {
        const double carried = sum(*with).at({row, 2}) - sum(*without).at({row, 2});
        QVERIFY(std::abs(carried - x.at({row, 1}) * weight) < 1e-6);
        QCOMPARE(sum(*with).at({row, 0}), sum(*without).at({row, 0}));
    }
    with->moveTo(0);
    QCOMPARE(with->train(1, {}).steps, std::int64_t{1});
    QVERIFY(at(with->stepStart(), place.weight(), place.element) != weight);
}

void RestingPartsTest::frozenLayersKeepTheirBits_data() { knobRows(); }

void RestingPartsTest::frozenLayersKeepTheirBits() {
    QFETCH(Knobs, knobs);
    int frozenCount = 0;
    int moved = 0;
    for (std::uint64_t seed = 0; seed < kRestingPartsSeeds; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto isFrozen = [&](LayerId id) {
            const auto& settings = network.layer(id).settings;
            const auto* batchNorm = std::get_if<BatchNormSettings>(&settings);
            const auto* layerNorm = std::get_if<LayerNormSettings>(&settings);
            const auto* dense = network.layer(id).dense();
            return (dense != nullptr && !dense->trainable) || (batchNorm != nullptr && !batchNorm->trainable) ||
                   (layerNorm != nullptr && !layerNorm->trainable);
        };
        const auto start = stateFor(network, knobs);
        const auto trainer = trainerAt(network, start);
        for (const auto& entry : trainer->program().entries()) {
            QVERIFY(entry.op != Op::Update || !isFrozen(entry.layer));
        }
        static_cast<void>(trainer->train(kSteps, {}));
        for (const auto& parameter : trainer->program().parameters()) {
            const auto& info = trainer->program().tensor(parameter.value);
            const bool same = bitEqual(trainer->stepStart().tensors.at(info.key), start.tensors.at(info.key));
            if (isFrozen(info.layer)) {
                QVERIFY(same && !parameter.gradient.valid());
                ++frozenCount;
            } else {
                moved += same ? 0 : 1;
            }
        }
    }
    QVERIFY(frozenCount > 20 && moved > 20);
}

/// In every sample of every batch; what stands before the activation gets no gradient there, so the weights that lead in do not move.
void RestingPartsTest::heldUnitsHaveTheirValue() {
    int held = 0;
    int still = 0;
    for (std::uint64_t seed = 0; seed < kRestingPartsSeeds; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto trainer = trainerAt(network, stateFor(network, {0.01, 0.9, 0.0, 0.0, false}));
        const auto& program = trainer->program();
        for (int step = 0; step < 4; ++step) {
            trainer->moveTo(program.size());
            for (const auto& layer : network.layers()) {
                const auto values = trainer->executable().read(program.outputOf(layer.id));
                const auto weight = program.find(StateKey{layer.id, StateRole::Weight, 0});
                const auto gradient = weight.valid() ? program.gradientOf(weight) : TensorId{};
                const bool apart = layer.dense() != nullptr && layer.dense()->activation.kind != Activation::Softmax;
                for (const auto& [unit, value] : layer.clamps) {
                    for (std::int64_t row = 0; row < values.size(0); ++row) {
                        QCOMPARE(values.at({row, unit}), value);
                        ++held;
                    }
                    if (gradient.valid() && apart) {
                        const auto slope = trainer->executable().read(gradient);
                        for (std::int64_t row = 0; row < slope.size(0); ++row) {
                            QCOMPARE(slope.at({row, unit}), 0.0);
                            ++still;
                        }
                    }
                }
            }
            trainer->finishStep();
        }
    }
    QVERIFY(held > 50 && still > 50);
}

GLASSNET_TEST(RestingPartsTest);

}  // namespace

}  // namespace glassnet

#include "RestingPartsTest.moc"
