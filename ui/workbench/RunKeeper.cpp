#include "ui/workbench/RunKeeper.h"

namespace glassnet::ui {

namespace {

std::optional<RunResult> resultOf(const std::optional<Metrics>& metrics) {
    return metrics ? std::optional(RunResult{metrics->loss, metrics->score()}) : std::nullopt;
}

}  // namespace

void RunKeeper::open(const std::shared_ptr<const KeptRuns>& runs) {
    m_runs = runs == nullptr ? KeptRuns() : *runs;
    m_told = 0;
    m_id = 0;
    m_ended.reset();
    m_playing.reset();
}

std::vector<KeptRun> RunKeeper::take(const TrainReport& report, const Project& project) {
    if (report.run == 0 || report.curves == nullptr) {
        return {};
    }
    m_playing = report.isPlaying ? report.network : nullptr;
    const bool isGone = m_runs.find(m_id) == nullptr;
    if (report.run == m_told && isGone && report.state != nullptr && report.state == m_ended) {
        return {};  // Removed by hand: that it stands where it ended does not bring it back.
    }
    m_ended = report.state;
    const bool isNew = report.run != m_told || isGone;
    if (isNew) {
        if (!m_runs.all().empty()) {
            // What was seen until now stays in view beside the new one.
            m_runs.change(m_runs.all().back().id, [](KeptRun& run) { run.isShown = true; });
        }
        KeptRun made;
        made.isShown = true;
        m_id = m_runs.add(std::move(made));
        m_told = report.run;
    }
    m_runs.change(m_id, [&](KeptRun& run) {
        const bool hasEnded = report.state != nullptr && report.state != run.state;
        if (run.project == nullptr || hasEnded) {
            // As they were when it ended: what is turned afterwards is not this run's.
            auto settings = project;
            settings.runs.reset();
            settings.unknownParts.clear();
            run.project = std::make_shared<const Project>(std::move(settings));
        }
        run.curves = report.curves;
        run.training = resultOf(report.training);
        run.test = resultOf(report.test);
        run.steps = report.step;
        if (hasEnded) {
            run.state = report.state;
            ++m_mark;
        }
    });
    return isNew || !report.isPlaying ? m_runs.fit(project.data) : std::vector<KeptRun>();
}

void RunKeeper::change(const std::function<void(KeptRuns&)>& change, bool isMade) {
    change(m_runs);
    m_mark += isMade ? 1 : 0;
}

RunInHand RunKeeper::inHand() const { return m_playing == nullptr ? RunInHand() : RunInHand{m_id, m_playing}; }

}  // namespace glassnet::ui
