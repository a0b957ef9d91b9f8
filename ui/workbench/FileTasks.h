#pragma once

#include <QObject>
#include <QString>
#include <functional>

#include "engine/project/Project.h"
#include "ui/workbench/RunKeeper.h"
#include "ui/workbench/Runner.h"

namespace glassnet::ui {

/// A task that reads a project from a file and hands it to `done` on the thread of `receiver`, unless that is gone.
[[nodiscard]] Runner::Task readTask(const QString& path, QObject* receiver, std::function<void(const Result<Project>&)> done);

/// A task that writes a project and its runs with the session's state, if there is one; so does a run that trains meanwhile. The file on
/// disk is whole at any time.
[[nodiscard]] Runner::Task writeTask(const QString& path, const Project& project, const RunKeeper& runs, QObject* receiver,
                                     std::function<void(const Result<void>&)> done);

}  // namespace glassnet::ui
