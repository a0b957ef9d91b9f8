#include "app/verbs/ScriptVerb.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include "app/verbs/VerbArguments.h"
#include "engine/project/ProjectScript.h"
#include "ui/support/ErrorText.h"

namespace glassnet::app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("CommandLine", text); }

}  // namespace

ExitCode runScript(int& argc, char** argv, const QStringList& arguments) {
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("form"), {}, QStringLiteral("form"), QStringLiteral("nn")});
    if (!parseArguments(parser, "script", arguments, 2)) {
        return ExitCode::WrongArguments;
    }
    const auto form = parser.value(QStringLiteral("form"));
    if (form != QLatin1String("nn") && form != QLatin1String("hand")) {
        printError(tr("“%1” is no form of the code. The forms are nn and hand.").arg(form));
        return ExitCode::WrongArguments;
    }
    const QCoreApplication application(argc, argv);
    const auto project = readProjectFile(parser.positionalArguments().first());
    if (!project.has_value()) {
        return ExitCode::Failed;
    }
    const auto out = parser.positionalArguments().last();
    if (!replacesOwn(out.toStdString())) {
        printError(tr("“%1” is there already and is not as Glassnet wrote it, so it stays. Choose another name, or move that file away.")
                       .arg(out));
        return ExitCode::Failed;
    }
    const auto written = writePyTorchScript(out.toStdString(), *project, form == QLatin1String("nn") ? ScriptForm::Nn : ScriptForm::ByHand,
                                            changedTensors(*project));
    if (!written) {
        printError(ui::ErrorText::of(written.error()));
        return ExitCode::Failed;
    }
    printLine(out);
    if (!written->empty()) {
        printLine(QString::fromStdString(written->string()));
    }
    return ExitCode::Done;
}

}  // namespace glassnet::app
