#include "engine/project/UnitMoves.h"

#include "engine/backend/reference/ReferenceBackend.h"
#include "engine/program/Compiler.h"
#include "engine/project/Draft.h"
#include "engine/project/DrawingEdits.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

std::unique_ptr<Trainer> referenceTrainer(const Project& project, const TrainingState& state, const TrainingData& data) {
    CompileOptions options;
    options.batchSize = project.training.batches.batchSize;
    options.dtype = DType::Float64;
    options.optimizer = project.training.optimizer;
    auto program = std::make_shared<const Program>(compile(project.network, options).value());
    return std::make_unique<Trainer>(std::move(program), ReferenceBackend(), data, project.training.batches, state);
}

/// The losses of the steps to come: they tell outputs, gradients and what the optimizer kept.
std::vector<double> lossesFrom(const Project& project, const TrainingState& state, const TrainingData& data, std::int64_t steps) {
    return referenceTrainer(project, state, data)->train(steps, {}).losses;
}

/// The state after two steps, so that optimizer slots and running statistics are not at their start.
TrainingState trainedState(const Project& project, const TrainingData& data) {
    const auto trainer = referenceTrainer(project, startOf(project).state, data);
    trainer->train(2, {});
    return trainer->stepStart();
}

void checkClose(const std::vector<double>& found, const std::vector<double>& wanted) {
    QCOMPARE(found.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const double difference = std::abs(found[i] - wanted[i]);
        QVERIFY2(difference <= 1e-12 * std::max(1.0, std::abs(wanted[i])), std::to_string(difference).c_str());
    }
}

/// Input feeds A (3 units) and B (2 units), both feed Output.
struct Branches {
    Project project;
    LayerId input;
    LayerId a;
    LayerId b;
    LayerId output;
};

Branches branches() {
    Branches made;
    Project& project = made.project;
    made.input = addLayer(project, "Input", InputSettings{.units = 2, .drawnRows = 3}, {}).value();
    made.a = addLayer(project, "A", denseOf(3), {}).value();
    made.b = addLayer(project, "B", denseOf(2), {}).value();
    made.output = addLayer(project, "Output", outputOf(2), {}).value();
    for (const auto& [from, to] : {std::pair{made.input, made.a}, {made.input, made.b}, {made.a, made.output}, {made.b, made.output}}) {
        static_cast<void>(connectLayers(project, from, to).value());
    }
    project.training.batches = {3, false};
    project.training.knobs.momentum = 0.5;
    return made;
}

TrainingData dataOf(const Project& project) { return trainingData(project, startOf(project)).value(); }

void checkMoveRefused(const Project& project, const UnitMove& move, ErrorCode code) {
    Project changed = project;
    const auto moved = moveUnit(changed, move);
    QVERIFY(!moved.has_value());
    QCOMPARE(std::string(errorName(moved.error().code)), std::string(errorName(code)));
    QVERIFY(sameProject(changed, project));
}

}  // namespace

class UnitMovesTest final : public TestCase {
    Q_OBJECT
private slots:
    void permute_data();
    void permute();
    void permuteClasses();
    void fitAfterAnyMove_data();
    void fitAfterAnyMove();
    void moveBetweenBranches();
    void moveAlongAChain();
    void moveATargetColumn();
    void namesTravel();
    void heldValuesTravel();
    void refuse();
    void refuseToCarry();
};

void UnitMovesTest::permute_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed) {
        QTest::addRow("%d", seed) << seed;
    }
}

// Wherever the units of a layer stand, the network computes the same.
void UnitMovesTest::permute() {
    QFETCH(int, seed);
    Generator generator(static_cast<std::uint64_t>(seed));
    Project project;
    // Masks of dropout are drawn unit by unit: another order is another draw.
    project.network = randomNetwork(generator, {.dropout = false});
    const auto rows = randomData(project.network, 6, generator);
    project.data = StoredRows{rows.inputs, rows.targets};
    project.training.batches = {6, false};
    project.training.knobs.learningRate = 0.01;
    project.training.knobs.momentum = 0.5;
    TrainingState state = trainedState(project, dataOf(project));
    const auto wanted = lossesFrom(project, state, dataOf(project), 3);
    int moves = 0;
    for (const LayerSpec& layer : std::vector<LayerSpec>(project.network.layers())) {
        const std::int64_t units = unitsOut(project.network, layer.id);
        const UnitMove move{layer.id, 0, layer.id, units - 1};
        const NetworkSpec before = project.network;
        if (units > 1 && moveUnit(project, move)) {
            state = carryUnitMove(state, before, move);
            ++moves;
        }
    }
    QVERIFY(moves > 0);
    checkClose(lossesFrom(project, state, dataOf(project), 3), wanted);
}

void UnitMovesTest::permuteClasses() {
    Branches made = branches();
    Project& project = made.project;
    QVERIFY(setUnits(project, made.output, 3).has_value());
    QVERIFY(setLayerProperty(project, {made.output}, "loss", defaultSpec(Loss::CrossEntropy)).has_value());
    std::get<StoredRows>(project.data).targets[made.output] = Tensor::from<std::int64_t>({2, 0, 1}, {3});
    const TrainingState state = trainedState(project, dataOf(project));
    const auto wanted = lossesFrom(project, state, dataOf(project), 2);
    const NetworkSpec before = project.network;
    const UnitMove move{made.output, 0, made.output, 2};
    QVERIFY(moveUnit(project, move).has_value());
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<std::int64_t>({1, 2, 0}, {3})));
    checkClose(lossesFrom(project, carryUnitMove(state, before, move), dataOf(project), 2), wanted);
}

void UnitMovesTest::fitAfterAnyMove_data() { permute_data(); }

// The numbers carried over have the shapes that the changed network asks for, and it runs.
void UnitMovesTest::fitAfterAnyMove() {
    QFETCH(int, seed);
    Generator generator(static_cast<std::uint64_t>(seed) + 100);
    Project project;
    project.network = randomNetwork(generator);
    const auto rows = randomData(project.network, 4, generator);
    project.data = StoredRows{rows.inputs, rows.targets};
    project.training.batches = {4, false};
    TrainingState state = trainedState(project, dataOf(project));
    const std::vector<LayerSpec> layers = project.network.layers();
    int moves = 0;
    for (const LayerSpec& from : layers) {
        for (const LayerSpec& to : layers) {
            const UnitMove move{from.id, 0, to.id, 1};
            const NetworkSpec before = project.network;
            if (!moveUnit(project, move)) {
                continue;
            }
            ++moves;
            state = carryUnitMove(state, before, move);
            const TrainingState start = startOf(project).state;
            for (const auto& [key, drawn] : start.tensors) {
                QCOMPARE(state.tensors.at(key).shape(), drawn.shape());
            }
            QVERIFY(findProblems(project.network, {.batchSize = 4}).empty());
        }
    }
    QVERIFY(moves > 0);
    QCOMPARE(lossesFrom(project, state, dataOf(project), 1).size(), std::size_t{1});
}

// Both layers read the same and are read by the same: the unit goes on as it was.
void UnitMovesTest::moveBetweenBranches() {
    Branches made = branches();
    Project& project = made.project;
    QVERIFY(setCut(project, linkBetween(project, "Input", "A"), {0, 1}, true).has_value());
    QVERIFY(setCut(project, linkBetween(project, "A", "Output"), {1, 1}, true).has_value());
    QVERIFY(setCut(project, linkBetween(project, "A", "Output"), {2, 0}, true).has_value());
    const TrainingState state = trainedState(project, dataOf(project));
    const auto wanted = lossesFrom(project, state, dataOf(project), 3);
    const NetworkSpec before = project.network;
    const UnitMove move{made.a, 1, made.b, 1};
    QVERIFY(moveUnit(project, move).has_value());
    QCOMPARE(unitsOut(project.network, made.a), std::int64_t{2});
    QCOMPARE(unitsOut(project.network, made.b), std::int64_t{3});
    const auto cutOf = [&project](const char* from, const char* to) { return project.network.find(linkBetween(project, from, to))->cut; };
    QVERIFY(cutOf("Input", "A").empty());
    QVERIFY((cutOf("Input", "B") == std::set<UnitPair>{{0, 1}}));
    QVERIFY((cutOf("A", "Output") == std::set<UnitPair>{{1, 0}}));
    QVERIFY((cutOf("B", "Output") == std::set<UnitPair>{{1, 1}}));
    checkClose(lossesFrom(project, carryUnitMove(state, before, move), dataOf(project), 3), wanted);
}

void UnitMovesTest::moveAlongAChain() {
    Project project = drawnChain({2, 3, 2, 1});
    const LayerId first = layerNamed(project, "Dense");
    const LayerId second = layerNamed(project, "Dense 2");
    const LayerId output = layerNamed(project, "Output");
    TrainingState state = startOf(project).state;
    state.tensors[{first, StateRole::Weight, 0}] = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {2, 3});
    state.tensors[{first, StateRole::Bias, 0}] = Tensor::from<float>({10, 20, 30}, {1, 3});
    state.tensors[{second, StateRole::Weight, 0}] = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {3, 2});
    state.tensors[{second, StateRole::Bias, 0}] = Tensor::from<float>({40, 50}, {1, 2});
    state.tensors[{output, StateRole::Weight, 0}] = Tensor::from<float>({7, 8}, {2, 1});
    QVERIFY(setCut(project, linkBetween(project, "Input", "Dense"), {0, 1}, true).has_value());
    QVERIFY(setCut(project, linkBetween(project, "Dense", "Dense 2"), {2, 1}, true).has_value());
    const NetworkSpec before = project.network;
    const UnitMove move{first, 1, second, 1};
    QVERIFY(moveUnit(project, move).has_value());
    QVERIFY(isReady(project));
    const TrainingState moved = carryUnitMove(state, before, move);
    const auto tensor = [&moved](LayerId layer, StateRole role) { return moved.tensors.at({layer, role, 0}); };
    QVERIFY(bitEqual(tensor(first, StateRole::Weight), Tensor::from<float>({1, 3, 4, 6}, {2, 2})));
    QVERIFY(bitEqual(tensor(first, StateRole::Bias), Tensor::from<float>({10, 30}, {1, 2})));
    // The unit reads other values now: it starts from 0 there, with the bias it had.
    QVERIFY(bitEqual(tensor(second, StateRole::Weight), Tensor::from<float>({1, 0, 2, 5, 0, 6}, {2, 3})));
    QVERIFY(bitEqual(tensor(second, StateRole::Bias), Tensor::from<float>({40, 20, 50}, {1, 3})));
    QVERIFY(bitEqual(tensor(output, StateRole::Weight), Tensor::from<float>({7, 0, 8}, {3, 1})));
    QVERIFY(project.network.find(linkBetween(project, "Input", "Dense"))->cut.empty());
    QVERIFY((project.network.find(linkBetween(project, "Dense", "Dense 2"))->cut == std::set<UnitPair>{{1, 2}}));
    for (const auto& [key, drawn] : startOf(project).state.tensors) {
        QVERIFY(moved.tensors.at(key).shape() == drawn.shape());
    }
}

void UnitMovesTest::moveATargetColumn() {
    Branches made = branches();
    Project& project = made.project;
    auto& targets = std::get<StoredRows>(project.data).targets;
    targets[made.output] = Tensor::from<float>({1, 2, 3, 4, 5, 6}, {3, 2});
    QVERIFY(moveUnit(project, {made.output, 0, made.output, 1}).has_value());
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({2, 1, 4, 3, 6, 5}, {3, 2})));
    QVERIFY(moveUnit(project, {made.output, 0, made.a, 0}).has_value());
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({1, 3, 5}, {3, 1})));
    QVERIFY(moveUnit(project, {made.b, 0, made.output, 0}).has_value());
    QVERIFY(bitEqual(targetOf(project, "Output"), Tensor::from<float>({0, 1, 0, 3, 0, 5}, {3, 2})));
    QVERIFY(isReady(project));
}

void UnitMovesTest::namesTravel() {
    Branches made = branches();
    Project& project = made.project;
    QVERIFY(setUnitName(project, made.a, 1, "edge").has_value());
    QVERIFY(setUnitName(project, made.a, 2, "corner").has_value());
    QVERIFY(setUnitName(project, made.b, 0, "corner").has_value());
    const auto names = [&project](LayerId layer) { return project.network.layer(layer).unitNames; };
    QVERIFY(moveUnit(project, {made.a, 2, made.a, 0}).has_value());
    QVERIFY((names(made.a) == std::vector<std::string>{"corner", "", "edge"}));
    QVERIFY(moveUnit(project, {made.a, 2, made.b, 2}).has_value());
    QVERIFY((names(made.a) == std::vector<std::string>{"corner"}));
    QVERIFY((names(made.b) == std::vector<std::string>{"corner", "", "edge"}));
    // A name that is there already stays with the unit that had it.
    QVERIFY(moveUnit(project, {made.a, 0, made.b, 0}).has_value());
    QVERIFY((names(made.b) == std::vector<std::string>{"", "corner", "", "edge"}));
}

void UnitMovesTest::heldValuesTravel() {
    Branches made = branches();
    Project& project = made.project;
    QVERIFY(setClamp(project, made.a, 0, 0.5).has_value());
    QVERIFY(setClamp(project, made.a, 2, -1.0).has_value());
    QVERIFY(setClamp(project, made.b, 1, 3.0).has_value());
    const TrainingState state = trainedState(project, dataOf(project));
    const auto wanted = lossesFrom(project, state, dataOf(project), 3);
    const auto held = [&project](LayerId layer) { return project.network.layer(layer).clamps; };
    using Clamps = std::map<std::int64_t, double>;
    const UnitMove within{made.a, 0, made.a, 1};
    const UnitMove across{made.a, 2, made.b, 0};
    const NetworkSpec before = project.network;
    QVERIFY(moveUnit(project, within).has_value());
    QVERIFY((held(made.a) == Clamps{{1, 0.5}, {2, -1.0}}));
    const NetworkSpec between = project.network;
    QVERIFY(moveUnit(project, across).has_value());
    QVERIFY((held(made.a) == Clamps{{1, 0.5}}));
    QVERIFY((held(made.b) == Clamps{{0, -1.0}, {2, 3.0}}));
    const TrainingState moved = carryUnitMove(carryUnitMove(state, before, within), between, across);
    checkClose(lossesFrom(project, moved, dataOf(project), 3), wanted);
}

void UnitMovesTest::refuse() {
    Branches made = branches();
    const LayerId nobody{99};
    checkMoveRefused(made.project, {nobody, 0, made.a, 0}, ErrorCode::UnknownLayer);
    checkMoveRefused(made.project, {made.a, 0, nobody, 0}, ErrorCode::UnknownLayer);
    checkMoveRefused(made.project, {made.a, 3, made.b, 0}, ErrorCode::UnknownUnit);
    checkMoveRefused(made.project, {made.a, -1, made.b, 0}, ErrorCode::UnknownUnit);
    checkMoveRefused(made.project, {made.a, 0, made.b, 3}, ErrorCode::UnknownUnit);
    checkMoveRefused(made.project, {made.a, 0, made.a, 3}, ErrorCode::UnknownUnit);
    // It draws its own samples; units that come from outside stay there.
    checkMoveRefused(made.project, {made.input, 0, made.input, 1}, ErrorCode::UnitsFixed);
    checkMoveRefused(made.project, {made.input, 0, made.a, 0}, ErrorCode::UnitsFixed);
    Project chain = drawnChain({2, 1, 2});
    checkMoveRefused(chain, {layerNamed(chain, "Dense"), 0, layerNamed(chain, "Output"), 0}, ErrorCode::LastUnit);
    Project synthetic = made.project;
    synthetic.data = SyntheticSpec{};
    checkMoveRefused(synthetic, {made.output, 0, made.output, 1}, ErrorCode::UnitsFixed);
    Project added = made.project;
    const LayerId join = addLayer(added, "Join", JoinSettings{JoinMode::Add}, {}).value();
    QVERIFY(setUnits(added, made.b, 3).has_value());
    QVERIFY(connectLayers(added, made.a, join).has_value() && connectLayers(added, made.b, join).has_value());
    checkMoveRefused(added, {made.a, 0, made.a, 1}, ErrorCode::UnitsAdded);
}

void UnitMovesTest::refuseToCarry() {
    const Branches made = branches();
    QVERIFY_THROWS_EXCEPTION(ErrorException,
                             static_cast<void>(carryUnitMove(startOf(made.project).state, made.project.network, {made.a, 7, made.b, 0})));
}

GLASSNET_TEST(UnitMovesTest);

}  // namespace glassnet::test

#include "UnitMovesTest.moc"
