#pragma once

#include <QCommandLineParser>
#include <QStringList>

#include "app/CommandLine.h"
#include "engine/project/Project.h"

namespace glassnet::app {

/// Parses a verb's arguments; false after an error message when an option is unknown or the number of files is not `files`.
[[nodiscard]] bool parseArguments(QCommandLineParser& parser, const char* verb, const QStringList& arguments, int files);

/// Reads a project file for a verb; prints the sentence and returns none when it cannot be read.
[[nodiscard]] std::optional<Project> readProjectFile(const QString& path);

}  // namespace glassnet::app
