#pragma once

#include <QString>
#include <QVector>

#include "engine/project/Project.h"

namespace glassnet::app {

/// An example that is part of the program.
struct ExampleInfo {
    QString name;   ///< the file's name without the ending
    QString title;  ///< as the menu shows it
};

/// The examples in the order a class meets them.
[[nodiscard]] QVector<ExampleInfo> exampleList();

/// Reads an example; FileNotFound for a name that is none.
[[nodiscard]] Result<Project> loadExample(const QString& name);

/// True when the desktop's own palette is dark (Qt 6.4 has no other way to ask).
[[nodiscard]] bool systemPrefersDark();

}  // namespace glassnet::app
