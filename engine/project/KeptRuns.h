#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/project/Project.h"
#include "engine/training/RunCurves.h"

namespace glassnet {

/// How well a run did on one part of the data, measured in evaluation mode.
struct RunResult {
    double loss = 0.0;
    /// Accuracy or R2.
    std::optional<double> score;
};

/// A run that is kept: what it learned by and from, how it went and where it ended.
struct KeptRun {
    /// Counts from 1 and is never given twice in a project.
    std::int64_t id = 0;
    /// The name that a person gave it (UTF-8); empty: none.
    std::string name;
    /// Without its state, its runs and the parts of a newer file.
    std::shared_ptr<const Project> project;
    std::shared_ptr<const RunCurves> curves;
    std::optional<RunResult> training;
    std::optional<RunResult> test;
    std::int64_t steps = 0;
    /// Where it ended; null while it has not.
    std::shared_ptr<const TrainingState> state;
    /// Its curves are laid over the others'.
    bool isShown = false;
};

/// The runs of a project, the oldest first, within bounds: what is beyond them is dropped, the oldest that nobody named first, then the
/// oldest; the newest always stays. A value; copying shares what the runs hold.
class KeptRuns {
public:
    /// So many runs and so many bytes (of states, curves and data that are not the project's own) are kept.
    static constexpr std::size_t kMostRuns = 500;
    static constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20U;

    KeptRuns() = default;
    /// Runs of a file; `last` is the highest id that was ever given, at least those of the runs.
    KeptRuns(std::vector<KeptRun> runs, std::int64_t last) : m_runs(std::move(runs)), m_last(last) {}

    [[nodiscard]] const std::vector<KeptRun>& all() const noexcept { return m_runs; }
    [[nodiscard]] std::int64_t lastId() const noexcept { return m_last; }
    /// Null where there is none.
    [[nodiscard]] const KeptRun* find(std::int64_t id) const;

    /// Adds a run and gives it the next id.
    std::int64_t add(KeptRun run);
    /// Changes a run in place; its id stays. Nothing happens where there is none.
    void change(std::int64_t id, const std::function<void(KeptRun&)>& change);
    void remove(std::int64_t id);
    /// Drops what is beyond the bounds and returns it. `data` is what the project learns from now, which costs nothing.
    std::vector<KeptRun> fit(const DataSpec& data, std::uint64_t mostBytes = kMostBytes);

private:
    std::vector<KeptRun> m_runs;
    std::int64_t m_last = 0;
};

/// Bytes held by these runs, storage shared by states counted in full, data that several of them or the project share counted once or not.
[[nodiscard]] std::uint64_t runBytes(const std::vector<KeptRun>& runs, const DataSpec& data);

/// The same rows or the same table, whatever its columns are for: nothing more has to be kept for it.
[[nodiscard]] bool sharesRows(const DataSpec& a, const DataSpec& b);

/// Equal by content, bit for bit.
[[nodiscard]] bool sameRuns(const KeptRuns& a, const KeptRuns& b);

/// Gives a project the settings and the data of a run. Places of layers that it has already and the parts of a newer file stay.
void takeSettings(Project& project, const KeptRun& run);

}  // namespace glassnet
