#include "ui/workbench/Workbench.h"

#include "ui/workbench/FileTasks.h"
#include "ui/workbench/MachineLimits.h"

namespace glassnet::ui {

Workbench::Workbench(QObject* parent, std::shared_ptr<DeviceHost> devices, std::set<std::string> passed)
    : QObject(parent),
      m_runner([this] { QMetaObject::invokeMethod(this, &Workbench::takeNews, Qt::QueuedConnection); }, std::move(devices),
               std::move(passed)),
      m_devices(std::make_unique<DeviceControl>(
          m_runner,
          [this](const QString& title, const DeviceWish& before, Runner::Command command) {
              auto entry = entryOf(title, false);
              entry.isSaved = false;
              entry.wishBefore = before;
              post(std::move(entry), std::move(command));
          },
          nullptr)) {}

void Workbench::open(const Project& project) {
    auto drawing = project;
    drawing.runs.reset();
    m_runs.open(project.runs);
    m_savedRuns = m_runs.mark();
    const auto begun = drawing;
    drawing.state.reset();
    m_project = std::make_shared<const Project>(std::move(drawing));
    m_hadState = project.state.has_value();
    m_path.clear();
    m_questions.clear();
    ++m_opened;
    ++m_asked;
    m_history.clear();
    m_savedMark = m_history.madeMark();
    showHistory();
    m_previewBefore.reset();
    m_snapshot.reset();
    m_selection = {};
    m_hovered.reset();
    for (const auto& layer : m_project->network.layers()) {
        if (layer.dense() != nullptr) {
            m_selection.layer = layer.id;
            break;
        }
    }
    emit projectChanged();
    emit selectionChanged();
    emit runsChanged();
    m_openError.reset();
    findDrawingProblems();
    m_runner.open(begun);
    look();
}

void Workbench::openFile(const QString& path) {
    m_runner.postTask(readTask(path, this, [this, path, ticket = ++m_asked](const Result<Project>& project) {
        if (ticket != m_asked) {
            return;  // Something else was opened meanwhile.
        }
        if (!project) {
            emit failed(project.error());
            return;
        }
        open(*project);
        m_path = path;
        emit projectChanged();
    }));
}

void Workbench::saveFile(const QString& path) {
    const auto done = [this, path, ticket = m_opened, mark = m_history.madeMark(), runs = m_runs.mark()](const Result<void>& written) {
        if (!written) {
            emit failed(written.error());
            return;
        }
        if (ticket != m_opened) {
            return;  // It is no longer the project on the screen.
        }
        m_path = path;
        m_savedMark = mark;
        m_savedRuns = runs;
        showHistory();
        emit saved(path);
    };
    m_runner.postTask(writeTask(path, *m_project, m_runs, this, done));
}

void Workbench::showHistory() {
    const bool modified = m_history.madeMark() != m_savedMark || m_runs.mark() != m_savedRuns;
    if (modified != m_modified) {
        m_modified = modified;
        emit modifiedChanged();
    }
    emit historyChanged();
}

void Workbench::findDrawingProblems() {
    m_problems = findProblems(m_project->network, machineLimits());
    if (m_problems.empty() && m_openError.has_value()) {
        m_problems.push_back({*m_openError, LayerId(), {}});
    }
    emit problemsChanged();
}

void Workbench::look() { m_runner.look(m_selection, m_withGradientCheck, m_following); }

void Workbench::select(const Selection& selection) {
    if (selection == m_selection) {
        return;
    }
    m_selection = selection;
    emit selectionChanged();
    look();
}

MoveControl Workbench::control(const std::stop_token& stop, const QString& title) {
    return {stop, [this, title](std::int64_t done, std::int64_t total) { m_runner.tellProgress(title, done, total); }};
}

void Workbench::step(StepSize size, Direction direction) {
    const auto title = direction == Direction::Forward ? tr("Going forward") : tr("Going back");
    passTime([this, size, direction, title, sample = m_selection.sample](Session& session, const std::stop_token& stop) {
        session.move(size, direction, sample, control(stop, title));
    });
}

void Workbench::switchBranch(BranchId branch) {
    const auto title = tr("Going another way");
    passTime([this, branch, title](Session& session, const std::stop_token& stop) { session.switchTo(branch, control(stop, title)); },
             title);
}

void Workbench::askAny(QObject* receiver, const QString& title, std::function<std::any(const Session&, const AskControl&)> work,
                       std::function<void(const std::any&)> done) {
    const auto question = m_questions.ask(receiver);
    m_runner.ask(reinterpret_cast<std::uintptr_t>(receiver), title,
                 [this, guarded = QPointer<QObject>(receiver), receiver, question, work = std::move(work), done = std::move(done)](
                     const Session& session, const AskControl& control) {
                     auto answer = work(session, control);
                     if (control.cancelled()) {
                         return;
                     }
                     QMetaObject::invokeMethod(
                         this,
                         [this, guarded, receiver, question, done, answer = std::move(answer)] {
                             if (guarded != nullptr && m_questions.isWanted(receiver, question)) {
                                 done(answer);
                             }
                         },
                         Qt::QueuedConnection);
                 });
}

void Workbench::moveTo(std::size_t position) {
    passTime([position](Session& session, const std::stop_token&) { session.moveTo(position); });
}

void Workbench::passTime(Runner::Command command, const QString& title) {
    if (m_problems.empty()) {
        post(title.isEmpty() ? tr("Step") : title, true, std::move(command));
    }
}

Workbench::Added Workbench::addEntry(HistoryEntry entry) {
    m_questions.clear();
    entry.before = m_project;
    entry.after = m_project;
    entry.wishAfter = m_devices->wish();
    if (entry.momentBefore == nullptr) {
        entry.momentBefore = std::make_shared<Moment>();
    }
    entry.momentAfter = std::make_shared<Moment>();
    const auto captured = entry.momentBefore;
    const auto added = m_history.add(std::move(entry));
    return {captured, added.momentBefore, added.momentAfter, added.mark};
}

/// On the worker: the entry ends here.
void Workbench::tellEnd(const Added& added, const Session& session) {
    *added.after = session.moment();
    if (sameMoment(*added.first, *added.after)) {
        m_runner.tellUnchanged(added.mark);
    }
}

/// Posts a command of the session as an entry of the history. The moments are filled on the worker, in the order of the commands.
void Workbench::post(HistoryEntry entry, Runner::Command command) {
    const bool isCaptured = entry.momentBefore != nullptr;
    const auto added = addEntry(std::move(entry));
    m_runner.post([this, added, isCaptured, command = std::move(command)](Session& session, const std::stop_token& stop) {
        if (!isCaptured) {
            *added.captured = session.moment();
        }
        command(session, stop);
        tellEnd(added, session);
    });
    showHistory();
}

void Workbench::train(const PlayOrder& order) {
    if (!m_problems.empty()) {
        return;
    }
    const auto added = addEntry(entryOf(tr("Training"), true));
    m_runner.play(
        order, [added](Session& session, const std::stop_token&) { *added.captured = session.moment(); },
        [this, added](Session& session) { tellEnd(added, session); });
    showHistory();
}

void Workbench::goToStep(std::int64_t step) {
    const auto title = tr("Going back");
    passTime([this, step, title](Session& session, const std::stop_token& stop) { session.goToStep(step, control(stop, title)); }, title);
}

bool Workbench::edit(const QString& title, const std::function<Result<void>(Project&)>& change, const EditOptions& options) {
    auto next = *m_project;
    if (const auto done = change(next); !done) {
        emit failed(done.error());
        return false;
    }
    const bool touchesNumbers = options.mode == CarryMode::Redraw || options.transform || !options.put.empty() || options.state != nullptr;
    if (!touchesNumbers && sameProject(*m_project, next)) {
        return true;
    }
    HistoryEntry entry;
    entry.title = title;
    entry.series = options.series;
    entry.wishBefore = entry.wishAfter = m_devices->wish();
    entry.before = m_project;
    entry.after = std::make_shared<const Project>(std::move(next));
    entry.momentBefore = std::make_shared<Moment>();
    entry.momentAfter = std::make_shared<Moment>();
    m_questions.clear();
    const bool isOtherProgram = !sameProgram(*entry.before, *entry.after);
    const auto captured = entry.momentBefore;
    const auto added = m_history.add(std::move(entry));
    const StageChange stageChange{added.before, added.after, options.mode, options.transform, options.put, options.state, options.prepared};
    const bool sameAsBefore = sameProject(*added.before, *added.after);
    m_previewBefore.reset();
    m_runner.postChange(
        [this, stageChange, captured, first = added.momentBefore, after = added.momentAfter, mark = added.mark,
         sameAsBefore](Stage& stage) {
            *captured = stage.moment();
            if (first != captured) {
                stage.hold(stageChange.before, *first);  // A drag is one change, from where it began.
            }
            auto done = stage.change(stageChange);
            *after = stage.moment();
            if (sameAsBefore && sameMoment(*first, *after)) {
                m_runner.tellUnchanged(mark);
            }
            return done;
        },
        touchesNumbers || isOtherProgram);
    replaceProject(added.after, isOtherProgram);
    showHistory();
    return true;
}

void Workbench::undo() {
    if (m_history.done() > 0) {
        jumpTo(m_history.done() - 1);
    }
}

void Workbench::redo() { jumpTo(m_history.done() + 1); }

void Workbench::jumpTo(std::size_t done) {
    const auto from = m_history.done();
    m_history.moveTo(done);
    const auto to = m_history.done();
    if (to == from) {
        return;
    }
    const auto& entry = m_history.entries()[to < from ? to : to - 1];
    const auto project = to < from ? entry.before : entry.after;
    const auto moment = to < from ? entry.momentBefore : entry.momentAfter;
    m_questions.clear();
    m_devices->restoreWish(to < from ? entry.wishBefore : entry.wishAfter);
    const bool isOtherProgram = !sameProgram(*m_project, *project);
    m_previewBefore.reset();
    m_runner.postChange([project, moment](Stage& stage) { return stage.restore(*project, *moment); }, isOtherProgram);
    replaceProject(project, isOtherProgram);
    showHistory();
}

/// Takes over a drawing whose numbers the worker has been asked for; with `isOtherProgram` the ids of tensors are others too.
void Workbench::replaceProject(std::shared_ptr<const Project> project, bool isOtherProgram) {
    const bool otherDrawing = !sameProject(*m_project, *project);
    m_project = std::move(project);
    m_openError.reset();
    auto selection = m_selection;
    if (m_project->network.find(selection.layer) == nullptr) {
        selection = {};
    }
    if (isOtherProgram) {
        // Ids of tensors are the old program's.
        selection.parameter.reset();
        m_hovered.reset();
        m_previewed.reset();
        if (m_snapshot != nullptr) {
            m_snapshot.reset();
            emit snapshotChanged();
        }
    }
    findDrawingProblems();
    if (otherDrawing) {
        emit drawingChanged();
    }
    select(selection);
    look();
}

void Workbench::previewElement(const ElementRef& element, double value) {
    if (m_snapshot == nullptr) {
        return;
    }
    // Only previews of one element replace each other: another's last value, put back by Escape, must not be lost.
    m_questions.clear();
    if (element != m_previewed) {
        m_previewed = element;
        m_previewBefore.reset();
        ++m_previewKey;
    }
    if (m_previewBefore == nullptr) {
        m_previewBefore = std::make_shared<Moment>();
        m_runner.post([before = m_previewBefore](Session& session, const std::stop_token&) { *before = session.moment(); });
    }
    const auto key = m_snapshot->program->tensor(element.tensor).key;
    m_runner.post(
        [key, place = element.element, value](Session& session, const std::stop_token&) { session.setElement(key, place, value); },
        m_previewKey);
}

void Workbench::setElement(const ElementRef& element, double value) {
    if (m_snapshot == nullptr) {
        return;
    }
    const auto& info = m_snapshot->program->tensor(element.tensor);
    const auto before = element == m_previewed ? std::exchange(m_previewBefore, nullptr) : nullptr;
    post(
        tr("Set a value of %1").arg(QString::fromStdString(symbolKey(info.symbol))), false,
        [key = info.key, place = element.element, value](Session& session, const std::stop_token&) {
            session.setElement(key, place, value);
            session.commitElement(key);
        },
        before);
}

void Workbench::setValues(const StateKey& key, const Tensor& values, const QString& title) {
    post(title, false, [key, values](Session& session, const std::stop_token&) {
        session.setValues(key, values);
        session.commitElement(key);
    });
}

void Workbench::setStartSeed(std::uint64_t seed) {
    EditOptions options;
    options.mode = CarryMode::Redraw;
    edit(
        tr("Seed %1").arg(seed),
        [seed](Project& project) -> Result<void> {
            project.training.seeds[static_cast<std::size_t>(GeneratorRole::Start)] = seed;
            return {};
        },
        options);
    emit projectChanged();
}

void Workbench::restart() {
    if (m_history.madeMark() == 0 && !m_hadState) {
        // Nothing was made by hand: it is a way through time, and the branches stay.
        passTime([](Session& session, const std::stop_token& stop) {
            if (session.goToStep(0, {stop, {}})) {
                session.moveTo(0);
            }
        });
        return;
    }
    EditOptions options;
    options.mode = CarryMode::Redraw;
    edit(
        tr("Same start again"), [](Project&) -> Result<void> { return {}; }, options);
}

void Workbench::settle() {
    m_runner.wait();
    takeNews();
    // Following the position may have asked for the terms of another number.
    m_runner.wait();
    takeNews();
}

void Workbench::settleTraining() {
    m_runner.waitForPause();
    settle();
}

void Workbench::takeNews() {
    auto news = m_runner.take();
    if (news.progress.has_value() || news.progressEnded) {
        emit progressChanged(news.progress);
    }
    for (const auto mark : news.unchanged) {
        m_history.drop(mark);
    }
    if (!news.unchanged.empty()) {
        showHistory();
    }
    if (news.opened && news.problem != m_openError) {
        m_openError = news.problem;
        findDrawingProblems();
    }
    if (news.closed) {
        m_snapshot.reset();
        emit snapshotChanged();
    }
    if (news.failure.has_value()) {
        emit failed(*news.failure);
    }
    m_devices->take(news);
    if (news.training != nullptr) {
        const auto mark = m_runs.mark();
        const auto dropped = m_runs.take(*news.training, *m_project);
        emit trainingChanged(news.training);
        if (!dropped.empty()) {
            emit runsDropped(dropped);
        }
        if (m_runs.mark() != mark) {
            showHistory();
        }
    }
    if (news.snapshot == nullptr) {
        return;
    }
    m_snapshot = std::move(news.snapshot);
    if (m_snapshot->followed.has_value() && m_following && *m_snapshot->followed != m_selection) {
        m_selection = *m_snapshot->followed;
        emit selectionChanged();
    }
    emit snapshotChanged();
}

}  // namespace glassnet::ui
