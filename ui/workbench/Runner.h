#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/project/Project.h"
#include "ui/workbench/AskControl.h"
#include "ui/workbench/DeviceDesk.h"
#include "ui/workbench/Player.h"
#include "ui/workbench/ProgressPace.h"
#include "ui/workbench/Session.h"
#include "ui/workbench/Stage.h"
#include "ui/workbench/WorkProgress.h"

namespace glassnet::ui {

/// What the worker has for the window: the newest snapshot, and the failure of the last project that could not be opened.
struct RunnerNews {
    SnapshotPtr snapshot;
    std::optional<Error> failure;
    /// The project could not be opened: there are no numbers.
    bool closed = false;
    /// The drawing was opened or changed; `problem` says why it cannot run, none when it does.
    bool opened = false;
    std::optional<Error> problem;
    /// Marks of changes that changed nothing (Workbench's own numbers).
    std::vector<std::uint64_t> unchanged;
    /// How far the work in hand is, once it takes long.
    std::optional<WorkProgress> progress;
    /// Where training stands.
    TrainReportPtr training;
    /// What there is to compute on, where that has changed.
    DeviceReportPtr devices;
    /// A device failed, and the CPU goes on.
    std::optional<DeviceFallback> fallback;
    /// The work that told its progress before has ended.
    bool progressEnded = false;
};

/// The compute thread: owns the Session, takes commands in order, hands snapshots out, newest wins. Arithmetic never waits for the
/// window and the window never waits for arithmetic.
class Runner {
public:
    /// A change of the session; runs on the worker. `stop` is asked at least every 10 ms by commands that last.
    using Command = std::function<void(Session& session, const std::stop_token& stop)>;

    /// A change of what runs. Its error, if any, is told as the drawing's problem.
    using StageCommand = std::function<Result<void>(Stage& stage)>;

    /// Work that needs no session: reading and writing files. Gets the session if there is one.
    using Task = std::function<void(const Session* session)>;

    /// Work beside the step in hand: it reads the session and changes nothing.
    using Ask = std::function<void(const Session& session, const AskControl& control)>;
    /// Work is told of once it takes longer than this.
    static constexpr std::chrono::milliseconds kQuiet{100};

    /// `notify` is called on the worker whenever there are news to take; it must only post.
    /// `host`: the devices beside the CPU, null for none; `passed`: the fingerprints of those that passed their self-test before.
    explicit Runner(std::function<void()> notify, std::shared_ptr<DeviceHost> host = nullptr, std::set<std::string> passed = {});
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Replaces the session by one of this project; commands still to be done for the old one are dropped, tasks are not.
    void open(Project project);
    /// Queues a command. With a `merge` key other than 0 it replaces a queued last command of the same key: of a drag only the newest
    /// place counts.
    void post(Command command, int merge = 0);
    /// Queues a change of what runs, in order with the commands. With `replaces` the numbers of before are no longer shown, and a command
    /// in hand is stopped.
    void postChange(StageCommand change, bool replaces);
    /// Begins training: `begun` before, `ended` once it has stopped, both on the worker. Whatever else changes the session ends it first.
    void play(const PlayOrder& order, Command begun, std::function<void(Session&)> ended);
    /// Stops training at the next look at the token.
    void pause() {
        stop();
        post([](Session&, const std::stop_token&) {});
    }
    /// What is to be seen of training from now on; with `shown` also while it stands still.
    void wish(const PlayWishes& wishes, bool shown);
    /// Blocks until training has stopped: for the command line and tests.
    void waitForPause();
    /// Stage::setLive on the worker.
    void postLive(bool live);
    /// Tells that the change with this mark changed nothing; called on the worker.
    void tellUnchanged(std::uint64_t mark) {
        tell([mark](RunnerNews& news) { news.unchanged.push_back(mark); });
    }
    /// Tells what a command could not do; called on the worker.
    void tellFailure(const Error& error) {
        tell([&error](RunnerNews& news) { news.failure = error; });
    }
    /// Queues a task; it runs on the worker, in order with the commands.
    void postTask(Task task);
    /// Queues work beside the step in hand, done when nothing else is to do. Another for the same key takes the place of it; whatever
    /// changes the session cancels all of them. Snapshots and tasks are served in between.
    void ask(std::uintptr_t key, const QString& title, Ask work);
    /// Tells how far the command in hand is; called on the worker.
    void tellProgress(const QString& title, std::int64_t done, std::int64_t total);
    /// What snapshots show from now on.
    /// With `following` the selection goes along when the step moves; the snapshot tells where to.
    void look(const Selection& selection, bool withGradientCheck, bool following = false);
    /// Stops the command in hand at its next look at the token, and cancels what was asked.
    void stop();

    /// Where runs are computed: the worker's own, for commands and tasks, but for its report.
    [[nodiscard]] DeviceDesk& desk() noexcept { return m_desk; }
    /// Tells how far a self-test in a command is; called on the worker.
    [[nodiscard]] DeviceDesk::Progress testProgress();
    /// The newest news, once; thread-safe.
    [[nodiscard]] RunnerNews take();
    /// Blocks until everything queued so far is done: for the command line, tests and closing.
    void wait();
    /// A copy of the state between two steps, for saving; none without a session. Blocks like wait().
    [[nodiscard]] std::optional<TrainingState> state();

private:
    struct Job {
        std::optional<Project> project = {};
        Command command = {};
        StageCommand change = {};
        Task task = {};
        int merge = 0;
        std::optional<bool> live = {};
        std::optional<PlayWishes> wishes = {};
        bool shown = false;
        /// Changes nothing of the session: may come between the looks of an ask.
        [[nodiscard]] bool isHarmless() const { return merge == kLook || task || wishes.has_value(); }
    };
    struct Asked {
        std::uintptr_t key = 0;
        QString title;
        Ask work;
    };
    static constexpr int kLook = -1;
    void push(Job job);
    void tell(const std::function<void(RunnerNews&)>& news);
    void dropCommands();
    void cancelAsks();
    void answer(const Asked& asked, const std::stop_token& cancelled);
    void serveMeanwhile();
    void endProgress();
    void followDevices();
    void work(const std::stop_token& end);
    void guard(const std::function<void()>& work);
    void takeWishes(const Job& job);
    void perform(Job& job, const std::stop_token& stopToken);
    void train(const std::stop_token& stop);
    void publish();
    void publishTraining(TrainReportPtr report, std::uint64_t generation);
    void announce();

    std::function<void()> m_notify;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::condition_variable_any m_idle;
    std::deque<Job> m_jobs;
    std::deque<Asked> m_asks;
    bool m_busy = false;
    std::stop_source m_stop;
    std::stop_source m_askStop;
    std::uintptr_t m_answering = 0;
    /// Of the work in hand; the worker's own.
    ProgressPace m_pace{kQuiet};
    Selection m_selection;
    bool m_withGradientCheck = false;
    bool m_following = false;
    /// Where the step stood in the last snapshot; the worker's own.
    std::optional<StepPlace> m_publishedPlace;
    RunnerNews m_news;
    bool m_announced = false;
    /// Counts the projects opened.
    std::uint64_t m_generation = 0;
    DeviceDesk m_desk;
    std::uint64_t m_toldDevices = 0;
    Stage m_stage;
    Player m_player;
    /// Training that has begun and not ended, and that was asked for and has not begun.
    bool m_isPlaying = false;
    int m_playsAsked = 0;
    /// The worker's own: whether training is in view, and when a snapshot was last made between two slices and how long that took.
    bool m_isTrainingShown = false;
    Player::Clock::time_point m_shotAt;
    Player::Clock::duration m_shotTook{};
    std::jthread m_thread;
};

}  // namespace glassnet::ui
