#pragma once

#include <QString>
#include <QStringList>
#include <span>

namespace glassnet::app {

/// How a verb ended: the process's exit code.
enum class ExitCode : int { Done = 0, Failed = 1, WrongArguments = 2 };

/// One thing the program does from the command line. `run` gets the arguments after the verb.
struct Verb {
    const char* name;       ///< empty: what happens without a verb
    const char* arguments;  ///< for the help
    const char* help;       ///< for tr() in context "CommandLine"
    ExitCode (*run)(int& argc, char** argv, const QStringList& arguments);
};

/// The table of verbs; adding one is a class in verbs/ and a row.
[[nodiscard]] std::span<const Verb> verbs();

[[nodiscard]] QString verbHelp(const Verb& verb);

/// Reads the arguments and does what they say. The exit codes are 0, 1 (the work failed) and 2 (wrong arguments).
[[nodiscard]] ExitCode runCommandLine(int& argc, char** argv);

/// Writes a line to the standard output or the error output.
void printLine(const QString& text);
void printError(const QString& text);

}  // namespace glassnet::app
