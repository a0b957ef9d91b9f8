#include "ui/workbench/Runner.h"

namespace glassnet::ui {

Runner::Runner(std::function<void()> notify) : m_notify(std::move(notify)), m_thread([this](const std::stop_token& end) { work(end); }) {}

Runner::~Runner() {
    {
        const std::lock_guard lock(m_mutex);
        dropJobs(true);
        m_stop.request_stop();
    }
    m_thread.request_stop();
    m_wake.notify_all();
}

void Runner::dropJobs(bool tasksToo) {
    std::erase_if(m_jobs, [tasksToo](const Job& job) { return !job.lasting && (tasksToo || !job.task); });
}

void Runner::open(Project project) {
    {
        const std::lock_guard lock(m_mutex);
        dropJobs(false);
        m_stop.request_stop();
        m_stop = std::stop_source();
        m_jobs.push_back({std::move(project), {}, {}, 0, false});
        ++m_asked;
        m_news = {};
    }
    m_wake.notify_all();
}

void Runner::post(Command command, int merge) {
    {
        const std::lock_guard lock(m_mutex);
        if (merge != 0 && !m_jobs.empty() && m_jobs.back().merge == merge) {
            m_jobs.back().command = std::move(command);
        } else {
            m_jobs.push_back({std::nullopt, std::move(command), {}, merge, false});
        }
    }
    m_wake.notify_all();
}

void Runner::postLasting(Command command) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::nullopt, std::move(command), {}, 0, true});
    }
    m_wake.notify_all();
}

void Runner::postTask(std::function<void()> task) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::nullopt, {}, std::move(task), 0, false});
    }
    m_wake.notify_all();
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
            // Taken with the job: a stop asked for from now on means this one.
            stopToken = m_stop.get_token();
            if (job.project.has_value()) {
                m_inHand = m_asked;
            }
        }
        guarded([&] { perform(job, stopToken); });
        {
            const std::lock_guard lock(m_mutex);
            last = m_jobs.empty();
        }
        // With more to do at once a picture of the state between would only be thrown away.
        if (last && !end.stop_requested()) {
            guarded([this] { publish(); });
        }
        {
            const std::lock_guard lock(m_mutex);
            m_busy = false;
        }
        m_idle.notify_all();
    }
}

void Runner::guarded(const std::function<void()>& work) {
    std::optional<Error> failure;
    try {
        work();
    } catch (const ErrorException& exception) {
        // A device that ran out of memory, or a mistake of ours: the window says so and goes on.
        failure = exception.error();
    }
    if (failure.has_value()) {
        const std::lock_guard lock(m_mutex);
        if (m_inHand == m_asked) {
            m_news.failure = std::move(failure);
        }
    }
}

void Runner::perform(Job& job, const std::stop_token& stopToken) {
    if (job.task) {
        job.task();
    } else if (job.project.has_value()) {
        auto opened = Session::open(*job.project);
        if (opened) {
            m_session = std::move(*opened);
        } else {
            m_session.reset();
            throw ErrorException(opened.error());
        }
    } else if (m_session != nullptr) {
        job.command(*m_session, stopToken);
    }
}

void Runner::publish() {
    Selection selection;
    bool withGradientCheck = false;
    {
        const std::lock_guard lock(m_mutex);
        selection = m_selection;
        withGradientCheck = m_withGradientCheck;
    }
    auto shot = m_session == nullptr ? nullptr : m_session->snapshot(selection, withGradientCheck);
    bool announce = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_inHand != m_asked) {
            return;
        }
        m_news.snapshot = std::move(shot);
        announce = !std::exchange(m_announced, true);
    }
    if (announce) {
        m_notify();
    }
}

}  // namespace glassnet::ui
