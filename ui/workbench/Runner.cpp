#include "ui/workbench/Runner.h"

namespace glassnet::ui {

Runner::Runner(std::function<void()> notify) : m_notify(std::move(notify)), m_thread([this](const std::stop_token& end) { work(end); }) {}

Runner::~Runner() {
    {
        const std::lock_guard lock(m_mutex);
        dropCommands();
        m_stop.request_stop();
    }
    m_thread.request_stop();
    m_wake.notify_all();
}

void Runner::dropCommands() {
    // Files that are still to be written are written.
    std::erase_if(m_jobs, [](const Job& job) { return !job.task && !job.live.has_value(); });
}

void Runner::open(Project project) {
    {
        const std::lock_guard lock(m_mutex);
        dropCommands();
        ++m_generation;
        m_news = {};
        m_stop.request_stop();
        m_stop = std::stop_source();
        m_jobs.push_back({std::move(project), {}, {}, {}, 0, {}});
    }
    m_wake.notify_all();
}

void Runner::post(Command command, int merge) {
    {
        const std::lock_guard lock(m_mutex);
        if (merge != 0 && !m_jobs.empty() && m_jobs.back().merge == merge) {
            m_jobs.back().command = std::move(command);
        } else {
            m_jobs.push_back({std::nullopt, std::move(command), {}, {}, merge, {}});
        }
    }
    m_wake.notify_all();
}

void Runner::postTask(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::nullopt, {}, {}, std::move(task), 0, {}});
    }
    m_wake.notify_all();
}

void Runner::postChange(StageCommand change, bool replaces) {
    {
        const std::lock_guard lock(m_mutex);
        if (replaces) {
            ++m_generation;
            m_news.snapshot.reset();
            m_stop.request_stop();
            m_stop = std::stop_source();
        }
        m_jobs.push_back({std::nullopt, {}, std::move(change), {}, 0, {}});
    }
    m_wake.notify_all();
}

void Runner::postLive(bool live) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::nullopt, {}, {}, {}, 0, live});
    }
    m_wake.notify_all();
}

void Runner::tellUnchanged(std::uint64_t mark) {
    {
        const std::lock_guard lock(m_mutex);
        m_news.unchanged.push_back(mark);
    }
    announce();
}

void Runner::look(const Selection& selection, bool withGradientCheck) {
    {
        const std::lock_guard lock(m_mutex);
        m_selection = selection;
        m_withGradientCheck = withGradientCheck;
    }
    constexpr int kLook = -1;
    post([](Session&, const std::stop_token&) {}, kLook);
}

void Runner::stop() {
    const std::lock_guard lock(m_mutex);
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
    m_idle.wait(lock, [this] { return m_jobs.empty() && !m_busy; });
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
        std::stop_token stopToken;
        bool last = false;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, end, [this] { return !m_jobs.empty(); })) {
                return;
            }
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_busy = true;
            // With the job, or a stop() between the two would not reach it.
            stopToken = m_stop.get_token();
        }
        guard([&] { perform(job, stopToken); });
        {
            const std::lock_guard lock(m_mutex);
            last = m_jobs.empty();
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

/// A device that ran out of memory, or a mistake of ours: the window says so and goes on.
void Runner::guard(const std::function<void()>& work) {
    try {
        work();
    } catch (const ErrorException& exception) {
        {
            const std::lock_guard lock(m_mutex);
            m_news.failure = exception.error();
        }
        announce();
    }
}

void Runner::perform(Job& job, const std::stop_token& stopToken) {
    if (job.task) {
        job.task(m_stage.session());
    } else if (job.project.has_value()) {
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
        job.command(*m_stage.session(), stopToken);
    }
}

void Runner::publish() {
    Selection selection;
    bool withGradientCheck = false;
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_jobs.empty()) {
            return;  // Another project may have come since: with its generation the old session's numbers would pass as its own.
        }
        generation = m_generation;
        selection = m_selection;
        withGradientCheck = m_withGradientCheck;
    }
    auto shot = m_stage.session() == nullptr ? nullptr : m_stage.session()->snapshot(selection, withGradientCheck);
    {
        const std::lock_guard lock(m_mutex);
        if (generation != m_generation) {
            return;  // Another project was opened meanwhile: these numbers are not its own.
        }
        m_news.snapshot = std::move(shot);
    }
    announce();
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
