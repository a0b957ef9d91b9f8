#include <QFile>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/program/Compiler.h"
#include "engine/project/ProjectFile.h"
#include "engine/project/ProjectScript.h"
#include "engine/training/DrawStart.h"
#include "tests/engine/exchange/LossCurveCases.h"
#include "tests/engine/exchange/ScriptNetworks.h"
#include "tests/support/Places.h"
#include "tests/support/Python.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

constexpr std::int64_t kSteps = 100;

using Curve = std::vector<double>;

/// How far two curves may be apart: |ours - theirs| <= bound x max(theirs, first loss / 100), at each of the 100 steps.
/// Both start from the same bits only where PyTorch's own draws are fused, as with AVX2: elsewhere float64 shows their last bit.
double boundOf(DType dtype) { return dtype == DType::Float64 ? 1e-9 : 1e-5; }

Start startOf(const Project& project, DType dtype = DType::Float32) {
    return drawStart(project.network, project.training.seeds, project.training.knobs, project.training.optimizer, nullptr, dtype);
}

std::int64_t stepsOfEpoch(const Project& project) {
    const auto rows = trainingData(project, startOf(project)).value().rows();
    const auto size = project.training.batches.batchSize;
    return (rows + size - 1) / size;
}

Curve ourCurve(const Project& project, DType dtype) {
    const auto& training = project.training;
    CompileOptions options;
    options.batchSize = training.batches.batchSize;
    options.dtype = dtype;
    options.optimizer = training.optimizer;
    options.penalty = training.penalty;
    options.clipping = training.clipping;
    auto program = std::make_shared<const Program>(compile(project.network, options).value());
    const auto start = startOf(project, dtype);
    Trainer trainer(program, CpuBackend(), trainingData(project, start).value(), training.batches, start.state);
    return trainer.train(kSteps, {}).losses;
}

/// A script with the lines of its epoch repeated until 100 steps are done, each of which prints its loss. In float64 what the script drew
/// and loaded goes on in that width from before the optimizer is made.
QString repeated(const QStringList& lines, const Project& project, DType dtype) {
    QString code;
    bool isEpoch = false;
    for (const auto& line : lines) {
        if (dtype == DType::Float64 && line.startsWith(QLatin1String("optimizer = "))) {
            code += QStringLiteral(
                "net.double()\n"
                "globals().update({n: t.double() for n, t in globals().items() if torch.is_tensor(t) and t.is_floating_point()})\n");
        }
        if (!isEpoch && line.startsWith(QLatin1String("for rows in "))) {
            isEpoch = true;
            const auto each = stepsOfEpoch(project);
            code += QStringLiteral("for epoch in range(%1):\n").arg((kSteps + each - 1) / each);
        }
        code += QLatin1String(isEpoch ? "    " : "") + line + QLatin1Char('\n');
    }
    return code;
}

QStringList linesOf(const Script& script) { return QString::fromStdString(script.text()).split(QLatin1Char('\n')); }

/// The exported script with all its rows written out.
PythonStage programOf(const Project& project, DType dtype) {
    auto source = scriptSource(project).value();
    setRows(source, trainingData(project, startOf(project)).value());
    return {repeated(linesOf(pyTorchScript(source, ScriptForm::Nn)), project, dtype), {}};
}

/// The first 100 losses of those that a program printed, each with all its digits.
Curve printedCurve(const QString& printed) {
    Curve losses;
    for (const auto& line : printed.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        losses.push_back(line.toDouble(&isNumber));
        if (!isNumber) {
            return {};
        }
    }
    losses.resize(std::min<std::size_t>(losses.size(), kSteps));
    return losses;
}

/// The largest difference of two curves of 100 steps in parts of its bound; infinite where there is none.
double partOfBound(const Curve& ours, const Curve& theirs, DType dtype) {
    if (ours.size() != kSteps || theirs.size() != kSteps) {
        return std::numeric_limits<double>::infinity();
    }
    double worst = 0.0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const double part = std::abs(ours[i] - theirs[i]) / (boundOf(dtype) * std::max(theirs[i], theirs.front() / 100.0));
        worst = std::isfinite(part) ? std::max(worst, part) : std::numeric_limits<double>::infinity();
    }
    return worst;
}

const char* nameOf(DType dtype) { return dtype == DType::Float64 ? "float64" : "float32"; }

}  // namespace

/// The proof that what trains here is what PyTorch trains: exported scripts run there, and their loss curves are held against ours.
class LossCurvesTest final : public TestCase {
    Q_OBJECT
private slots:
    void casesUseEverything();
    void curvesAreThoseOfPyTorch();
    void anotherRateIsSeen();
    void savedScriptsLoadTheirData();
    void savedScriptsLoadWhatWasTrained();
};

void LossCurvesTest::casesUseEverything() {
    std::set<OptimizerKind> optimizers;
    std::set<Loss> losses;
    std::set<LayerKind> layers;
    std::set<Penalty> penalties;
    std::set<Clipping> clippings;
    std::set<std::pair<ScheduleKind, bool>> schedules;
    std::set<std::string> sets;
    const auto cases = lossCurveCases();
    QCOMPARE(cases.size(), std::size_t{10});
    for (const auto& [name, project] : cases) {
        const auto data = trainingData(project, startOf(project));
        QVERIFY2(data.has_value(), name.c_str());
        const auto& training = project.training;
        optimizers.insert(training.optimizer);
        penalties.insert(training.penalty);
        clippings.insert(training.clipping);
        schedules.emplace(training.knobs.schedule.kind, training.knobs.schedule.warmUp > 0);
        sets.insert(std::get<SyntheticSpec>(project.data).key);
        for (const auto& layer : project.network.layers()) {
            layers.insert(layer.kind());
            if (const auto* output = layer.output()) {
                losses.insert(output->loss.kind);
            }
        }
        QVERIFY2(stepsOfEpoch(project) >= 4, name.c_str());
        QVERIFY2(data->rows() % training.batches.batchSize != 0, name.c_str());
    }
    QCOMPARE(optimizers.size(), kOptimizerKinds);
    QCOMPARE(losses.size(), static_cast<std::size_t>(Loss::Count_));
    QCOMPARE(layers.size(), std::variant_size_v<LayerSettings>);
    QCOMPARE(penalties.size(), std::size_t{3});
    QCOMPARE(clippings.size(), std::size_t{3});
    for (const auto kind : {ScheduleKind::Step, ScheduleKind::Cosine}) {
        QVERIFY(schedules.contains({kind, false}));
        QVERIFY(schedules.contains({kind, true}));
    }
    QCOMPARE(sets.size(), cases.size());
}

void LossCurvesTest::curvesAreThoseOfPyTorch() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    const auto cases = lossCurveCases();
    const std::vector dtypes{DType::Float64, DType::Float32};
    std::vector<std::vector<PythonStage>> programs;
    for (const auto& each : cases) {
        for (const auto dtype : dtypes) {
            programs.push_back({programOf(each.project, dtype)});
        }
    }
    const auto results = runPython(python, programs);
    QCOMPARE(results.size(), programs.size());
    QStringList tooFar;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const auto& each = cases[i / dtypes.size()];
        const auto dtype = dtypes[i % dtypes.size()];
        QVERIFY2(results[i].error.isEmpty(), qPrintable(results[i].error + QLatin1Char('\n') + programs[i].front().code));
        const auto theirs = printedCurve(results[i].printed);
        const auto part = partOfBound(ourCurve(each.project, dtype), theirs, dtype);
        qInfo("%s, %s: %.3g of the bound, from %.3g to %.3g", each.name.c_str(), nameOf(dtype), part, theirs.front(), theirs.back());
        if (part > 1.0) {
            tooFar.append(QStringLiteral("%1, %2: %3").arg(QString::fromStdString(each.name), QLatin1String(nameOf(dtype))).arg(part));
        }
    }
    QVERIFY2(tooFar.isEmpty(), qPrintable(tooFar.join(QLatin1Char('\n'))));
}

/// What the bound is worth: a learning rate that is a millionth off is outside of it.
void LossCurvesTest::anotherRateIsSeen() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    const auto cases = lossCurveCases();
    std::vector<std::vector<PythonStage>> programs;
    for (auto [name, project] : cases) {
        project.training.knobs.learningRate *= 1.0 + 1e-6;
        programs.push_back({programOf(project, DType::Float64)});
    }
    const auto results = runPython(python, programs);
    QCOMPARE(results.size(), programs.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        QVERIFY2(results[i].error.isEmpty(), qPrintable(results[i].error));
        const auto part = partOfBound(ourCurve(cases[i].project, DType::Float64), printedCurve(results[i].printed), DType::Float64);
        QVERIFY2(std::isfinite(part) && part > 1.0, cases[i].name.c_str());
    }
}

/// Scripts that were saved to a file, as they are: their data lie in an .npz file beside them.
void LossCurvesTest::savedScriptsLoadTheirData() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    const QTemporaryDir folder;
    for (const char* name : {"iris", "digits"}) {
        const auto project = readProjectFile(GLASSNET_SOURCE "/resources/examples/" + std::string(name) + ".glassnet").value();
        const auto path = folder.filePath(QLatin1String(name) + QStringLiteral(" \u00fc \"1\".py"));
        const auto arrays = writePyTorchScript(path.toStdString(), project, ScriptForm::Nn);
        QVERIFY(arrays.has_value() && std::filesystem::exists(*arrays));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
        QVERIFY(lines.filter(QStringLiteral("zeros")).isEmpty());
        for (const auto dtype : {DType::Float64, DType::Float32}) {
            const auto where = QStringLiteral("__file__ = '%1'\n").arg(path);
            const auto results = runPython(python, {{{where + repeated(lines, project, dtype), {}}}});
            QVERIFY2(results.front().error.isEmpty(), qPrintable(results.front().error));
            const auto theirs = printedCurve(results.front().printed);
            const auto part = partOfBound(ourCurve(project, dtype), theirs, dtype);
            qInfo("%s from its file, %s: %.3g of the bound, from %.3g to %.3g", name, nameOf(dtype), part, theirs.front(), theirs.back());
            QVERIFY2(part <= 1.0, name);
        }
    }
}

/// Trained weights that are too many to be written out are loaded too, in both forms: the output is that of the trained network.
void LossCurvesTest::savedScriptsLoadWhatWasTrained() {
    const auto python = pythonWithTorch();
    if (python.isEmpty()) {
        QSKIP("python3-torch is not installed");
    }
    const QTemporaryDir folder;
    auto project = readProjectFile(GLASSNET_SOURCE "/resources/examples/digits.glassnet").value();
    CompileOptions options;
    options.batchSize = project.training.batches.batchSize;
    options.optimizer = project.training.optimizer;
    const auto start = startOf(project);
    Trainer trainer(std::make_shared<const Program>(compile(project.network, options).value()), CpuBackend(),
                    trainingData(project, start).value(), project.training.batches, start.state);
    trainer.train(50, {});
    project.state = trainer.stepStart();
    const auto changed = changedTensors(project);
    QVERIFY(std::ranges::any_of(changed, [](const auto& each) { return each.second.elements() > kMostWrittenValues; }));
    QVERIFY(std::ranges::all_of(changed, [](const auto& each) { return each.first.slot == 0; }));
    for (const auto form : {ScriptForm::Nn, ScriptForm::ByHand}) {
        // Somebody else's file of that name stays as it is.
        const bool isHand = form == ScriptForm::ByHand;
        const auto path = folder.filePath(isHand ? QStringLiteral("hand.py") : QStringLiteral("nn.py"));
        QFile other(folder.filePath(QStringLiteral("hand.npz")));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("mine") == 4);
        other.close();
        const auto arrays = writePyTorchScript(path.toStdString(), project, form, changed).value();
        QCOMPARE(arrays.filename().string(), std::string(isHand ? "hand-2.npz" : "nn.npz"));
        QVERIFY(other.open(QIODevice::ReadOnly) && other.readAll() == "mine");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        // The numbers that the script starts its first step with, in our [in, out].
        QString code = QStringLiteral("__file__ = '%1'\n").arg(path);
        for (const auto& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            if (line.startsWith(QLatin1String("optimizer = ")) || line.startsWith(QLatin1String("rows = "))) {
                break;
            }
            code += line + QLatin1Char('\n');
        }
        const auto weights = isHand ? QStringLiteral("[v for n, v in globals().items() if n[0] == 'W']")
                                    : QStringLiteral("[p.t() for n, p in net.named_parameters() if 'weight' in n]");
        const auto results = runPython(python, {{{code, weights}}});
        QVERIFY2(results.front().error.isEmpty(), qPrintable(results.front().error));
        std::size_t place = 0;
        for (const auto& [key, values] : project.state->tensors) {
            if (key.role == StateRole::Weight && key.slot == 0) {
                const auto theirs = results.front().stages.front().at(place++);
                QVERIFY(bitEqual(Tensor::from(std::span<const float>(theirs), values.shape()), values));
            }
        }
        QVERIFY(place >= 2);
        // Once more over it: the script is ours, and so are its arrays.
        QCOMPARE(writePyTorchScript(path.toStdString(), project, form, changed).value(), arrays);
        QVERIFY(other.reset() && other.readAll() == "mine");
    }
}

GLASSNET_TEST(LossCurvesTest);

}  // namespace glassnet::test

#include "LossCurvesTest.moc"
