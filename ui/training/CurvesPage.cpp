#include "ui/training/CurvesPage.h"

#include <QVBoxLayout>

#include "ui/charts/CurveChart.h"
#include "ui/training/CurvePanel.h"
#include "ui/training/OutputChoice.h"

namespace glassnet::ui {

CurvesPage::CurvesPage(QWidget* parent)
    : ScrollPage(parent),
      m_outputs(new OutputChoice(widget())),
      m_loss(new CurvePanel(widget())),
      m_score(new CurvePanel(widget())),
      m_runs(new RunsTable(widget())) {
    column().addWidget(m_outputs);
    m_loss->chart().setTitle(tr("Loss"));
    m_loss->setBatchesOffered(true);
    column().addWidget(m_loss);
    column().addWidget(m_score);
    m_score->hide();
    addHeading(tr("Runs"));
    column().addWidget(m_runs);
}

void CurvesPage::setLoss(std::vector<ChartCurve> curves, std::vector<ChartMarker> markers) {
    m_loss->chart().setCurves(std::move(curves));
    m_loss->chart().setMarkers(std::move(markers));
}

void CurvesPage::setScore(std::vector<ChartCurve> curves, std::vector<ChartMarker> markers, bool isAccuracy) {
    m_score->setVisible(!curves.empty());
    m_score->chart().setTitle(isAccuracy ? tr("Accuracy") : tr("R²"));
    m_score->chart().setCurves(std::move(curves));
    m_score->chart().setMarkers(std::move(markers));
}

void CurvesPage::setNumberText(const NumberText& text) {
    m_loss->chart().setNumberText(text);
    m_score->chart().setNumberText(text);
    m_runs->setNumberText(text);
}

}  // namespace glassnet::ui
