#include "app/verbs/WindowVerb.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>

#include "app/Examples.h"
#include "app/MainWindow.h"

namespace glassnet::app {

ExitCode runWindow(int& argc, char** argv, const QStringList& arguments) {
    QCommandLineParser parser;
    if (!parser.parse(QStringList{QStringLiteral("glassnet")} + arguments)) {
        printError(QCoreApplication::translate("CommandLine", "%1. Try glassnet --help.").arg(parser.errorText().remove(QLatin1Char('.'))));
        return ExitCode::WrongArguments;
    }
    const auto files = parser.positionalArguments();
    if (files.size() > 1) {
        printError(QCoreApplication::translate("CommandLine", "The window opens one file, and %1 are given. Try glassnet --help.")
                       .arg(files.size()));
        return ExitCode::WrongArguments;
    }
    if (!files.isEmpty() && !QFileInfo::exists(files.first())) {
        printError(QCoreApplication::translate("CommandLine", "“%1” is neither a file nor something glassnet does. Try glassnet --help.")
                       .arg(files.first()));
        return ExitCode::WrongArguments;
    }
    // Before other threads read the environment, of which it takes something out.
    auto devices = std::make_shared<DeviceHost>();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("glassnet"));
    QApplication::setDesktopFileName(QStringLiteral("glassnet"));
    // Asked once before our own palette hides the desktop's.
    static_cast<void>(systemPrefersDark());
    Settings settings;
    MainWindow window(settings, nullptr, std::move(devices));
    // The example first: if the file cannot be opened there is something to look at beside the sentence that says why.
    window.openExample(QStringLiteral("three-two-one"));
    if (!files.isEmpty()) {
        window.openFile(files.first());
    }
    window.show();
    return QApplication::exec() == 0 ? ExitCode::Done : ExitCode::Failed;
}

}  // namespace glassnet::app
