#include "engine/network/LayerCounts.h"
#include "engine/network/Problems.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/AllocationCounter.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

/// A network with one thing wrong, and what must be said about it.
struct Wrong {
    NetworkSpec network;
    ErrorCode code{};
    std::string layer;  ///< empty: the whole network
    std::vector<RepairKind> repairs;
    std::int64_t batchSize = 4;
};

class ProblemsTest : public test::TestCase {
    Q_OBJECT
private slots:
    void eachIsNamedAndRepaired_data();
    void eachIsNamedAndRepaired();
    void soundNetworksHaveNone();
    void aRepairMakesNoCircle();
    void aRepairThatNoLongerAppliesChangesNothing();
    void tooBigIsKnownBeforeAnythingIsMade();
    void sizesSaturate();
    void shapesAndParametersAreCounted();
};

DenseSettings units(std::int64_t count) {
    DenseSettings settings;
    settings.units = count;
    return settings;
}

/// x (2) -> a (3) -> y (1), by name.
class Sketch {
public:
    Sketch() {
        add("x", InputSettings{});
        add("a", units(3));
        add("y", OutputSettings{});
        link("x", "a");
        link("a", "y");
    }
    Sketch& add(const std::string& name, LayerSettings settings) {
        network.addLayer(name, std::move(settings));
        return *this;
    }
    Sketch& link(const std::string& from, const std::string& to) {
        network.addLink(id(from), id(to));
        return *this;
    }
    Sketch& remove(const std::string& name) {
        network.removeLayer(id(name));
        return *this;
    }
    Sketch& hold(const std::string& name, std::int64_t unit, double value) {
        network.find(id(name))->clamps[unit] = value;
        return *this;
    }
    [[nodiscard]] LayerId id(const std::string& name) const { return std::ranges::find(network.layers(), name, &LayerSpec::name)->id; }

    NetworkSpec network;
};

std::map<std::string, Wrong> wrongs() {
    using enum RepairKind;
    std::map<std::string, Wrong> all;
    all["circle"] = {Sketch().add("b", units(2)).link("a", "b").link("b", "a").network, ErrorCode::Cycle, "a", {RemoveLink}};
    all["no input"] = {Sketch().remove("x").network, ErrorCode::NoInput, "", {AddInput}};
    all["no output"] = {Sketch().remove("y").network, ErrorCode::NoOutput, "", {AddOutput}};
    all["no link"] = {Sketch().add("b", units(2)).link("b", "y").network, ErrorCode::MissingLink, "b", {AddLink, RemoveLayer}};
    all["no way from an input"] = {Sketch().add("b", units(2)).add("c", units(2)).link("b", "c").link("c", "y").network,
                                   ErrorCode::NoInputPath,
                                   "c",
                                   {AddLink, RemoveLayer}};
    all["nothing reads it"] = {Sketch().add("b", units(2)).link("x", "b").network, ErrorCode::NoOutputPath, "b", {AddLink, RemoveLayer}};
    all["two links"] = {Sketch().add("d", DropoutSettings{}).link("x", "d").link("a", "d").link("d", "y").network,
                        ErrorCode::TooManyLinks,
                        "d",
                        {RemoveLink, RemoveLink}};
    all["one link into a join"] = {
        Sketch().add("j", JoinSettings{}).link("a", "j").link("j", "y").network, ErrorCode::TooFewLinks, "j", {AddLink, RemoveLayer}};
    all["sum of unequal sizes"] = {Sketch().add("j", JoinSettings{JoinMode::Add}).link("x", "j").link("a", "j").link("j", "y").network,
                                   ErrorCode::JoinSizes,
                                   "j",
                                   {JoinByConcatenation, SetUnits}};
    all["sum of unequal inputs"] = {Sketch().add("j", JoinSettings{JoinMode::Add}).link("a", "j").link("x", "j").link("j", "y").network,
                                    ErrorCode::JoinSizes,
                                    "j",
                                    {JoinByConcatenation}};
    all["no units"] = {Sketch().add("b", units(0)).link("x", "b").link("b", "y").network, ErrorCode::BadProperty, "b", {SetUnits}};
    all["probability"] = {Sketch().add("d", DropoutSettings{2.0}).link("x", "d").link("d", "y").network, ErrorCode::BadProperty, "d", {}};
    all["batch of one"] = {Sketch().add("n", BatchNormSettings{}).link("x", "n").link("n", "y").network,
                           ErrorCode::BatchOfOne,
                           "n",
                           {SetBatchSize, RemoveLayer},
                           1};
    all["too big"] = {Sketch().add("b", units(4'000'000'000)).link("a", "b").link("b", "y").network,
                      ErrorCode::NetworkTooBig,
                      "b",
                      {SetUnits, RemoveLayer}};
    all["unit held that is gone"] = {Sketch().hold("a", 3, 0.5).network, ErrorCode::UnknownUnit, "a", {RemoveClamp}};
    all["unit held before the first"] = {Sketch().hold("x", -1, 0.5).network, ErrorCode::UnknownUnit, "x", {RemoveClamp}};
    all["unit held in a dropout"] = {Sketch().add("d", DropoutSettings{}).link("x", "d").link("d", "y").hold("d", 0, 0.5).network,
                                     ErrorCode::NotClampable,
                                     "d",
                                     {RemoveClamp}};
    all["held at infinity"] = {Sketch().hold("a", 0, HUGE_VAL).network, ErrorCode::BadProperty, "a", {RemoveClamp}};
    all["held beyond float32"] = {Sketch().hold("y", 0, -4e38).network, ErrorCode::BadProperty, "y", {RemoveClamp}};
    for (const auto& [loss, activation] : {std::pair{Loss::CrossEntropy, Activation::Softmax},
                                           {Loss::BinaryCrossEntropy, Activation::Sigmoid},
                                           {Loss::BinaryCrossEntropyWithLogits, Activation::Sigmoid}}) {
        Sketch sketch;
        OutputSettings output;
        output.dense.units = 2;
        output.dense.activation = defaultSpec(activation);
        output.loss = defaultSpec(loss);
        sketch.network.find(sketch.id("y"))->settings = output;
        all["held behind " + std::string(lossInfo(loss).key)] = {
            sketch.hold("y", 1, 0.5).network, ErrorCode::ClampLoss, "y", {RemoveClamp}};
    }
    return all;
}

bool has(const NetworkSpec& network, const CheckLimits& limits, const Problem& problem) {
    return std::ranges::any_of(findProblems(network, limits), [&](const Problem& other) {
        return other.error.code == problem.error.code && other.layer == problem.layer;
    });
}

void ProblemsTest::eachIsNamedAndRepaired_data() {
    QTest::addColumn<Wrong>("wrong");
    for (const auto& [name, wrong] : wrongs()) {
        QTest::newRow(name.c_str()) << wrong;
    }
}

void ProblemsTest::eachIsNamedAndRepaired() {
    QFETCH(Wrong, wrong);
    CheckLimits limits;
    limits.batchSize = wrong.batchSize;
    const auto problems = findProblems(wrong.network, limits);
    const auto found = std::ranges::find_if(problems, [&](const Problem& problem) {
        const bool named =
            wrong.layer.empty() ? !problem.layer.valid() : problem.layer.valid() && wrong.network.layer(problem.layer).name == wrong.layer;
        return problem.error.code == wrong.code && named;
    });
    QVERIFY(found != problems.end());
    if (!wrong.layer.empty()) {
        QVERIFY(found->error.arguments.at(0) == ErrorArgument(wrong.layer));
    }
    std::vector<RepairKind> kinds;
    for (const auto& repair : found->repairs) {
        kinds.push_back(repair.kind);
        auto repaired = wrong.network;
        auto changed = limits;
        if (repair.kind == RepairKind::SetBatchSize) {
            changed.batchSize = repair.value;
        } else {
            QVERIFY(applyRepair(repaired, repair, "New"));
            QVERIFY(!(repaired == wrong.network));
        }
        QVERIFY(!has(repaired, changed, *found));
    }
    QVERIFY(kinds == wrong.repairs);
}

void ProblemsTest::soundNetworksHaveNone() {
    QVERIFY(findProblems(test::lesson()).empty());
    CheckLimits limits;
    limits.batchSize = 2;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Generator generator(seed);
        QVERIFY(findProblems(test::randomNetwork(generator), limits).empty());
    }
    // Batch norm needs no batch to look at one sample.
    const auto wrong = wrongs().at("batch of one");
    limits = {.batchSize = 1, .training = false};
    QVERIFY(findProblems(wrong.network, limits).empty());
}

/// b stands before a in the list and reads from it: it is no source for a.
void ProblemsTest::aRepairMakesNoCircle() {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{});
    const auto b = network.addLayer("b", DenseSettings{});
    const auto a = network.addLayer("a", DenseSettings{});
    const auto y = network.addLayer("y", OutputSettings{});
    network.addLink(a, b);
    network.addLink(x, y);
    for (const auto& problem : findProblems(network)) {
        for (const auto& repair : problem.repairs) {
            auto repaired = network;
            QVERIFY(applyRepair(repaired, repair));
            QCOMPARE(repaired.topologicalOrder().size(), repaired.layers().size());
            if (repair.kind == RepairKind::AddLink && repair.layer == a) {
                QCOMPARE(repair.other, x);
            }
        }
    }
    QVERIFY(b.valid() && y.valid());
}

void ProblemsTest::aRepairThatNoLongerAppliesChangesNothing() {
    const auto before = Sketch().network;
    for (const auto kind : {RepairKind::RemoveLayer, RepairKind::RemoveLink, RepairKind::AddLink, RepairKind::SetUnits,
                            RepairKind::JoinByConcatenation, RepairKind::SetBatchSize, RepairKind::RemoveClamp}) {
        auto network = before;
        QVERIFY(!applyRepair(network, {kind, LayerId{99}, LinkId{99}, LayerId{98}, 3}));
        QVERIFY(network == before);
    }
    auto network = before;
    QVERIFY(!applyRepair(network, {RepairKind::RemoveClamp, network.layers()[1].id, {}, {}, 0}));
    QVERIFY(network == before);
}

void ProblemsTest::tooBigIsKnownBeforeAnythingIsMade() {
    const auto network = test::chain({1'000'000, 1'000'000}, {Activation::Tanh}, Loss::MeanSquaredError);
    std::vector<Problem> problems;
    std::size_t asked = 0;
    {
        const test::AllocationCounter counter;
        problems = findProblems(network);
        asked = counter.bytes();
    }
    QVERIFY(asked < 100'000);
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(problems[0].error.code, ErrorCode::NetworkTooBig);
    QCOMPARE(problems[0].layer, network.layers()[1].id);
    const auto bytes = std::get<std::int64_t>(problems[0].error.arguments.at(1));
    // A weight, its gradient and the optimizer's value, four bytes each.
    QVERIFY(bytes >= std::int64_t{12'000'000'000'000} && bytes < std::int64_t{12'100'000'000'000});
}

void ProblemsTest::sizesSaturate() {
    const std::int64_t huge = 9'000'000'000'000'000;
    const auto network = test::chain({huge, huge, huge}, {Activation::Tanh, Activation::Tanh}, Loss::MeanSquaredError);
    QCOMPARE(parameterCount(network), std::numeric_limits<std::uint64_t>::max());
    CheckLimits limits;
    limits.batchSize = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(trainingBytes(network, limits), std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(findProblems(network, limits).at(0).error.code, ErrorCode::NetworkTooBig);
}

void ProblemsTest::shapesAndParametersAreCounted() {
    Sketch sketch;
    sketch.add("j", JoinSettings{}).link("x", "j").link("a", "j").add("n", LayerNormSettings{}).link("j", "n").link("n", "y");
    const auto shapes = inferShapes(sketch.network);
    QVERIFY(shapes.at(sketch.id("x")) == (LayerShape{0, 2}));
    QVERIFY(shapes.at(sketch.id("j")) == (LayerShape{5, 5}));
    QVERIFY(shapes.at(sketch.id("n")) == (LayerShape{5, 5}));
    QVERIFY(shapes.at(sketch.id("y")) == (LayerShape{8, 1}));
    // a: 2 x 3 and 3, n: 5 and 5, y: 8 and 1.
    QCOMPARE(parameterCount(sketch.network), std::uint64_t{6 + 3 + 10 + 9});
    const auto counts = countLayer(sketch.network.layer(sketch.id("y")), shapes.at(sketch.id("y")));
    QVERIFY(counts == (LayerCounts{9, 9, 8}));
    DenseSettings frozen;
    frozen.trainable = false;
    QVERIFY(countLayer({{}, {}, frozen, {}, {}}, {4, 8}) == (LayerCounts{40, 0, 32}));
    QVERIFY(countLayer({{}, {}, DropoutSettings{}, {}, {}}, {4, 4}) == LayerCounts{});
}

GLASSNET_TEST(ProblemsTest);

}  // namespace

}  // namespace glassnet

#include "ProblemsTest.moc"
