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

Runner::Task writeTask(const QString& path, const Project& project, const RunKeeper& runs, QObject* receiver,
                       std::function<void(const Result<void>&)> done) {
    return [path, project, kept = runs.runs(), inHand = runs.inHand(), receiver, done = std::move(done)](const Session* session) {
        auto whole = project;
        auto all = kept;
        if (session != nullptr) {
            whole.state = session->state();
            if (session->network() == inHand.network) {
                all.change(inHand.id, [&whole](KeptRun& run) {
                    run.state = std::make_shared<const TrainingState>(*whole.state);
                    run.steps = whole.state->step;
                });
            }
        }
        whole.runs = std::make_shared<const KeptRuns>(std::move(all));
        const auto written = writeProjectFile(path.toStdString(), whole);
        QMetaObject::invokeMethod(
            receiver, [done, written] { done(written); }, Qt::QueuedConnection);
    };
}

}  // namespace glassnet::ui
