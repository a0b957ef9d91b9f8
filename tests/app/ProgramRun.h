#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <functional>

namespace glassnet::test {

/// How the program ended; a code of -1: it did not, or crashed.
struct ProgramEnd {
    int code = -1;
    QString output;
    QString error;
};

/// Runs the program itself, without a display; `change` may change what it finds in its environment.
[[nodiscard]] ProgramEnd runProgram(const QStringList& arguments, const std::function<void(QProcessEnvironment&)>& change = {});

/// A project that comes with the program.
[[nodiscard]] QString exampleFile(const QString& name);

}  // namespace glassnet::test
