#pragma once

#include <vector>

#include "engine/training/GradientReport.h"
#include "ui/study/StudyPanel.h"

namespace glassnet::ui {

class ErrorMap;
class ShadeLegend;

/// Every gradient beside the one that a nudge gives: a heatmap of relative errors for each parameter, the worst one named.
class GradientCheckPanel final : public StudyPanel {
    Q_OBJECT
public:
    explicit GradientCheckPanel(QWidget* parent = nullptr);
    /// What was asked for last.
    void setReport(const GradientReport& report);

protected:
    void refresh() override;
    [[nodiscard]] std::optional<double> cost() const override;

private:
    /// A parameter's title, its map.
    struct Block {
        Note* title;
        ErrorMap* map;
    };
    void showBlocks();
    void showBlock(std::size_t place, const CheckedParameter* checked, TensorId parameter);
    void showReadout(std::optional<ElementRef> element);
    [[nodiscard]] QString errorText(double error) const;

    GradientReport m_report;
    Note* m_sentence;
    Note* m_verdict;
    std::vector<Block> m_blocks;
    /// Which parameter each block in view shows.
    std::vector<TensorId> m_shown;
    QVBoxLayout* m_blockColumn;
    ShadeLegend* m_legend;
    Note* m_readout;
};

}  // namespace glassnet::ui
