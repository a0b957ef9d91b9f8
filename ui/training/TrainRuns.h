#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/project/KeptRuns.h"
#include "ui/charts/ChartCurve.h"
#include "ui/training/RunsModel.h"

namespace glassnet::ui {

/// Which curves are wanted.
struct CurveWishes {
    /// One of several outputs, whose curves are shown too; none: the first's scores.
    LayerId output;
    /// The loss of every batch of the present run.
    bool batches = false;
};

/// What is shown of the runs that are kept. The present run has the colors of its curves' roles, the others those of the class palette.
class TrainRuns {
public:
    /// `runs` outlives this.
    explicit TrainRuns(const KeptRuns& runs) : m_runs(runs) {}

    /// The name a person gave it, else "Run 3".
    [[nodiscard]] static QString nameOf(const KeptRun& run);
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
    [[nodiscard]] bool isPresent(const KeptRun& run) const { return &run == &m_runs.all().back(); }

    const KeptRuns& m_runs;
};

/// "learning rate 0.01, batch 20": what was turned or chosen, in short.
[[nodiscard]] QString turnWords(const KnobsTurned& turned);
/// "loss reached": why training stopped, in short.
[[nodiscard]] QString stopWords(StopReason reason);

}  // namespace glassnet::ui
