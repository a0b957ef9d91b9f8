#include <QString>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/project/ProjectScript.h"
#include "engine/random/Distributions.h"
#include "resources/examples/Examples.h"
#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/engine/exchange/ScriptReading.h"
#include "tests/support/Python.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// The script in two parts: up to its start values, and the rest.
std::vector<PythonStage> stagesOf(const Script& script) {
    std::vector<PythonStage> stages(2);
    bool runs = false;
    for (const auto& line : script.lines) {
        runs = runs || line.role == ScriptRole::Forward || line.role == ScriptRole::Loss || line.text.starts_with("for rows in");
        stages[runs ? 1 : 0].code += QString::fromStdString(line.text) + QLatin1Char('\n');
    }
    return stages;
}

/// Kinds of start values, own seeds and an order of draws of all sorts; samples that are drawn for some inputs.
void vary(NetworkSpec& network, std::int64_t rows, Generator& generator) {
    const auto pick = [&generator](std::size_t below) { return static_cast<std::size_t>(generator.next32() % below); };
    const auto anyStart = [&] {
        auto start = initializers()[pick(initializers().size())].preset();
        if (start.kind == InitializerKind::KaimingNormal || start.kind == InitializerKind::KaimingUniform ||
            start.kind == InitializerKind::XavierUniform) {
            start.a = pick(2) == 0 ? start.a : 0.7;
        }
        return start;
    };
    auto order = network.drawOrder();
    for (const auto& item : std::vector<DrawItem>(order)) {
        auto* layer = network.find(item.layer);
        if (auto* dense = layer->dense(); dense != nullptr && item.role == DrawRole::Weight) {
            dense->weightStart = anyStart();
            dense->biasStart = anyStart();
            if (pick(5) == 0) {
                dense->seed = generator.next32();
            }
        }
    }
    for (const auto& layer : std::vector<LayerSpec>(network.layers())) {
        if (layer.kind() == LayerKind::Input && pick(2) == 0) {
            std::get<InputSettings>(network.find(layer.id)->settings).drawnRows = rows;
            order.push_back({layer.id, DrawRole::Samples});
        }
    }
    for (std::size_t i = order.size(); i > 1; --i) {
        std::swap(order[i - 1], order[pick(i)]);
    }
    network.setDrawOrder(order);
}

/// A norm of values that are all alike divides rounding by the root of epsilon: it says nothing about a script.
void calmNorms(NetworkSpec& network) {
    for (const auto& layer : std::vector<LayerSpec>(network.layers())) {
        auto& settings = network.find(layer.id)->settings;
        if (auto* batchNorm = std::get_if<BatchNormSettings>(&settings)) {
            batchNorm->epsilon = 0.25;
        } else if (auto* layerNorm = std::get_if<LayerNormSettings>(&settings)) {
            layerNorm->epsilon = 0.5;
        }
    }
}

/// A network with its rows, drawn as number `seed` says.
ScriptSource randomSource(std::uint64_t seed, std::int64_t rows, TrainingData& data) {
    Generator generator(seed);
    auto network = randomNetwork(generator);
    calmNorms(network);
    if (seed % 4 == 0) {
        for (const auto& layer : std::vector<LayerSpec>(network.layers())) {
            if (auto* dense = network.find(layer.id)->dense()) {
                dense->weightStart = {};
                dense->biasStart = {};
            }
        }
    } else {
        vary(network, rows, generator);
    }
    auto source = sourceFor(network, rows);
    source.seeds = {seed, seed + 1, seed + 2};
    source.knobs.momentum = seed % 3 == 0 ? 0.5 : 0.0;
    source.knobs.weightDecay = seed % 5 == 0 ? 0.01 : 0.0;
    source.optimizer = static_cast<OptimizerKind>(seed / 2 % kOptimizerKinds);
    // A gradient that is rounding alone shall not become a step of full size, and two batches stand between start and end.
    source.knobs.epsilon = 0.1;
    source.knobs.initialSum = seed % 3 == 1 ? 0.5 : 0.0;
    source.knobs.rateDecay = 0.2;
    source.knobs.centered = seed % 4 == 1;
    source.penalty = static_cast<Penalty>(seed / 3 % 3);
    source.knobs.penaltyRate = 0.05;
    source.clipping = static_cast<Clipping>(seed / 5 % 3);
    source.knobs.clipLimit = seed % 2 == 0 ? 0.5 : 0.05;
    source.knobs.schedule.kind = static_cast<ScheduleKind>(seed / 7 % 3);
    source.knobs.schedule.warmUp = static_cast<std::int64_t>(seed / 11 % 3);
    data = randomData(network, rows, generator);
    setRows(source, data);
    if (seed % 2 == 1) {
        source.batchSize = 4;
        source.shuffle = true;
    }
    return source;
}

/// Edits tensors of every third network, in its state and in its script.
void changeSome(ScriptSource& source, TrainingState& state, std::uint64_t seed) {
    Generator generator(seed);
    for (auto& [key, tensor] : state.tensors) {
        if (seed % 3 != 0 || key.slot != 0 || tensor.elements() > kMostWrittenValues || generator.next32() % 3 == 0) {
            continue;
        }
        Values values(static_cast<std::size_t>(tensor.elements()));
        for (auto& value : values) {
            value = static_cast<float>(generator.next32()) / 7e9F + 1e-3F;
        }
        tensor = Tensor::from<float>(values, tensor.shape());
        source.changed[key] = tensor;
    }
}

QString bitsDiffer(const PythonTensors& ours, const PythonTensors& theirs) {
    if (ours.size() != theirs.size()) {
        return QStringLiteral("%1 tensors, PyTorch has %2").arg(ours.size()).arg(theirs.size());
    }
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (ours[i].size() != theirs[i].size()) {
            return QStringLiteral("tensor %1: %2 values, PyTorch has %3").arg(i).arg(ours[i].size()).arg(theirs[i].size());
        }
        for (std::size_t j = 0; j < ours[i].size(); ++j) {
            if (std::bit_cast<std::uint32_t>(ours[i][j]) != std::bit_cast<std::uint32_t>(theirs[i][j])) {
                return QStringLiteral("tensor %1, value %2: %3, PyTorch has %4")
                    .arg(i)
                    .arg(j)
                    .arg(double(ours[i][j]), 0, 'g', 9)
                    .arg(double(theirs[i][j]), 0, 'g', 9);
            }
        }
    }
    return {};
}

/// The largest difference of a tensor, in parts of its largest value, or of `least` where that is more.
double difference(const Values& ours, const Values& theirs, double least) {
    double most = ours.size() == theirs.size() ? 0.0 : 1.0;
    double largest = least;
    for (std::size_t i = 0; i < ours.size() && i < theirs.size(); ++i) {
        const double apart = std::abs(double(ours[i]) - double(theirs[i]));
        most = std::isfinite(apart) ? std::max(most, apart) : std::numeric_limits<double>::infinity();
        largest = std::max(largest, std::abs(double(theirs[i])));
    }
    return most == 0.0 ? 0.0 : most / largest;
}

}  // namespace

/// Runs the scripts in PyTorch and holds them against the engine.
class PyTorchRunTest final : public TestCase {
    Q_OBJECT
private slots:
    void scriptsAreWellFormed();
    void examplesStartAlike();
    void lessonPrintsItsNumbers();
    void randomNetworksAgree();
};

void PyTorchRunTest::scriptsAreWellFormed() {
    const auto python = anyPython();
    QVERIFY(!python.isEmpty());
    QStringList programs;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        TrainingData data;
        auto source = randomSource(seed, 6, data);
        for (const auto form : {ScriptForm::Nn, ScriptForm::ByHand}) {
            programs.append(QString::fromStdString(pyTorchScript(source, form).text()));
        }
    }
    programs.append(QStringLiteral("x = ("));
    const auto errors = compilePython(python, programs);
    QCOMPARE(errors.size(), programs.size());
    for (qsizetype i = 0; i + 1 < errors.size(); ++i) {
        QVERIFY2(errors[i].isEmpty(), qPrintable(errors[i] + QLatin1Char('\n') + programs[i]));
    }
    QVERIFY(!errors.last().isEmpty());
}

void PyTorchRunTest::examplesStartAlike() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    std::vector<std::vector<PythonStage>> programs;
    std::vector<PythonTensors> ours;
    for (const auto& [file, project] : exampleProjects()) {
        const auto start = drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer);
        for (const auto form : {ScriptForm::Nn, ScriptForm::ByHand}) {
            programs.push_back(stagesOf(pyTorchScript(project, form).value()));
            programs.back().front().read = startExpression(project.network, form);
            auto& expected = ours.emplace_back();
            for (const auto& [layer, samples] : start.samples) {
                expected.push_back(valuesOf(samples));
            }
            const auto parameters = parametersOf(project.network, start.state);
            expected.insert(expected.end(), parameters.begin(), parameters.end());
        }
    }
    const auto results = runPython(python, programs);
    QCOMPARE(results.size(), programs.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        QVERIFY2(results[i].error.isEmpty(), qPrintable(results[i].error));
        QCOMPARE(bitsDiffer(ours[i], results[i].stages.at(0)), QString());
    }
}

void PyTorchRunTest::lessonPrintsItsNumbers() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    std::vector<std::vector<PythonStage>> programs;
    for (const auto& [file, project] : exampleProjects()) {
        if (file == "neuron.glassnet" || file == "three-two-one.glassnet") {
            for (const auto form : {ScriptForm::ByHand, ScriptForm::Nn}) {
                programs.push_back({{QString::fromStdString(pyTorchScript(project, form).value().text()), {}}});
            }
        }
    }
    const auto results = runPython(python, programs);
    QCOMPARE(results.size(), std::size_t{4});
    QVERIFY(results[0].printed.startsWith(QStringLiteral("tensor([[0.1595]])\n")));
    QVERIFY(results[1].printed.startsWith(QStringLiteral("tensor([[0.1595]], grad_fn=")));
    QVERIFY(results[2].printed.startsWith(QStringLiteral("tensor([[0.3171]])\n")));
    QVERIFY(results[3].printed.startsWith(QStringLiteral("tensor([[0.3171]], grad_fn=")));
}

void PyTorchRunTest::randomNetworksAgree() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    constexpr std::int64_t kRows = 6;
    const std::uint64_t count = qEnvironmentVariableIsSet("GLASSNET_LONG") ? 2000 : 60;
    std::vector<std::vector<PythonStage>> programs;
    std::vector<PythonTensors> starts;
    std::vector<PythonTensors> ends;
    std::vector<PythonTensors> outputs;
    std::vector<PythonTensors> gradients;
    std::vector<PythonTensors> stepEnds;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        TrainingData data;
        auto source = randomSource(seed, kRows, data);
        const auto& network = source.network;
        auto start = drawStart(network, source.seeds, source.knobs, source.optimizer);
        changeSome(source, start.state, seed);
        auto& expected = starts.emplace_back();
        for (const auto id : network.topologicalOrder()) {
            if (const auto drawn = start.samples.find(id); drawn != start.samples.end()) {
                data.inputs[id] = drawn->second;
                expected.push_back(valuesOf(drawn->second));
            }
        }
        const auto parameters = parametersOf(network, start.state);
        expected.insert(expected.end(), parameters.begin(), parameters.end());
        CompileOptions options;
        options.batchSize = source.batchSize;
        options.optimizer = source.optimizer;
        options.penalty = source.penalty;
        options.clipping = source.clipping;
        auto program = std::make_shared<const Program>(compile(network, options).value());
        Trainer trainer(program, CpuBackend(), data, BatchPlan{source.batchSize, source.shuffle}, start.state);
        trainer.moveTo(program->size());
        auto& values = outputs.emplace_back();
        for (const auto id : network.topologicalOrder()) {
            if (network.layer(id).kind() == LayerKind::Output) {
                values.push_back(valuesOf(trainer.executable().read(program->outputOf(id))));
            }
        }
        values.push_back(valuesOf(trainer.executable().read(program->loss())));
        auto& own = gradients.emplace_back();
        for (const auto id : network.topologicalOrder()) {
            for (const auto role : {StateRole::Weight, StateRole::Bias, StateRole::Scale, StateRole::Shift}) {
                const auto parameter = program->find(StateKey{id, role, 0});
                if (parameter.valid() && program->gradientOf(parameter).valid()) {
                    own.push_back(valuesOf(trainer.executable().read(program->gradientOf(parameter))));
                }
            }
        }
        trainer.finishStep();
        stepEnds.push_back(parametersOf(network, trainer.stepStart()));
        if (trainer.stepStart().epoch == 0) {
            trainer.train(1, {});
        }
        QCOMPARE(trainer.stepStart().epoch, std::int64_t{1});
        ends.push_back(parametersOf(network, trainer.stepStart()));
        for (const auto form : {ScriptForm::Nn, ScriptForm::ByHand}) {
            programs.push_back(stagesOf(pyTorchScript(source, form)));
            programs.back().front().read = startExpression(network, form);
            programs.back().back().read = resultExpression(source, form);
        }
    }
    const auto results = runPython(python, programs);
    QCOMPARE(results.size(), programs.size());
    // Where a gradient cancels, a parameter that started at zero holds rounding alone.
    constexpr double kLeastParameter = 0.1;
    constexpr double kLeastGradient = 0.01;
    double worst = 0.0;
    double worstUpdate = 0.0;
    double worstGradient = 0.0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const auto which = [&](const QString& what) {
            QString text = QStringLiteral("network %1: %2\n").arg(i / 2).arg(what);
            for (const auto& stage : programs[i]) {
                text += stage.code;
            }
            return text;
        };
        QVERIFY2(results[i].error.isEmpty(), qPrintable(which(results[i].error)));
        const auto differs = bitsDiffer(starts[i / 2], results[i].stages.at(0));
        QVERIFY2(differs.isEmpty(), qPrintable(which(differs)));
        const auto& theirs = results[i].stages.at(1);
        const bool isEpoch = i % 4 == 2;  // nn in batches
        const auto expected = isEpoch ? PythonTensors() : outputs[i / 2];
        for (std::size_t j = 0; j < expected.size() && j < theirs.size(); ++j) {
            const auto far = difference(expected[j], theirs[j], 0.0);
            worst = std::max(worst, far);
            QVERIFY2(far <= 2e-6, qPrintable(which(QStringLiteral("output %1 is %2 off").arg(j).arg(far))));
        }
        // By hand one step is written out, and its gradients.
        const bool byHand = i % 2 == 1;
        // Where PyTorch works the gradients out, it goes through a probability that the engine does not take: (a - y) / (a (1 - a)) times
        // a (1 - a) rounds more than a - y.
        const bool isSpelled = !programs[i].back().code.contains(QStringLiteral("torch.autograd.grad"));
        const double bound = byHand && !isSpelled ? 2e-5 : 2e-6;
        const auto slopes = byHand ? gradients[i / 2] : PythonTensors();
        const auto& after = byHand ? stepEnds[i / 2] : ends[i / 2];
        QCOMPARE(theirs.size(), expected.size() + slopes.size() + after.size());
        for (std::size_t j = 0; j < slopes.size(); ++j) {
            const auto far = difference(slopes[j], theirs[expected.size() + j], kLeastGradient);
            worstGradient = std::max(worstGradient, far);
            QVERIFY2(far <= bound, qPrintable(which(QStringLiteral("gradient %1 is %2 off").arg(j).arg(far))));
        }
        for (std::size_t j = 0; j < after.size(); ++j) {
            const auto far = difference(after[j], theirs[expected.size() + slopes.size() + j], kLeastParameter);
            worstUpdate = std::max(worstUpdate, far);
            QVERIFY2(far <= bound, qPrintable(which(QStringLiteral("parameter %1 is %2 off").arg(j).arg(far))));
        }
    }
    qInfo("largest difference: outputs %.3g, gradients %.3g, parameters after a step %.3g", worst, worstGradient, worstUpdate);
}

GLASSNET_TEST(PyTorchRunTest);

}  // namespace glassnet::test

#include "PyTorchRunTest.moc"
