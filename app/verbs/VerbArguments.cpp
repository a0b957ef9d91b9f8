#include "app/verbs/VerbArguments.h"

#include <QCoreApplication>

#include "engine/project/ProjectFile.h"
#include "ui/support/ErrorText.h"

namespace glassnet::app {

namespace {

struct VerbArgumentsWords {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

}  // namespace

bool parseArguments(QCommandLineParser& parser, const char* verb, const QStringList& arguments, int files) {
    // The first word is the program's for QCommandLineParser.
    if (!parser.parse(QStringList{QStringLiteral("glassnet")} + arguments)) {
        printError(VerbArgumentsWords::tr("%1. Try glassnet --help.").arg(parser.errorText().remove(QLatin1Char('.'))));
        return false;
    }
    const auto given = static_cast<int>(parser.positionalArguments().size());
    if (given != files) {
        printError(files == 1 ? VerbArgumentsWords::tr("glassnet %1 takes one file, and %2 are given. Try glassnet --help.")
                                    .arg(QLatin1String(verb))
                                    .arg(given)
                              : VerbArgumentsWords::tr("glassnet %1 takes %3 files, and %2 are given. Try glassnet --help.")
                                    .arg(QLatin1String(verb))
                                    .arg(given)
                                    .arg(files));
        return false;
    }
    return true;
}

std::optional<Project> readProjectFile(const QString& path) {
    auto project = glassnet::readProjectFile(path.toStdString());
    if (!project) {
        printError(ui::ErrorText::of(project.error()));
        return std::nullopt;
    }
    return std::move(*project);
}

}  // namespace glassnet::app
