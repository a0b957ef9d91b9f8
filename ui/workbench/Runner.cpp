#include "ui/workbench/Runner.h"

#include <QCoreApplication>

#include "ui/workbench/DeviceRescue.h"

namespace glassnet::ui {

Runner::Runner(std::function<void()> notify, std::shared_ptr<DeviceHost> host, std::set<std::string> passed)
    : m_notify(std::move(notify)),
      m_desk(std::move(host), std::move(passed)),
      m_thread([this](const std::stop_token& end) { work(end); }) {}

Runner::~Runner() {
    {
        const std::lock_guard lock(m_mutex);
        dropCommands();
        cancelAsks();
        m_stop.request_stop();
    }
    m_thread.request_stop();
    m_wake.notify_all();
}

void Runner::cancelAsks() {
    m_asks.clear();
    m_askStop.request_stop();
    m_askStop = std::stop_source();
}

void Runner::dropCommands() {
    // Files that are still to be written are written.
    std::erase_if(m_jobs, [](const Job& job) { return !job.task && !job.live.has_value() && !job.wishes.has_value(); });
    m_playsAsked = 0;
}

void Runner::open(Project project) {
    {
        const std::lock_guard lock(m_mutex);
        dropCommands();
        cancelAsks();
        ++m_generation;
        m_news = {};
        m_stop.request_stop();
        m_stop = std::stop_source();
        m_jobs.push_back({.project = std::move(project)});
    }
    m_wake.notify_all();
}

void Runner::post(Command command, int merge) {
    {
        const std::lock_guard lock(m_mutex);
        if (merge != kLook) {
            cancelAsks();
        }
        if (merge != 0 && !m_jobs.empty() && m_jobs.back().merge == merge) {
            m_jobs.back().command = std::move(command);
        } else {
            m_jobs.push_back({.command = std::move(command), .merge = merge});
        }
    }
    m_wake.notify_all();
}

void Runner::push(Job job) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_all();
}

void Runner::postTask(Task task) { push({.task = std::move(task)}); }

void Runner::postChange(StageCommand change, bool replaces) {
    {
        const std::lock_guard lock(m_mutex);
        cancelAsks();
        if (replaces) {
            ++m_generation;
            m_news.snapshot.reset();
            m_stop.request_stop();
            m_stop = std::stop_source();
        }
        m_jobs.push_back({.change = std::move(change)});
    }
    m_wake.notify_all();
}

void Runner::play(const PlayOrder& order, Command begun, std::function<void(Session&)> ended) {
    {
        const std::lock_guard lock(m_mutex);
        ++m_playsAsked;
    }
    post([this, order, begun = std::move(begun), ended = std::move(ended)](Session& session, const std::stop_token& stop) {
        begun(session, stop);
        // A run that goes on stays where it is.
        if (!m_player.continuesAt(session)) {
            m_desk.decide(session, stop, testProgress());
        }
        m_player.begin(session, order, ended);
        const std::lock_guard lock(m_mutex);
        m_playsAsked = std::max(0, m_playsAsked - 1);
        m_isPlaying = m_player.isPlaying();
    });
}

void Runner::wish(const PlayWishes& wishes, bool shown) { push({.wishes = wishes, .shown = shown}); }

void Runner::waitForPause() {
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_jobs.empty() && !m_busy && !m_isPlaying && m_playsAsked == 0; });
}

void Runner::postLive(bool live) { push({.live = live}); }

void Runner::tell(const std::function<void(RunnerNews&)>& news) {
    {
        const std::lock_guard lock(m_mutex);
        news(m_news);
    }
    announce();
}

void Runner::look(const Selection& selection, bool withGradientCheck, bool following) {
    {
        const std::lock_guard lock(m_mutex);
        m_selection = selection;
        m_withGradientCheck = withGradientCheck;
        m_following = following;
    }
    post([](Session&, const std::stop_token&) {}, kLook);
}

void Runner::ask(std::uintptr_t key, const QString& title, Ask work) {
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_asks, [key](const Asked& asked) { return asked.key == key; });
        if (m_answering == key) {
            m_askStop.request_stop();
            m_askStop = std::stop_source();
        }
        m_asks.push_back({key, title, std::move(work)});
    }
    m_wake.notify_all();
}

void Runner::tellProgress(const QString& title, std::int64_t done, std::int64_t total) {
    if (m_pace.isDue()) {
        tell([&](RunnerNews& news) { news.progress = WorkProgress{title, done, total}; });
    }
}

void Runner::endProgress() {
    if (m_pace.end()) {
        tell([](RunnerNews& news) {
            news.progress.reset();
            news.progressEnded = true;
        });
    }
}

void Runner::stop() {
    const std::lock_guard lock(m_mutex);
    cancelAsks();
    m_stop.request_stop();
    m_stop = std::stop_source();
}

RunnerNews Runner::take() {
    const std::lock_guard lock(m_mutex);
    m_announced = false;
    return std::exchange(m_news, {});
}

void Runner::wait() {
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_jobs.empty() && m_asks.empty() && !m_busy; });
}

std::optional<TrainingState> Runner::state() {
    std::optional<TrainingState> copy;
    post([&copy](Session& session, const std::stop_token&) { copy = session.state(); });
    wait();
    return copy;
}

void Runner::work(const std::stop_token& end) {
    while (true) {
        Job job;
        std::optional<Asked> asked;
        std::stop_token stopToken;
        bool last = false;
        {
            std::unique_lock lock(m_mutex);
            const auto isWanted = [this] { return !m_jobs.empty() || !m_asks.empty(); };
            if (m_player.isPlaying()) {
                m_wake.wait_until(lock, end, m_player.due(), isWanted);
            } else {
                m_wake.wait(lock, end, isWanted);
            }
            if (!isWanted() && end.stop_requested()) {
                return;
            }
            if (!isWanted()) {
                stopToken = m_stop.get_token();
                lock.unlock();
                train(stopToken);
                continue;
            }
            m_busy = true;
            // With the job, or a stop() between the two would not reach it.
            if (m_jobs.empty()) {
                asked = std::move(m_asks.front());
                m_asks.pop_front();
                m_answering = asked->key;
                stopToken = m_askStop.get_token();
            } else {
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
                stopToken = m_stop.get_token();
            }
        }
        m_pace.begin();
        if (asked.has_value()) {
            guard([&] { answer(*asked, stopToken); });
        } else {
            guard([&] { perform(job, stopToken); });
        }
        endProgress();
        {
            const std::lock_guard lock(m_mutex);
            m_answering = 0;
            last = m_jobs.empty() && !asked.has_value();
        }
        // With more to do at once a picture of the state between would only be thrown away.
        if (last) {
            guard([this] { publish(); });
        }
        {
            const std::lock_guard lock(m_mutex);
            m_busy = false;
        }
        m_idle.notify_all();
    }
}

/// A slice of training, and what there is to tell of it.
void Runner::train(const std::stop_token& stop) {
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        generation = m_generation;
    }
    auto& session = *m_stage.session();
    guard([&] { m_player.slice(session, stop); });
    followDevices();
    if (m_player.hasNews()) {
        guard([&] { publishTraining(m_player.takeNews(session, stop), generation); });
        const auto now = Player::Clock::now();
        if (!m_player.isPlaying() || now - m_shotAt >= 5 * m_shotTook) {
            guard([this] { publish(); });
            m_shotAt = Player::Clock::now();
            m_shotTook = m_shotAt - now;
        }
    }
    {
        const std::lock_guard lock(m_mutex);
        m_isPlaying = m_player.isPlaying();
    }
    m_idle.notify_all();
}

void Runner::publishTraining(TrainReportPtr report, std::uint64_t generation) {
    tell([&](RunnerNews& news) {
        if (generation == m_generation) {
            news.training = std::move(report);
        }
    });
}

void Runner::answer(const Asked& asked, const std::stop_token& cancelled) {
    const auto* session = m_stage.session();
    if (session == nullptr) {
        return;
    }
    asked.work(*session, AskControl(
                             [this, &cancelled] {
                                 serveMeanwhile();
                                 return cancelled.stop_requested();
                             },
                             [this, &asked](std::int64_t done, std::int64_t total) { tellProgress(asked.title, done, total); }));
}

/// The window and files do not wait for what was asked: it changes nothing, so they can come in between.
void Runner::serveMeanwhile() {
    bool isLookedFor = false;
    while (true) {
        Job job;
        {
            const std::lock_guard lock(m_mutex);
            if (m_jobs.empty() || !m_jobs.front().isHarmless()) {
                break;
            }
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        if (job.task) {
            job.task(m_stage.session());
        } else if (job.wishes.has_value()) {
            takeWishes(job);
        } else {
            isLookedFor = true;
        }
    }
    if (isLookedFor) {
        publish();
    }
}

/// A device that fails is left for the CPU. Memory that ran out, or a mistake of ours: the window says so and goes on.
void Runner::guard(const std::function<void()>& work) {
    try {
        work();
    } catch (const ErrorException& exception) {
        auto* session = m_stage.session();
        if (session != nullptr && session->isDeviceFailure(exception.error())) {
            session->leaveDevice(exception.error());
            guard(work);
            return;
        }
        tellFailure(exception.error());
    }
}

void Runner::takeWishes(const Job& job) {
    m_player.setWishes(*job.wishes);
    m_isTrainingShown = job.shown;
}

void Runner::perform(Job& job, const std::stop_token& stopToken) {
    if (!job.isHarmless() && m_player.isPlaying()) {
        m_player.end(*m_stage.session(), StopReason::Person);
        const std::lock_guard lock(m_mutex);
        m_isPlaying = false;
    }
    if (job.project.has_value() || job.change) {
        m_stage.setDevices(m_desk.forSessions());
    }
    if (job.wishes.has_value()) {
        takeWishes(job);
    } else if (job.task) {
        job.task(m_stage.session());
    } else if (job.project.has_value()) {
        m_player.forget();
        const auto opened = m_stage.open(*job.project);
        const std::lock_guard lock(m_mutex);
        m_news.opened = true;
        m_news.problem = opened ? std::nullopt : std::optional(opened.error());
        if (!opened) {
            m_news.failure = opened.error();
            m_news.closed = true;
        }
    } else if (job.live.has_value()) {
        m_stage.setLive(*job.live);
    } else if (job.change) {
        const auto changed = job.change(m_stage);
        const std::lock_guard lock(m_mutex);
        m_news.opened = true;
        m_news.problem = changed ? std::nullopt : std::optional(changed.error());
        m_news.closed = !changed;
    } else if (m_stage.session() != nullptr) {
        runOnDevice(*m_stage.session(), [&] { job.command(*m_stage.session(), stopToken); });
    }
    followDevices();
}

DeviceDesk::Progress Runner::testProgress() {
    return [this](std::int64_t done, std::int64_t total) {
        tellProgress(QCoreApplication::translate("Runner", "Testing the device"), done, total);
    };
}

/// What a command or a slice did to the device in use.
void Runner::followDevices() {
    auto* session = m_stage.session();
    if (session != nullptr) {
        if (auto fallback = session->takeFallback()) {
            m_desk.noteFallback();
            tell([&](RunnerNews& news) { news.fallback = std::move(fallback); });
        }
        m_desk.follow(*session);
    }
    if (const auto version = m_desk.version(); version != m_toldDevices) {
        m_toldDevices = version;
        tell([this](RunnerNews& news) { news.devices = m_desk.report(); });
    }
}

void Runner::publish() {
    Selection selection;
    bool withGradientCheck = false;
    bool isFollowing = false;
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_jobs.empty()) {
            return;  // Another project may have come since: with its generation the old session's numbers would pass as its own.
        }
        generation = m_generation;
        selection = m_selection;
        withGradientCheck = m_withGradientCheck;
        // Also where nobody has taken the numbers yet that went along.
        isFollowing = m_following && m_news.snapshot != nullptr && m_news.snapshot->followed.has_value();
        isFollowing = isFollowing || (m_following && m_stage.session() != nullptr && m_stage.session()->place() != m_publishedPlace);
    }
    const auto* session = m_stage.session();
    const auto followed = isFollowing && session != nullptr ? std::optional(session->alongWith(selection)) : std::nullopt;
    auto shot = session == nullptr ? nullptr : session->snapshot(followed.value_or(selection), withGradientCheck, followed);
    m_publishedPlace = session == nullptr ? std::nullopt : std::optional(session->place());
    {
        const std::lock_guard lock(m_mutex);
        if (generation != m_generation) {
            return;  // Another project was opened meanwhile: these numbers are not its own.
        }
        if (followed.has_value() && m_selection == selection) {
            m_selection = *followed;
        }
        m_news.snapshot = std::move(shot);
    }
    announce();
    if (session != nullptr && !m_player.isPlaying() && (m_isTrainingShown || m_player.hasNews())) {
        publishTraining(m_player.hasNews() ? m_player.takeNews(*session, {}) : m_player.look(*session), generation);
    }
}

void Runner::announce() {
    bool fresh = false;
    {
        const std::lock_guard lock(m_mutex);
        fresh = !std::exchange(m_announced, true);
    }
    if (fresh) {
        m_notify();
    }
}

}  // namespace glassnet::ui
