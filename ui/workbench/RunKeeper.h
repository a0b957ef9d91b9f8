#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/project/KeptRuns.h"
#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

/// The run that trains while its project is written: it has no end yet, so it goes into the file as far as it is.
struct RunInHand {
    /// 0: none.
    std::int64_t id = 0;
    /// What it learns: a session with another network is not its own.
    std::shared_ptr<const NetworkSpec> network;
};

/// Keeps the runs of the open project as training tells of them. A value of the window's thread.
class RunKeeper {
public:
    /// Begins with the runs of a file; null: none.
    void open(const std::shared_ptr<const KeptRuns>& runs);
    /// Takes over where a run stands; `project` is what it learns by. Returns what had to be dropped for it.
    std::vector<KeptRun> take(const TrainReport& report, const Project& project);

    [[nodiscard]] const KeptRuns& runs() const noexcept { return m_runs; }
    /// Changes the runs by hand; with `isMade` there is something to save afterwards.
    void change(const std::function<void(KeptRuns&)>& change, bool isMade);
    [[nodiscard]] RunInHand inHand() const;
    /// Another one whenever there is something new to save.
    [[nodiscard]] std::uint64_t mark() const noexcept { return m_mark; }

private:
    KeptRuns m_runs;
    /// The run that training told of last: its number there and its id here.
    std::int64_t m_told = 0;
    std::int64_t m_id = 0;
    std::shared_ptr<const TrainingState> m_ended;
    std::shared_ptr<const NetworkSpec> m_playing;
    std::uint64_t m_mark = 0;
};

}  // namespace glassnet::ui
