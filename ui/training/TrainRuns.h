#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/project/Project.h"
#include "ui/charts/ChartCurve.h"
#include "ui/training/RunsModel.h"
#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

/// A run that is kept: its settings, its curves and where it ended.
struct KeptRun {
    std::int64_t id = 0;
    QString name;
    std::shared_ptr<const Project> project;
    std::shared_ptr<const RunCurves> curves;
    std::optional<Metrics> training;
    std::optional<Metrics> test;
    std::int64_t steps = 0;
    std::shared_ptr<const TrainingState> state;
    bool isShown = false;
};

/// Which curves are wanted.
struct CurveWishes {
    /// One of several outputs, whose curves are shown too; none: the first's scores.
    LayerId output;
    /// The loss of every batch of the present run.
    bool batches = false;
};

/// All runs of a project since it was opened. The present run has the colors of its curves' roles, the others those of the class palette.
class TrainRuns {
public:
    void clear() {
        m_runs.clear();
        m_named = 0;
    }
    /// Takes over where a run stands; `project` is what it learned by.
    void take(const TrainReport& report, const Project& project);

    [[nodiscard]] const std::vector<KeptRun>& runs() const noexcept { return m_runs; }
    /// Null where there is none.
    [[nodiscard]] const KeptRun* find(std::int64_t id) const;
    void setShown(std::int64_t id, bool shown);
    void rename(std::int64_t id, const QString& name);
    void remove(std::int64_t id);

    /// For the table, the newest first.
    [[nodiscard]] std::vector<RunRow> rows(LayerId output = {}) const;
    /// The total loss of each run that is shown; of the present one, as wanted, one output's and every batch's.
    [[nodiscard]] std::vector<ChartCurve> lossCurves(const CurveWishes& wishes = {}) const;
    [[nodiscard]] std::vector<ChartCurve> scoreCurves(LayerId output = {}) const;
    /// What happened in the present run: turned knobs and breakpoints.
    [[nodiscard]] std::vector<ChartMarker> markers() const;

private:
    /// The curve of a part of a run; null: it has none.
    using Pick = std::function<const Curve*(const RunCurves& curves, CurveRole role)>;
    [[nodiscard]] std::vector<ChartCurve> curves(const Pick& pick) const;
    [[nodiscard]] QString outputName(LayerId output) const;
    [[nodiscard]] bool isPresent(const KeptRun& run) const { return &run == &m_runs.back(); }
    KeptRun* run(std::int64_t id);

    std::vector<KeptRun> m_runs;
    /// Runs that were given a name by their number.
    qint64 m_named = 0;
};

/// "learning rate 0.01, batch 20": what was turned or chosen, in short.
[[nodiscard]] QString turnWords(const KnobsTurned& turned);
/// "loss reached": why training stopped, in short.
[[nodiscard]] QString stopWords(StopReason reason);

}  // namespace glassnet::ui
