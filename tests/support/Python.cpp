#include "tests/support/Python.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <bit>

namespace glassnet::test {

namespace {

constexpr int kLongest = 300'000;  // ms

// Tensors travel as the bits of their float32 values: JSON has no infinities, and nothing is rounded.
constexpr auto kRunner = R"(
import contextlib, io, json, sys
import torch
torch.set_num_threads(1)
results = []
for program in json.load(sys.stdin):
    space, stages, error = {}, [], ""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for stage in program:
            try:
                exec(compile(stage["code"], "script", "exec"), space)
                read = eval(stage["read"], space) if stage["read"] else []
                stages.append([t.detach().float().contiguous().view(torch.int32).flatten().tolist() for t in read])
            except Exception as problem:
                error = repr(problem)
                break
    results.append({"printed": printed.getvalue(), "stages": stages, "error": error})
json.dump(results, sys.stdout)
)";

constexpr auto kCompiler = R"(
import json, sys
results = []
for text in json.load(sys.stdin):
    try:
        compile(text, "script", "exec")
        results.append("")
    except SyntaxError as problem:
        results.append(repr(problem))
json.dump(results, sys.stdout)
)";

QJsonArray talk(const QString& python, const char* program, const QJsonArray& input) {
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QString::fromLatin1(program)});
    process.write(QJsonDocument(input).toJson(QJsonDocument::Compact));
    process.closeWriteChannel();
    process.waitForFinished(kLongest);
    const auto answer = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
    if (answer.size() != input.size()) {
        qWarning("%s", process.readAllStandardError().constData());
    }
    return answer;
}

bool runs(const QString& python, const char* program) {
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QString::fromLatin1(program)});
    return process.waitForFinished(kLongest) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

// A Python of one's own may stand before the one that has the distribution's torch.
QString firstThatRuns(const char* program) {
    for (const auto& python : {QStringLiteral("python3"), QStringLiteral("/usr/bin/python3")}) {
        if (runs(python, program)) {
            return python;
        }
    }
    return {};
}

}  // namespace

QString pythonWithTorch() {
    static const QString found = firstThatRuns("import torch");
    return found;
}

QString anyPython() { return firstThatRuns(""); }

std::vector<PythonResult> runPython(const QString& python, const std::vector<std::vector<PythonStage>>& programs) {
    QJsonArray input;
    for (const auto& program : programs) {
        QJsonArray stages;
        for (const auto& stage : program) {
            stages.append(QJsonObject{{QStringLiteral("code"), stage.code}, {QStringLiteral("read"), stage.read}});
        }
        input.append(stages);
    }
    std::vector<PythonResult> results;
    for (const auto& answer : talk(python, kRunner, input)) {
        PythonResult result{answer[QStringLiteral("printed")].toString(), {}, answer[QStringLiteral("error")].toString()};
        for (const auto& stage : answer[QStringLiteral("stages")].toArray()) {
            PythonTensors tensors;
            for (const auto& tensor : stage.toArray()) {
                auto& values = tensors.emplace_back();
                for (const auto& bits : tensor.toArray()) {
                    values.push_back(std::bit_cast<float>(static_cast<std::int32_t>(bits.toInteger())));
                }
            }
            result.stages.push_back(std::move(tensors));
        }
        results.push_back(std::move(result));
    }
    return results;
}

QStringList compilePython(const QString& python, const QStringList& programs) {
    QStringList errors;
    for (const auto& answer : talk(python, kCompiler, QJsonArray::fromStringList(programs))) {
        errors.append(answer.toString());
    }
    return errors;
}

}  // namespace glassnet::test
