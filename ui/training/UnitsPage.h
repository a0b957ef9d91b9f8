#pragma once

#include "ui/training/MapScene.h"
#include "ui/training/ScrollPage.h"
#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

class ConfusionTable;
class HistogramBand;
class Note;
class NumberText;
class OutputChoice;
class UnitHealth;

/// The third page of training: dead and saturated units, the chosen layer's weights and activations over time, and which class is taken
/// for which.
class UnitsPage final : public ScrollPage {
    Q_OBJECT
public:
    explicit UnitsPage(QWidget* parent = nullptr);

    /// The classes are those of `output`, whose rows `rows` are.
    void setReport(const TrainReport& report, const MapRows& rows, LayerId output);
    [[nodiscard]] OutputChoice& outputs() const noexcept { return *m_outputs; }
    void setNumberText(const NumberText& text);
    [[nodiscard]] ConfusionTable& confusion() const noexcept { return *m_confusion; }
    [[nodiscard]] UnitHealth& health() const noexcept { return *m_health; }

private:
    void showBins(const TrainReport& report);
    void showConfusion(const TrainReport& report, const MapRows& rows, LayerId output);

    UnitHealth* m_health;
    Note* m_choose;
    HistogramBand* m_weights;
    HistogramBand* m_activations;
    OutputChoice* m_outputs;
    Note* m_confusionTitle;
    ConfusionTable* m_confusion;
};

}  // namespace glassnet::ui
