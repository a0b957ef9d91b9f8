#pragma once

#include <optional>

#include "ui/charts/ChartCurve.h"
#include "ui/training/MapScene.h"
#include "ui/training/ScrollPage.h"
#include "ui/workbench/TrainReport.h"

namespace glassnet::ui {

class ChoiceField;
class CurvePanel;
class DecisionMapPanel;
class MapAxes;
class Note;
class NumberText;
class OutputChoice;
class PillButton;
class StopForm;
class TrainSettings;

/// The first page of training: what the network sees, the loss, how it learns and where it stops.
class TrainPage final : public ScrollPage {
    Q_OBJECT
public:
    explicit TrainPage(QWidget* parent = nullptr);

    void setReport(const TrainReport& report);
    /// The curves of the loss chart: those of the present run and of others that are to be seen.
    void setCurves(std::vector<ChartCurve> curves, std::vector<ChartMarker> markers);
    void setNumberText(const NumberText& text);
    /// The rows as they were read; they change with the data only.
    [[nodiscard]] const MapRows& rows() const noexcept { return m_rows; }
    /// The plane that is to be drawn; none where there is no column.
    [[nodiscard]] const std::optional<MapPlane>& plane() const noexcept { return m_plane; }
    /// The output that the map, the scores and the classes are of; it stays chosen as long as the network has it.
    [[nodiscard]] LayerId output() const noexcept { return m_output; }
    void setOutput(LayerId output);
    [[nodiscard]] OutputChoice& outputs() const noexcept { return *m_outputs; }
    [[nodiscard]] DecisionMapPanel& map() const noexcept { return *m_map; }
    [[nodiscard]] MapAxes& axes() const noexcept { return *m_axes; }
    [[nodiscard]] CurvePanel& loss() const noexcept { return *m_loss; }
    [[nodiscard]] TrainSettings& settings() const noexcept { return *m_settings; }
    [[nodiscard]] StopForm& stops() const noexcept { return *m_stops; }
    /// Points of so many classes are drawn on the map from now on.
    void startDrawing(int classes);
    /// Asks to go back to before a number stopped being finite; hidden otherwise.
    [[nodiscard]] PillButton& goBackButton() const noexcept { return *m_goBack; }

signals:
    /// Another plane is to be drawn.
    void planeChanged();
    /// Another output is to be looked at.
    void outputChanged();
    /// A person wants the step at which a number stopped being finite from its start.
    void goBackRequested();
    /// A person drew or took away points: all of them.
    void pointsDrawn(const std::vector<glassnet::ui::MapPoint>& points);

private:
    static constexpr std::int64_t kSide = 80;
    void setPlane(const MapPlane& plane);
    void takeRows();
    void showScore();
    void showMap();
    void showBirth();

    TrainReport m_report;
    std::shared_ptr<const SplitData> m_data;
    LayerId m_output;
    MapRows m_rows;
    std::optional<MapPlane> m_plane;
    Note* m_birth;
    PillButton* m_goBack;
    OutputChoice* m_outputs;
    DecisionMapPanel* m_map;
    QWidget* m_drawing;
    ChoiceField* m_drawnClass;
    MapAxes* m_axes;
    CurvePanel* m_loss;
    TrainSettings* m_settings;
    StopForm* m_stops;
};

/// Where a number stopped being finite, as a sentence.
[[nodiscard]] QString birthSentence(const BirthPlace& place, const NetworkSpec& network);

}  // namespace glassnet::ui
