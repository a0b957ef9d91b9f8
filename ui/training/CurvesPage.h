#pragma once

#include <vector>

#include "ui/charts/ChartCurve.h"
#include "ui/training/RunsTable.h"
#include "ui/training/ScrollPage.h"

namespace glassnet::ui {

class CurveChart;
class CurvePanel;
class OutputChoice;

/// The second page of training: loss and score at length, and all runs.
class CurvesPage final : public ScrollPage {
    Q_OBJECT
public:
    explicit CurvesPage(QWidget* parent = nullptr);

    void setLoss(std::vector<ChartCurve> curves, std::vector<ChartMarker> markers);
    /// Without curves the score's chart is hidden.
    void setScore(std::vector<ChartCurve> curves, std::vector<ChartMarker> markers, bool isAccuracy);
    void setNumberText(const NumberText& text);
    /// Which output's curves are shown beside the whole network's.
    [[nodiscard]] OutputChoice& outputs() const noexcept { return *m_outputs; }
    [[nodiscard]] CurvePanel& loss() const noexcept { return *m_loss; }
    [[nodiscard]] CurvePanel& score() const noexcept { return *m_score; }
    [[nodiscard]] RunsTable& runs() const noexcept { return *m_runs; }

private:
    OutputChoice* m_outputs;
    CurvePanel* m_loss;
    CurvePanel* m_score;
    RunsTable* m_runs;
};

}  // namespace glassnet::ui
