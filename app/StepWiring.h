#pragma once

#include <QObject>

#include "app/ActionCatalog.h"
#include "app/ModeParts.h"
#include "ui/support/NumberText.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {
class StudyRequests;
}

namespace glassnet::app {

class GradientHistoryRequest;
class HeatmapWiring;
class PredictionWiring;

/// Connects what Step mode shows with what it can do: transport, tape, formula card, side panel, heatmap and studies with the workbench,
/// and the workbench's answers with what shows them. Decides nothing.
class StepWiring final : public QObject {
    Q_OBJECT
public:
    StepWiring(const ModeParts& parts, QObject* parent);

    /// Carries out an action of the catalog that belongs to stepping; false when it is none of them.
    bool perform(ActionId id);
    void showSnapshot();
    void showSelection();
    void showHovered();
    /// Shows every number so; all digits and fractions come on top.
    void setDigits(int digits);
    /// What plays stops, and what stands in the canvas's place goes.
    void leave();
    /// While the network trains, nothing of a step is in view but the canvas: the rest is shown on the way back.
    void setAway(bool away);
    void selectParameter(const ui::ElementRef& element);
    void selectUnit(LayerId layer, std::int64_t unit);

signals:
    /// Something to say over the canvas.
    void sentence(const QString& text);

private:
    void connectTransport();
    void connectCanvas();
    void connectPanel();
    void showNumbers();
    void showSentence();
    void showPage();
    void followSample(std::int64_t sample);
    void setUndivided(bool undivided);

    ModeParts m_parts;
    ui::StudyRequests* m_studies;
    GradientHistoryRequest* m_history;
    HeatmapWiring* m_heatmap;
    PredictionWiring* m_prediction;
    int m_digits = 4;
    bool m_allDigits = false;
    bool m_fractions = false;
    bool m_undivided = false;
    bool m_isAway = false;
};

}  // namespace glassnet::app
