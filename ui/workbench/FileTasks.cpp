#include "ui/workbench/FileTasks.h"

#include "engine/project/ProjectFile.h"

namespace glassnet::ui {

Runner::Task readTask(const QString& path, QObject* receiver, std::function<void(const Result<Project>&)> done) {
    return [path, receiver, done = std::move(done)](const Session*) {
        const auto project = readProjectFile(path.toStdString());
        QMetaObject::invokeMethod(
            receiver, [done, project] { done(project); }, Qt::QueuedConnection);
    };
}

Runner::Task writeTask(const QString& path, const Project& project, QObject* receiver, std::function<void(const Result<void>&)> done) {
    return [path, project, receiver, done = std::move(done)](const Session* session) {
        auto whole = project;
        if (session != nullptr) {
            whole.state = session->state();
        }
        const auto written = writeProjectFile(path.toStdString(), whole);
        QMetaObject::invokeMethod(
            receiver, [done, written] { done(written); }, Qt::QueuedConnection);
    };
}

}  // namespace glassnet::ui
