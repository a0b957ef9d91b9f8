#include "tests/app/ProgramRun.h"

#include <QProcess>
#include <QTemporaryDir>

#include "tests/support/Places.h"

namespace glassnet::test {

ProgramEnd runProgram(const QStringList& arguments, const std::function<void(QProcessEnvironment&)>& change) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromLatin1(name));
    }
    // A desktop session always has one, and Qt remarks on its absence.
    const QTemporaryDir runtime;
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime.path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    if (change) {
        change(environment);
    }
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(GLASSNET_PROGRAM), arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) {
        return {};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

QString exampleFile(const QString& name) { return QStringLiteral(GLASSNET_SOURCE "/resources/examples/%1.glassnet").arg(name); }

}  // namespace glassnet::test
