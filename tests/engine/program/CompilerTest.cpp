#include "engine/program/Compiler.h"

#include <algorithm>
#include <set>

#include "engine/program/Optimizers.h"
#include "tests/support/Networks.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

using Symbols = std::vector<std::string>;

class CompilerTest : public test::TestCase {
    Q_OBJECT
private slots:
    void theLessonHasSeventeenEntries();
    void gradientsAreChangedBeforeTheUpdates();
    void inputGradientsAreOneMore();
    void logitsForms_data();
    void logitsForms();
    void aFrozenLayerLetsTheGradientThrough();
    void aSkipAddsItsPartsInLinkOrder();
    void severalOutputsShareATotal();
    void joins();
    void batchNormInBothModes();
    void dropoutInBothModes();
    void cutConnectionsAreAMask();
    void heldUnitsAreAnEntry();
    void evaluationEndsAfterTheLosses();
    void gradientsComeBeforeUpdates();
    void aProblemIsTheError();
};

Program compiled(const NetworkSpec& network, const CompileOptions& options = {}) { return compile(network, options).value(); }

CompileOptions batch(std::int64_t size, bool training = true) {
    CompileOptions options;
    options.batchSize = size;
    options.training = training;
    return options;
}

std::string symbolOf(const Program& program, TensorId tensor) { return symbolKey(program.tensor(tensor).symbol); }

/// What each entry writes first.
Symbols written(const Program& program) {
    Symbols symbols;
    for (const auto& entry : program.entries()) {
        symbols.push_back(symbolOf(program, entry.outputs[0]));
    }
    return symbols;
}

Symbols read(const Program& program, const Entry& entry) {
    Symbols symbols;
    for (const auto input : entry.inputs) {
        symbols.push_back(symbolOf(program, input));
    }
    return symbols;
}

std::vector<const Entry*> entriesOf(const Program& program, Op op) {
    std::vector<const Entry*> found;
    for (const auto& entry : program.entries()) {
        if (entry.op == op) {
            found.push_back(&entry);
        }
    }
    return found;
}

DenseSettings dense(std::int64_t units, Activation activation = Activation::Tanh) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(activation);
    return settings;
}

OutputSettings output(std::int64_t units, Loss loss = Loss::MeanSquaredError, Activation activation = Activation::Identity) {
    return {dense(units, activation), defaultSpec(loss), 1.0};
}

/// Input with 3 units, then `middle`, then an output with one.
NetworkSpec around(LayerSettings middle) {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{.units = 3});
    const auto layer = network.addLayer("middle", std::move(middle));
    const auto y = network.addLayer("y", output(1));
    network.addLink(x, layer);
    network.addLink(layer, y);
    return network;
}

void CompilerTest::theLessonHasSeventeenEntries() {
    const auto program = compiled(test::lesson(), batch(4));
    const Symbols want{"z1",    "h",      "z2",     "yhat",   "L",  "dL/dyhat", "dL/dz2", "dL/dW2", "dL/dB2",
                       "dL/dh", "dL/dz1", "dL/dW1", "dL/dB1", "W2", "B2",       "W1",     "B1"};
    QCOMPARE(written(program), want);
    const std::vector<Shape> shapes{{4, 2}, {4, 2}, {4, 1}, {4, 1}, {1, 1}, {4, 1}, {4, 1}, {2, 1}, {1, 1},
                                    {4, 2}, {4, 2}, {3, 2}, {1, 2}, {2, 1}, {1, 1}, {3, 2}, {1, 2}};
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        QVERIFY(program.tensor(program.entries()[i].outputs[0]).shape == shapes[i]);
    }
    QCOMPARE(program.phaseBegin(Phase::Backward), std::size_t{5});
    QCOMPARE(program.phaseBegin(Phase::Update), std::size_t{13});
    QCOMPARE(read(program, program.entries()[0]), (Symbols{"x", "W1", "B1"}));
    QCOMPARE(read(program, program.entries()[7]), (Symbols{"h", "dL/dz2"}));
    QCOMPARE(read(program, program.entries()[9]), (Symbols{"dL/dz2", "W2"}));
    QCOMPARE(program.entries()[4].formula, std::string_view("loss"));
    QCOMPARE(program.entries()[13].formula, std::string_view("update.sgd"));
}

/// Penalties of weights, then the clipping of all gradients, then the updates; nothing of it where it is not asked for.
void CompilerTest::gradientsAreChangedBeforeTheUpdates() {
    auto options = batch(4);
    options.penalty = Penalty::L2;
    const auto penalized = compiled(test::lesson(), options);
    const auto updates = [](const Program& program) {
        auto all = written(program);
        return Symbols(all.begin() + static_cast<std::ptrdiff_t>(program.phaseBegin(Phase::Update)), all.end());
    };
    QCOMPARE(updates(penalized), (Symbols{"penalized2", "penalized1", "W2", "B2", "W1", "B1"}));
    QCOMPARE(read(penalized, penalized.entries()[13]), (Symbols{"dL/dW2", "W2"}));
    QCOMPARE(read(penalized, penalized.entries()[15]).front(), std::string("penalized2"));
    QCOMPARE(read(penalized, penalized.entries()[16]).front(), std::string("dL/dB2"));
    QCOMPARE(symbolOf(penalized, penalized.gradientOf(penalized.find(StateKey{penalized.entries()[13].layer, StateRole::Weight, 0}))),
             std::string("dL/dW2"));
    options.clipping = Clipping::Norm;
    const auto clipped = compiled(test::lesson(), options);
    QCOMPARE(updates(clipped),
             (Symbols{"penalized2", "penalized1", "normPart1", "clipped2", "clipped2", "clipped1", "clipped1", "W2", "B2", "W1", "B1"}));
    QCOMPARE(read(clipped, clipped.entries()[15]), (Symbols{"penalized2", "dL/dB2", "penalized1", "dL/dB1"}));
    QCOMPARE(read(clipped, clipped.entries()[16]), (Symbols{"penalized2", "norm"}));
    options.penalty = Penalty::None;
    options.clipping = Clipping::Value;
    options.optimizer = OptimizerKind::Adam;
    const auto byValue = compiled(test::lesson(), options);
    QCOMPARE(updates(byValue), (Symbols{"clipped2", "clipped2", "clipped1", "clipped1", "W2", "B2", "W1", "B1"}));
    QCOMPARE(read(byValue, byValue.entries()[17]), (Symbols{"clipped2", "momentum2", "squareMean2", "steps2"}));
    QCOMPARE(byValue.entries()[17].formula, std::string_view("update.adam"));
}

void CompilerTest::inputGradientsAreOneMore() {
    CompileOptions options;
    options.inputGradients = true;
    const auto program = compiled(test::lesson(), options);
    QCOMPARE(program.size(), std::size_t{18});
    QCOMPARE(written(program)[13], std::string("dL/dx"));
    QCOMPARE(symbolOf(program, program.gradientOf(program.inputs()[0].tensor)), std::string("dL/dx"));
}

void CompilerTest::logitsForms_data() {
    QTest::addColumn<Loss>("loss");
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<bool>("together");
    QTest::newRow("softmax and cross entropy") << Loss::CrossEntropy << Activation::Softmax << true;
    QTest::newRow("sigmoid and binary cross entropy") << Loss::BinaryCrossEntropy << Activation::Sigmoid << true;
    QTest::newRow("sigmoid and its logits form") << Loss::BinaryCrossEntropyWithLogits << Activation::Sigmoid << true;
    QTest::newRow("softmax and another loss") << Loss::MeanSquaredError << Activation::Softmax << false;
    QTest::newRow("probabilities from elsewhere") << Loss::BinaryCrossEntropy << Activation::Softmax << false;
}

/// z, p (shown, not in the gradient's way), L, then dL/dz from p in one entry.
void CompilerTest::logitsForms() {
    QFETCH(Loss, loss);
    QFETCH(Activation, activation);
    QFETCH(bool, together);
    const auto program = compiled(test::chain({3, 2}, {activation}, loss), batch(2));
    const auto symbols = written(program);
    const auto& gradient = *entriesOf(program, Op::LossGradient).at(0);
    QCOMPARE(Symbols(symbols.begin(), symbols.begin() + 3), (Symbols{"z1", "yhat", "L"}));
    QCOMPARE(gradient.attributes.fromLogits, together);
    QCOMPARE(gradient.attributes.fromProbability, together);
    QCOMPARE(symbolOf(program, gradient.outputs[0]), std::string(together ? "dL/dz1" : "dL/dyhat"));
    QCOMPARE(read(program, gradient), (Symbols{"yhat", "y"}));
    QCOMPARE(read(program, program.entries()[2]), (Symbols{together ? "z1" : "yhat", "y"}));
    QCOMPARE(entriesOf(program, Op::ActivateGradient).empty(), together);
}

void CompilerTest::aFrozenLayerLetsTheGradientThrough() {
    auto network = test::chain({3, 4, 2, 1}, {Activation::Tanh, Activation::Tanh, Activation::Tanh}, Loss::MeanSquaredError);
    const auto frozen = network.layers()[2].id;
    network.find(frozen)->dense()->trainable = false;
    const auto symbols = written(compiled(network));
    const auto has = [&](const char* symbol) { return std::count(symbols.begin(), symbols.end(), symbol) == 1; };
    for (const char* gone : {"dL/dW2", "dL/dB2", "W2", "B2"}) {
        QVERIFY2(!has(gone), gone);
    }
    for (const char* there : {"dL/dz2", "dL/dh1", "dL/dW1", "dL/dB1", "W1", "B1", "W3"}) {
        QVERIFY2(has(there), there);
    }
    // Nothing behind the last layer that learns is computed.
    network.find(network.layers()[1].id)->dense()->trainable = false;
    const auto fewer = written(compiled(network));
    QCOMPARE(fewer.back(), std::string("B3"));
    QCOMPARE(std::count(fewer.begin(), fewer.end(), "dL/dh2"), 0);
}

void CompilerTest::aSkipAddsItsPartsInLinkOrder() {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{.units = 2});
    const auto a = network.addLayer("a", dense(3));
    const auto b = network.addLayer("b", dense(4));
    const auto y = network.addLayer("y", output(1));
    network.addLink(x, a);
    network.addLink(b, y);
    network.addLink(a, y);
    network.addLink(a, b);
    const auto program = compiled(network);
    // The output reads b, then a: its weights have 4 and 3 rows.
    QVERIFY(program.tensor(program.find(y, SymbolLetter::Weight)).shape == Shape({7, 1}));
    const auto sums = entriesOf(program, Op::Accumulate);
    QCOMPARE(sums.size(), std::size_t{1});
    QCOMPARE(read(program, *sums[0]), (Symbols{"dL/dh1.1", "dL/dh1.2"}));
    QCOMPARE(symbolOf(program, sums[0]->outputs[0]), std::string("dL/dh1"));
    QCOMPARE(program.gradientOf(program.outputOf(a)), sums[0]->outputs[0]);
    // Part 1 comes over the earlier link, the one to the output.
    const auto& first = program.entries()[program.producer(sums[0]->inputs[0]).value()];
    QCOMPARE(first.layer, y);
    QCOMPARE(first.attributes.source, 1);
    QCOMPARE(first.attributes.offset, std::int64_t{4});
}

void CompilerTest::severalOutputsShareATotal() {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{.units = 2});
    auto second = output(2);
    second.weight = 0.25;
    const auto one = network.addLayer("one", output(1));
    const auto two = network.addLayer("two", second);
    network.addLink(x, two);
    network.addLink(x, one);
    const auto program = compiled(network);
    QCOMPARE(Symbols(written(program)).at(0), std::string("yhat1"));
    const auto totals = entriesOf(program, Op::TotalLoss);
    QCOMPARE(totals.size(), std::size_t{1});
    QCOMPARE(read(program, *totals[0]), (Symbols{"L1", "L2"}));
    QCOMPARE(totals[0]->attributes.weights, (std::vector<double>{1.0, 0.25}));
    QCOMPARE(program.loss(), totals[0]->outputs[0]);
    QCOMPARE(entriesOf(program, Op::LossGradient).size(), std::size_t{2});
    QCOMPARE(program.targets().size(), std::size_t{2});
    QCOMPARE(program.targets()[1].layer, two);
}

void CompilerTest::joins() {
    for (const auto mode : {JoinMode::Add, JoinMode::Concatenate}) {
        NetworkSpec network;
        const auto x = network.addLayer("x", InputSettings{.units = 2});
        const auto a = network.addLayer("a", dense(3));
        const auto b = network.addLayer("b", dense(3));
        const auto join = network.addLayer("join", JoinSettings{mode});
        const auto y = network.addLayer("y", output(1));
        for (const auto& [from, to] : {std::pair{x, a}, {x, b}, {b, join}, {a, join}, {join, y}}) {
            network.addLink(from, to);
        }
        const auto program = compiled(network, batch(5));
        const bool adds = mode == JoinMode::Add;
        const auto forward = entriesOf(program, adds ? Op::JoinAdd : Op::JoinConcatenate);
        const auto backward = entriesOf(program, adds ? Op::JoinAddGradient : Op::JoinConcatGradient);
        QCOMPARE(read(program, *forward.at(0)), (Symbols{"h2", "h1"}));
        QVERIFY(program.tensor(forward[0]->outputs[0]).shape == Shape({5, adds ? 3 : 6}));
        QCOMPARE(backward.size(), std::size_t{2});
        QCOMPARE(symbolOf(program, backward[1]->outputs[0]), std::string("dL/dh1"));
        QCOMPARE(backward[1]->attributes.offset, std::int64_t{3});
    }
}

void CompilerTest::batchNormInBothModes() {
    const auto network = around(BatchNormSettings{});
    const auto training = compiled(network, batch(4));
    const Symbols symbols = written(training);
    QCOMPARE(Symbols(symbols.begin(), symbols.begin() + 4), (Symbols{"mean1", "s1", "n", "runningMean1"}));
    QCOMPARE(training.entries()[0].outputs.size(), std::size_t{2});
    QVERIFY(training.tensor(training.entries()[0].outputs[1]).shape == Shape({1, 3}));
    QCOMPARE(entriesOf(training, Op::ScaleGradient).size(), std::size_t{1});
    // The input asks for no gradient, so none goes through the statistics.
    QVERIFY(entriesOf(training, Op::StandardizeGradient).empty());
    const auto evaluation = compiled(network, batch(1, false));
    QVERIFY(entriesOf(evaluation, Op::ColumnMoments).empty());
    QVERIFY(entriesOf(evaluation, Op::UpdateRunning).empty());
    QCOMPARE(read(evaluation, evaluation.entries()[0]), (Symbols{"x", "runningMean1", "runningVar1"}));
    QVERIFY(evaluation.entries()[0].attributes.constantMoments);
}

void CompilerTest::dropoutInBothModes() {
    const auto program = compiled(around(DropoutSettings{0.5}));
    QCOMPARE(written(program).at(0), std::string("m1"));
    QCOMPARE(read(program, program.entries()[1]), (Symbols{"x", "m1"}));
    for (const auto& without : {compiled(around(DropoutSettings{0.0})), compiled(around(DropoutSettings{0.5}), batch(1, false))}) {
        QVERIFY(entriesOf(without, Op::DrawMask).empty());
        QVERIFY(entriesOf(without, Op::ApplyMask).empty());
        QCOMPARE(read(without, without.entries()[0]).at(0), std::string("x"));
    }
}

void CompilerTest::cutConnectionsAreAMask() {
    NetworkSpec network;
    const auto x = network.addLayer("x", InputSettings{.units = 2});
    const auto a = network.addLayer("a", dense(3));
    const auto y = network.addLayer("y", output(2));
    network.addLink(x, a);
    network.addLink(x, y);
    const auto link = network.addLink(a, y);
    QVERIFY(compiled(network).constants().empty());
    network.find(link)->cut = {{0, 1}, {2, 0}};
    const auto program = compiled(network);
    QCOMPARE(program.constants().size(), std::size_t{1});
    // Rows 0 and 1 belong to x.
    const auto want = Tensor::from({1.0F, 1.0F, 1.0F, 1.0F, 1.0F, 0.0F, 1.0F, 1.0F, 0.0F, 1.0F}, Shape{5, 2});
    QVERIFY(bitEqual(program.constants()[0].values, want));
    for (const auto& entry : program.entries()) {
        if (entry.layer == y && (entry.op == Op::Affine || entry.op == Op::WeightGradient || entry.op == Op::InputGradient)) {
            QVERIFY(entry.attributes.hasMask);
            QCOMPARE(entry.inputs.back(), program.constants()[0].tensor);
        }
        // The update of the weights too, that of the biases not.
        const bool moves = entry.op == Op::Update && entry.outputs[0] == program.find(y, SymbolLetter::Weight);
        QCOMPARE(entry.inputs.back() == program.constants()[0].tensor, entry.attributes.hasMask);
        QVERIFY(!moves || entry.attributes.hasMask);
    }
}

/// What the layer makes by itself has a letter of its own; what it hands on keeps its symbol.
void CompilerTest::heldUnitsAreAnEntry() {
    auto network = test::chain({3, 2, 1}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    const auto before = written(compiled(network));
    const std::map<std::int64_t, double> held{{1, 0.5}};
    auto& clamps = network.find(network.layers()[1].id)->clamps;
    clamps = held;
    auto program = compiled(network, batch(4));
    QCOMPARE(written(program), (Symbols{"z1", "a1", "h", "yhat", "L", "dL/dyhat", "dL/dW2", "dL/dB2", "dL/dh", "dL/da1", "dL/dz1", "dL/dW1",
                                        "dL/dB1", "W2", "B2", "W1", "B1"}));
    const auto& clamp = *entriesOf(program, Op::Clamp).at(0);
    const auto& back = *entriesOf(program, Op::ClampGradient).at(0);
    QCOMPARE(read(program, clamp), Symbols{"a1"});
    QCOMPARE(read(program, back), Symbols{"dL/dh"});
    QVERIFY(clamp.attributes.held == held && back.attributes.held == held);
    QCOMPARE(program.outputOf(clamp.layer), clamp.outputs[0]);
    QCOMPARE(entriesOf(compiled(network, batch(1, false)), Op::Clamp).size(), std::size_t{1});

    clamps.clear();
    network.find(network.layers()[2].id)->clamps = {{0, -1.0}};
    const auto output = written(compiled(network));
    QCOMPARE(Symbols(output.begin(), output.begin() + 7), (Symbols{"z1", "h", "z2", "yhat", "L", "dL/dyhat", "dL/dz2"}));

    std::swap(network.find(network.layers()[0].id)->clamps, network.find(network.layers()[2].id)->clamps);
    CompileOptions options;
    options.inputGradients = true;
    program = compiled(network, options);
    QCOMPARE(written(program).front(), std::string("x"));
    QCOMPARE(symbolOf(program, program.inputs()[0].tensor), std::string("u"));
    const auto symbols = written(program);
    QCOMPARE(std::count(symbols.begin(), symbols.end(), "dL/dx"), 1);
    QCOMPARE(symbolOf(program, program.gradientOf(program.inputs()[0].tensor)), std::string("dL/du"));

    network.find(network.layers()[0].id)->clamps.clear();
    QCOMPARE(written(compiled(network)), before);
}

void CompilerTest::evaluationEndsAfterTheLosses() {
    const auto program = compiled(test::lesson(), batch(1, false));
    QCOMPARE(written(program), (Symbols{"z1", "h", "z2", "yhat", "L"}));
    QCOMPARE(program.phaseBegin(Phase::Backward), program.size());
}

/// For any network: phases in order, nothing read before it is written, nothing written twice but by its update, every trainable parameter
/// updated once from its own gradient.
void CompilerTest::gradientsComeBeforeUpdates() {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Generator generator(seed);
        const auto network = test::randomNetwork(generator);
        const auto program = compiled(network, batch(3));
        std::set<TensorId> done;
        auto phase = Phase::Forward;
        std::size_t updates = 0;
        for (std::size_t i = 0; i < program.size(); ++i) {
            const auto& entry = program.entries()[i];
            QVERIFY(entry.phase >= phase);
            phase = entry.phase;
            for (const auto input : entry.inputs) {
                const auto role = program.tensor(input).role;
                const bool computed = role == TensorRole::Value || role == TensorRole::Gradient || role == TensorRole::DropoutMask;
                QVERIFY(!computed || done.contains(input));
            }
            for (const auto output : entry.outputs) {
                QVERIFY(done.insert(output).second);
            }
            if (entry.op == Op::Update) {
                QCOMPARE(program.gradientOf(entry.outputs[0]), entry.inputs[0]);
                ++updates;
            }
        }
        std::size_t trainable = 0;
        for (const auto& parameter : program.parameters()) {
            QVERIFY(parameter.kept.size() == optimizerInfo(program.options().optimizer).kept.size());
            trainable += parameter.gradient.valid() ? 1U : 0U;
            const auto& layer = network.layer(program.tensor(parameter.value).layer);
            if (layer.dense() != nullptr) {
                QCOMPARE(parameter.gradient.valid(), layer.dense()->trainable);
            }
        }
        QCOMPARE(updates, trainable);
    }
}

void CompilerTest::aProblemIsTheError() {
    NetworkSpec network;
    QCOMPARE(compile(network).error().code, ErrorCode::NoInput);
    QCOMPARE(compile(around(BatchNormSettings{})).error().code, ErrorCode::BatchOfOne);
}

GLASSNET_TEST(CompilerTest);

}  // namespace

}  // namespace glassnet

#include "CompilerTest.moc"
