#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "engine/project/Project.h"
#include "ui/workbench/Session.h"

namespace glassnet::ui {

/// What the worker has for the window: the newest snapshot, and the failure of the last project that could not be opened.
struct RunnerNews {
    SnapshotPtr snapshot;
    std::optional<Error> failure;
    /// The project could not be opened: there are no numbers.
    bool closed = false;
};

/// The compute thread: owns the Session, takes commands in order, hands snapshots out, newest wins. Arithmetic never waits for the
/// window and the window never waits for arithmetic.
class Runner {
public:
    /// A change of the session; runs on the worker. `stop` is asked at least every 10 ms by commands that last.
    using Command = std::function<void(Session& session, const std::stop_token& stop)>;

    /// Work that needs no session: reading and writing files. Gets the session if there is one.
    using Task = std::function<void(const Session* session)>;

    /// `notify` is called on the worker whenever there are news to take; it must only post.
    explicit Runner(std::function<void()> notify);
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Replaces the session by one of this project; commands still to be done for the old one are dropped, tasks are not.
    void open(Project project);
    /// Queues a command. With a `merge` key other than 0 it replaces a queued last command of the same key: of a drag only the newest
    /// place counts.
    void post(Command command, int merge = 0);
    /// Queues a task; it runs on the worker, in order with the commands.
    void postTask(Task task);
    /// What snapshots show from now on.
    void look(const Selection& selection, bool withGradientCheck);
    /// Stops the command in hand at its next look at the token.
    void stop();

    /// The newest news, once; thread-safe.
    [[nodiscard]] RunnerNews take();
    /// Blocks until everything queued so far is done: for the command line, tests and closing.
    void wait();
    /// A copy of the state between two steps, for saving; none without a session. Blocks like wait().
    [[nodiscard]] std::optional<TrainingState> state();

private:
    struct Job {
        std::optional<Project> project;
        Command command;
        Task task;
        int merge = 0;
    };
    void dropCommands();
    void work(const std::stop_token& end);
    void guard(const std::function<void()>& work);
    void perform(Job& job, const std::stop_token& stopToken);
    void publish();
    void announce();

    std::function<void()> m_notify;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::condition_variable_any m_idle;
    std::deque<Job> m_jobs;
    bool m_busy = false;
    std::stop_source m_stop;
    Selection m_selection;
    bool m_withGradientCheck = false;
    RunnerNews m_news;
    bool m_announced = false;
    /// Counts the projects opened.
    std::uint64_t m_generation = 0;
    std::unique_ptr<Session> m_session;
    std::jthread m_thread;
};

}  // namespace glassnet::ui
