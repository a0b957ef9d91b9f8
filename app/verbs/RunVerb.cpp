#include "app/verbs/RunVerb.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/verbs/VerbArguments.h"
#include "engine/base/NumberJson.h"
#include "engine/program/Operations.h"
#include "engine/program/TensorNames.h"
#include "engine/tensor/Printing.h"
#include "ui/stepping/EntryText.h"
#include "ui/support/ErrorText.h"
#include "ui/workbench/Session.h"

namespace glassnet::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kPhaseKeys{"forward", "backward", "update"};

Json tensorJson(const Program& program, TensorId id, const Tensor& values) {
    Json json;
    json["symbol"] = tensorKey(program, program.tensor(id));
    json["shape"] = std::vector<std::int64_t>(values.shape().sizes().begin(), values.shape().sizes().end());
    json["dtype"] = std::string(dtypeName(values.dtype()));
    auto& list = json["values"] = Json::array();
    for (std::int64_t i = 0; i < values.elements(); ++i) {
        const double value = values.at(i);
        if (values.dtype() == DType::Int64) {
            list.push_back(static_cast<std::int64_t>(value));
        } else {
            list.push_back(numberJson(value));
        }
    }
    return json;
}

/// What the tape starts from: data, targets and parameters.
bool isGiven(TensorRole role) { return role == TensorRole::Input || role == TensorRole::Target || role == TensorRole::Parameter; }

void printJson(const Project& project, ui::Session& session) {
    const auto& program = session.trainer().program();
    const auto& executable = session.trainer().executable();
    Json document;
    document["project"] = project.name;
    document["seed"] = project.training.seeds[0];
    document["step"] = session.state().step;
    auto& given = document["given"] = Json::array();
    for (const auto& tensor : program.tensors()) {
        if (isGiven(tensor.role)) {
            given.push_back(tensorJson(program, tensor.id, executable.read(tensor.id)));
        }
    }
    auto& entries = document["entries"] = Json::array();
    for (std::size_t i = 0; i < program.size(); ++i) {
        session.moveTo(i + 1);
        const auto& entry = program.entries()[i];
        Json json;
        json["number"] = i + 1;
        json["phase"] = kPhaseKeys.at(static_cast<std::size_t>(entry.phase));
        json["layer"] = project.network.layer(entry.layer).name;
        json["operation"] = std::string(operationInfo(entry.op).key);
        auto& outputs = json["outputs"] = Json::array();
        for (const auto output : entry.outputs) {
            outputs.push_back(tensorJson(program, output, executable.read(output)));
        }
        entries.push_back(std::move(json));
    }
    printLine(QString::fromStdString(document.dump(2)));
}

void printText(const Project& project, ui::Session& session) {
    const auto& program = session.trainer().program();
    const auto& executable = session.trainer().executable();
    const ui::SymbolNames names(project.network, program);
    printLine(QCoreApplication::translate("CommandLine", "%1, seed %2, step %3 with %4 entries")
                  .arg(QString::fromStdString(project.name), QString::number(project.training.seeds[0]),
                       QString::number(session.state().step), QString::number(program.size())));
    for (const auto& tensor : program.tensors()) {
        if (isGiven(tensor.role)) {
            printLine(QStringLiteral("\n    %1").arg(ui::SymbolNames::plain(program, tensor)));
            printLine(QString::fromStdString(toString(executable.read(tensor.id))));
        }
    }
    for (std::size_t i = 0; i < program.size(); ++i) {
        session.moveTo(i + 1);
        const auto& entry = program.entries()[i];
        const auto text = entryText(names, entry, executable.rows());
        printLine(QStringLiteral("\n%1  %2  (%3, %4)")
                      .arg(QString::number(i + 1).rightJustified(2), text.formula, names.layer(entry.layer), text.shapes));
        for (const auto output : entry.outputs) {
            if (program.tensor(output).role != TensorRole::OptimizerState) {
                printLine(QString::fromStdString(toString(executable.read(output))));
            }
        }
    }
}

}  // namespace

ExitCode runRun(int& argc, char** argv, const QStringList& arguments) {
    QCommandLineParser parser;
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    if (!parseArguments(parser, "run", arguments, 1)) {
        return ExitCode::WrongArguments;
    }
    const QCoreApplication application(argc, argv);
    const auto project = readProjectFile(parser.positionalArguments().first());
    if (!project.has_value()) {
        return ExitCode::Failed;
    }
    auto session = ui::Session::open(*project);
    if (!session) {
        printError(ui::ErrorText::of(session.error()));
        return ExitCode::Failed;
    }
    try {
        parser.isSet(QStringLiteral("json")) ? printJson(*project, **session) : printText(*project, **session);
    } catch (const ErrorException& exception) {
        printError(ui::ErrorText::of(exception.error()));
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

}  // namespace glassnet::app
