#include "app/CommandLine.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <array>
#include <cstdio>

#include "app/verbs/DeviceVerb.h"
#include "app/verbs/PictureVerb.h"
#include "app/verbs/RunVerb.h"
#include "app/verbs/ScriptVerb.h"
#include "app/verbs/TrainVerb.h"
#include "app/verbs/WindowVerb.h"
#include "engine/base/Version.h"

namespace glassnet::app {

namespace {

struct CommandLineWords {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

constexpr std::array kVerbs{
    Verb{"", "[FILE]", QT_TRANSLATE_NOOP("CommandLine", "Opens the window, with FILE if one is given."), runWindow},
    Verb{"run", "FILE [--json]", QT_TRANSLATE_NOOP("CommandLine", "Runs one training step of FILE and prints every entry with its values."),
         runRun},
    Verb{"train", "FILE [--epochs N] [--seed S] [--out FILE] [--json] [--device cpu|cuda[:N][+tf32]]",
         QT_TRANSLATE_NOOP("CommandLine", "Trains FILE to the end of epoch N (100), prints how it went and writes what was learned to --out."),
         runTrain},
    Verb{"device", "[--json] | --self-test [--device cpu|cuda[:N][+tf32]] [--out FILE] [--json]",
         QT_TRANSLATE_NOOP("CommandLine",
                           "Lists what there is to compute on and why the rest cannot be used, or tests a device against the reference."),
         runDevice},
    Verb{"script", "FILE OUT.py [--form nn|hand]",
         QT_TRANSLATE_NOOP("CommandLine", "Writes FILE as a program for PyTorch, and data that are too long for it into a file beside it."),
         runScript},
    Verb{"picture",
         "FILE OUT.png [--mode build|step|train|present] [--at N] [--epochs N] [--page P] [--theme light|dark] [--size WxH] [--scale S]",
         QT_TRANSLATE_NOOP("CommandLine",
                           "Draws the window, with FILE after N entries or trained for N epochs, into a picture; needs no display."),
         runPicture},
};

void printHelp() {
    printLine(CommandLineWords::tr("Glassnet: draw a neural network, see every number inside it, step through it."));
    printLine({});
    for (const auto& verb : kVerbs) {
        const auto name = QString::fromLatin1(verb.name);
        printLine(QStringLiteral("  glassnet %1%2%3")
                      .arg(name, name.isEmpty() ? QString() : QStringLiteral(" "), QString::fromLatin1(verb.arguments)));
        printLine(QStringLiteral("      %1").arg(verbHelp(verb)));
    }
    printLine(QStringLiteral("  glassnet --help | --version"));
    printLine({});
    printLine(CommandLineWords::tr("Exit codes: 0 done, 1 the work failed, 2 wrong arguments."));
}

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

QString verbHelp(const Verb& verb) { return CommandLineWords::tr(verb.help); }

ExitCode runCommandLine(int& argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    if (arguments.contains(QStringLiteral("--help")) || arguments.contains(QStringLiteral("-h"))) {
        printHelp();
        return ExitCode::Done;
    }
    if (arguments.contains(QStringLiteral("--version"))) {
        printLine(QStringLiteral("Glassnet %1").arg(QString::fromUtf8(kVersion.data(), static_cast<qsizetype>(kVersion.size()))));
        return ExitCode::Done;
    }
    for (const auto& verb : kVerbs) {
        if (*verb.name != '\0' && !arguments.isEmpty() && arguments.first() == QLatin1String(verb.name)) {
            return verb.run(argc, argv, arguments.mid(1));
        }
    }
    return kVerbs.front().run(argc, argv, arguments);
}

void printLine(const QString& text) {
    const auto bytes = (text + QLatin1Char('\n')).toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

void printError(const QString& text) {
    const auto bytes = (text + QLatin1Char('\n')).toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

}  // namespace glassnet::app
