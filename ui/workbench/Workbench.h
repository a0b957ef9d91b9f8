#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <any>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/network/Problems.h"
#include "engine/project/CarriedState.h"
#include "engine/project/Project.h"
#include "ui/workbench/DeviceControl.h"
#include "ui/workbench/History.h"
#include "ui/workbench/Questions.h"
#include "ui/workbench/RunKeeper.h"
#include "ui/workbench/Runner.h"
#include "ui/workbench/Selection.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

/// How an edit joins the history and what it does to the numbers.
struct EditOptions {
    /// Edits with the same series that follow each other are one entry (a drag), until closeSeries().
    QString series;
    CarryMode mode = CarryMode::Keep;
    /// Applied to the numbers before they are carried over: what moved takes its weights along.
    std::function<TrainingState(const TrainingState&)> transform;
    /// Tensors put in afterwards where they fit (what was pasted).
    std::map<StateKey, Tensor> put;
    /// The numbers that the changed project goes on from, exactly, whatever was there (a run that is brought back); null: carried over.
    std::shared_ptr<const TrainingState> state;
    /// The data of the changed project, where they are prepared already.
    std::shared_ptr<const PreparedData> prepared;
};

/// The one QObject that owns the Project, the history and the Runner; every edit goes through it, and its signals say what changed.
class Workbench : public QObject {
    Q_OBJECT
public:
    /// `devices` and `passed` as Runner takes them.
    explicit Workbench(QObject* parent = nullptr, std::shared_ptr<DeviceHost> devices = nullptr, std::set<std::string> passed = {});

    /// Replaces the project and starts it at its first step; whether it can run is told by snapshotChanged or failed.
    void open(const Project& project);
    [[nodiscard]] const Project& project() const noexcept { return *m_project; }
    /// Reads a file on the worker and opens it; the open project stays when it cannot be read (failed).
    void openFile(const QString& path);
    /// Writes the project with the state at the start of the step in hand; answered by saved or failed. The file on disk is whole at any
    /// time.
    void saveFile(const QString& path);
    /// The file the project came from or was saved to last; empty for an example.
    [[nodiscard]] const QString& path() const noexcept { return m_path; }
    /// True when something the user made would be lost by closing.
    [[nodiscard]] bool isModified() const noexcept { return m_modified; }

    /// Carries out a change of the project, one entry of the history; the numbers are carried over. Legal at any time, also in mid-step. A
    /// change that changes nothing leaves no entry. False when `change` refuses (failed says why); nothing is changed then.
    bool edit(const QString& title, const std::function<Result<void>(Project&)>& change, const EditOptions& options = {});
    /// The edit in hand (a drag) is finished: the next one of its series is another entry.
    void closeSeries() { m_history.closeSeries(); }
    [[nodiscard]] const History& history() const noexcept { return m_history; }
    void undo();
    void redo();
    /// Goes to where `done` entries of the history are done.
    void jumpTo(std::size_t done);
    /// What keeps the drawing from running, each on its layer; empty when it runs.
    [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return m_problems; }
    /// With `live` the forward pass runs after each change of the drawing, so that its effect is seen at once.
    void setLive(bool live) { m_runner.postLive(live); }
    /// The newest numbers; null before the first and after a failure.
    [[nodiscard]] const SnapshotPtr& snapshot() const noexcept { return m_snapshot; }

    [[nodiscard]] const Selection& selection() const noexcept { return m_selection; }
    void select(const Selection& selection);
    /// Chooses the layer and unit that the entry in front of the eye belongs to whenever the position changes.
    void setFollowing(bool following) {
        m_following = following;
        look();
    }
    [[nodiscard]] const std::optional<ElementRef>& hovered() const noexcept { return m_hovered; }
    void hover(const std::optional<ElementRef>& element) {
        if (std::exchange(m_hovered, element) != element) {
            emit hoveredChanged();
        }
    }
    void setGradientCheckWanted(bool wanted) {
        if (std::exchange(m_withGradientCheck, wanted) != wanted) {
            look();
        }
    }

    /// How far forward() and back() go: a layer's entry at first.
    [[nodiscard]] StepSize stepSize() const noexcept { return m_stepSize; }
    void setStepSize(StepSize size) {
        if (std::exchange(m_stepSize, size) != size) {
            emit stepSizeChanged();
        }
    }
    void forward() { step(m_stepSize, Direction::Forward); }
    void back() { step(m_stepSize, Direction::Backward); }
    /// One step of a size, for the sample that is followed.
    void step(StepSize size, Direction direction);
    /// Goes to another way through time, where it ended.
    void switchBranch(BranchId branch);
    /// Stops a move that takes long, where it is, and what was asked.
    void cancelWork() { m_runner.stop(); }

    /// Has something worked out beside the step in hand, on the worker, and hands it to `done`, unless the session changed meanwhile, the
    /// work was cancelled or `receiver` asked anew or is gone. `title` is for the progress of work that takes long.
    template <class T>
    void ask(QObject* receiver, const QString& title, std::function<T(const Session&, const AskControl&)> work,
             std::function<void(const T&)> done) {
        askAny(
            receiver, title,
            [work = std::move(work)](const Session& session, const AskControl& control) { return std::any(work(session, control)); },
            [done = std::move(done)](const std::any& answer) { done(std::any_cast<const T&>(answer)); });
    }

    /// Trains from where the step stands, one entry of the history once it stops; whatever changes the numbers stops it first.
    void train(const PlayOrder& order);
    void pauseTraining() { m_runner.pause(); }
    /// What trainingChanged is to tell, from now on; with `shown` also while training stands still.
    void wishTraining(const PlayWishes& wishes, bool shown) { m_runner.wish(wishes, shown); }
    /// The runs of the project, the oldest first; they go with it into its file.
    [[nodiscard]] const KeptRuns& runs() const noexcept { return m_runs.runs(); }
    /// Changes them by hand (a name, what is shown); with `isMade` the person made something that closing would lose.
    void changeRuns(const std::function<void(KeptRuns&)>& change, bool isMade) {
        m_runs.change(change, isMade);
        showHistory();
        emit runsChanged();
    }
    /// Has the worker look at the session once what was asked for before is done; null where the project cannot run.
    void visit(Runner::Task look) { m_runner.postTask(std::move(look)); }
    /// Goes back to the start of a training step.
    void goToStep(std::int64_t step);

    void moveTo(std::size_t position);
    void toStart() { moveTo(0); }
    void toEnd() { moveTo(std::numeric_limits<std::size_t>::max()); }

    /// Shows a parameter element at another value while it is dragged; everything follows in the next frame.
    void previewElement(const ElementRef& element, double value);
    /// Sets it for good; one event of the timeline.
    void setElement(const ElementRef& element, double value);
    /// Replaces a whole parameter (a fill, a pasted block); `values` have its shape.
    void setValues(const StateKey& key, const Tensor& values, const QString& title);

    /// What there is to compute on.
    [[nodiscard]] DeviceControl& devices() const noexcept { return *m_devices; }

    /// Draws everything anew from another start seed.
    void setStartSeed(std::uint64_t seed);
    /// The same start again: step 0 with the same seeds, edits and training undone.
    void restart();

    /// Waits until everything asked for so far is on the screen's side: the command line and tests.
    void settle();
    /// The same once training has stopped.
    void settleTraining();

signals:
    /// Another project, or the same from its start.
    void projectChanged();
    /// The drawing was edited, or an edit was undone: network, places, data or settings.
    void drawingChanged();
    void historyChanged();
    void problemsChanged();
    /// New numbers, or none (snapshot() is null): the project cannot run.
    void snapshotChanged();
    void selectionChanged();
    void hoveredChanged();
    void stepSizeChanged();
    /// Work takes long: how far it is; none when it has ended.
    void progressChanged(const std::optional<glassnet::ui::WorkProgress>& progress);
    /// Training is elsewhere, or has stopped.
    void trainingChanged(const glassnet::ui::TrainReportPtr& report);
    /// Runs came, went or changed.
    void runsChanged();
    /// These had to go: more runs are not kept.
    void runsDropped(const std::vector<glassnet::KeptRun>& runs);
    /// The project cannot run, or a command failed; nothing else changed.
    void failed(const glassnet::Error& error);
    /// The project is in the file `path`.
    void saved(const QString& path);
    void modifiedChanged();

private:
    void takeNews();
    void look();
    void showHistory();
    void passTime(Runner::Command command, const QString& title = {});
    void askAny(QObject* receiver, const QString& title, std::function<std::any(const Session&, const AskControl&)> work,
                std::function<void(const std::any&)> done);
    /// What a move on the worker is given: its stop, and the way for its progress.
    [[nodiscard]] MoveControl control(const std::stop_token& stop, const QString& title);
    void post(HistoryEntry entry, Runner::Command command);
    void post(const QString& title, bool isTime, Runner::Command command, MomentPtr before = nullptr) {
        auto entry = entryOf(title, isTime);
        entry.momentBefore = std::move(before);
        post(std::move(entry), std::move(command));
    }
    [[nodiscard]] HistoryEntry entryOf(const QString& title, bool isTime) const {
        HistoryEntry entry;
        entry.title = title;
        entry.isTime = isTime;
        entry.wishBefore = m_devices->wish();
        return entry;
    }
    /// A new entry of the history whose moments the worker fills: `captured` where it begins.
    struct Added {
        MomentPtr captured;
        MomentPtr first;
        MomentPtr after;
        std::uint64_t mark = 0;
    };
    Added addEntry(HistoryEntry entry);
    void tellEnd(const Added& added, const Session& session);
    void replaceProject(std::shared_ptr<const Project> project, bool isOtherProgram);
    void findDrawingProblems();

    /// Without its state: the numbers are the worker's.
    std::shared_ptr<const Project> m_project = std::make_shared<const Project>();
    QString m_path;
    History m_history;
    /// The history's mark when the file was read or written.
    std::uint64_t m_savedMark = 0;
    RunKeeper m_runs;
    std::uint64_t m_savedRuns = 0;
    bool m_modified = false;
    bool m_hadState = false;
    std::vector<Problem> m_problems;
    std::optional<Error> m_openError;
    /// Counts what was opened and what was asked to be: an answer from the worker may come too late.
    std::uint64_t m_opened = 0;
    std::uint64_t m_asked = 0;
    SnapshotPtr m_snapshot;
    Selection m_selection;
    std::optional<ElementRef> m_hovered;
    std::optional<ElementRef> m_previewed;
    MomentPtr m_previewBefore;
    int m_previewKey = 1;
    bool m_following = true;
    bool m_withGradientCheck = false;
    StepSize m_stepSize = StepSize::Layer;
    Questions m_questions;
    Runner m_runner;
    std::unique_ptr<DeviceControl> m_devices;  // after m_runner: it waits for a look that uses it
};

}  // namespace glassnet::ui
