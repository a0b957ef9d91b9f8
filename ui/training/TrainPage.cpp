#include "ui/training/TrainPage.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/charts/CurveChart.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/Note.h"
#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"
#include "ui/training/CurvePanel.h"
#include "ui/training/DecisionMapPanel.h"
#include "ui/training/DecisionMapView.h"
#include "ui/training/MapAxes.h"
#include "ui/training/OperationWords.h"
#include "ui/training/OutputChoice.h"
#include "ui/training/StopForm.h"
#include "ui/training/TrainSettings.h"

namespace glassnet::ui {

QString birthSentence(const BirthPlace& place, const NetworkSpec& network) {
    const auto* layer = network.find(place.layer);
    const auto name = layer == nullptr ? QString() : QString::fromStdString(layer->name);
    const auto what = place.birth.value != place.birth.value ? TrainPage::tr("is not a number any more") : TrainPage::tr("became infinite");
    return TrainPage::tr("At step %1 unit %2 of %3 %4: %5.")
        .arg(NumberText().whole(place.birth.step), NumberText().whole(place.unit + 1), name, what, operationWords(place.op));
}

TrainPage::TrainPage(QWidget* parent)
    : ScrollPage(parent),
      m_birth(new Note(widget())),
      m_goBack(new PillButton(tr("Go back to before it"), PillButton::Kind::Quiet, widget())),
      m_outputs(new OutputChoice(widget())),
      m_map(new DecisionMapPanel(widget())),
      m_drawing(new QWidget(widget())),
      m_drawnClass(new ChoiceField(m_drawing)),
      m_axes(new MapAxes(widget())),
      m_loss(new CurvePanel(widget())),
      m_settings(new TrainSettings(widget())),
      m_stops(new StopForm(widget())) {
    m_birth->setWordWrap(true);
    m_birth->setLook(FontSize::Body, QFont::DemiBold, Token::Warning);
    m_loss->chart().setTitle(tr("Loss"));
    m_loss->setBatchesOffered(true);
    column().addWidget(m_birth);
    column().addWidget(m_goBack, 0, Qt::AlignLeft);
    column().addWidget(m_outputs);
    column().addWidget(m_map);
    column().addWidget(m_drawing);
    column().addWidget(m_axes);
    column().addWidget(m_loss);
    addHeading(tr("How it learns"));
    column().addWidget(m_settings);
    addHeading(tr("Stop at"));
    column().addWidget(m_stops);
    m_birth->hide();
    m_goBack->hide();
    auto* row = new QHBoxLayout(m_drawing);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* done = new PillButton(tr("Done"), PillButton::Kind::Quiet, m_drawing);
    row->addWidget(m_drawnClass, 1);
    row->addWidget(done);
    m_drawing->hide();
    m_drawnClass->setAccessibleName(tr("Class to draw"));
    m_drawnClass->setToolTip(tr("Click into the map for a point, drag to spray, click right to take one away."));
    connect(m_drawnClass, &ChoiceField::chosen, this, [this](int choice) { m_map->map().setDrawing(choice); });
    connect(done, &PillButton::clicked, this, [this] {
        m_map->map().setDrawing(std::nullopt);
        m_drawing->hide();
    });
    connect(&m_map->map(), &DecisionMapView::pointsEdited, this, &TrainPage::pointsDrawn);
    connect(m_outputs, &OutputChoice::chosen, this, &TrainPage::setOutput);
    connect(m_goBack, &PillButton::clicked, this, &TrainPage::goBackRequested);
    connect(m_axes, &MapAxes::columnsChosen, this, [this](std::size_t x, std::size_t y) {
        auto plane = mapPlane(m_rows, x, y, kSide);
        plane.rest = m_plane->rest;
        setPlane(plane);
    });
    connect(m_axes, &MapAxes::restMoved, this, [this](std::size_t moved, double value) {
        auto plane = *m_plane;
        plane.rest.at(moved) = value;
        setPlane(plane);
    });
}

void TrainPage::startDrawing(int classes) {
    QStringList names;
    for (int i = 0; i < classes; ++i) {
        names.append(tr("Draw class %1").arg(i));
    }
    m_drawnClass->setShown(names, QStringList(names.size(), m_drawnClass->toolTip()), 0, {});
    m_map->map().setDrawing(0);
    m_drawing->show();
    m_map->map().setFocus();
}

void TrainPage::setPlane(const MapPlane& plane) {
    const bool isOther = !m_plane.has_value() || plane.xColumn != m_plane->xColumn || plane.yColumn != m_plane->yColumn;
    m_plane = plane;
    m_axes->setPlane(m_rows.names, plane);
    if (isOther) {
        const auto name = [this](std::size_t i) { return m_rows.names.value(static_cast<qsizetype>(i)); };
        m_map->map().setAxisNames(name(plane.xColumn), name(plane.yColumn));
        m_map->map().setPoints(mapPoints(m_rows, plane));
    }
    emit planeChanged();
}

/// The rows with the chosen output's targets.
void TrainPage::takeRows() {
    m_rows = mapRows(*m_report.network, *m_data, outputOr(*m_report.network, m_output));
    m_map->map().setClassNames(m_rows.classNames);
    m_map->setDiscreteOffered(m_rows.classes > 0);
}

void TrainPage::setReport(const TrainReport& report) {
    const bool isOtherNetwork = report.network != m_report.network && report.network != nullptr;
    m_report = report;
    if (isOtherNetwork) {
        const auto* output = outputOr(*report.network, m_output);
        const auto before = std::exchange(m_output, output == nullptr ? LayerId() : output->id);
        m_outputs->setOutputs(*report.network, m_output);
        if (before != m_output) {
            m_data.reset();
            emit outputChanged();
        }
    }
    if (report.data != m_data && report.data != nullptr) {
        m_data = report.data;
        takeRows();
        m_plane.reset();
        if (!m_rows.names.isEmpty()) {
            const auto [x, y] = firstColumns(m_rows);
            setPlane(mapPlane(m_rows, x, y, kSide));
        }
    }
    showScore();
    showMap();
    showBirth();
}

void TrainPage::setOutput(LayerId output) {
    if (output == m_output || m_report.network == nullptr || m_data == nullptr) {
        return;
    }
    m_output = output;
    m_outputs->setOutputs(*m_report.network, m_output);
    takeRows();
    if (m_plane.has_value()) {
        m_map->map().setPoints(mapPoints(m_rows, *m_plane));
    }
    showScore();
    showMap();
    emit outputChanged();
}

void TrainPage::showScore() {
    const auto* measured = m_report.test.has_value() ? m_report.test->of(m_output) : nullptr;
    m_map->setAccuracy(measured == nullptr ? std::nullopt : measured->accuracy);
}

void TrainPage::showMap() {
    const auto* output = m_report.network == nullptr ? nullptr : outputOr(*m_report.network, m_output);
    if (m_report.maps == nullptr || output == nullptr || !m_plane.has_value()) {
        m_map->map().setMap(nullptr);
        return;
    }
    const auto& drawn = m_report.maps->plane;
    if (drawn.xColumn == m_plane->xColumn && drawn.yColumn == m_plane->yColumn && drawn.left == m_plane->left &&
        drawn.right == m_plane->right) {
        m_map->map().setMap(outputMap(*m_report.maps, *output, m_rows.classes));
    }
}

void TrainPage::showBirth() {
    const bool isThere = m_report.birth.has_value() && m_report.network != nullptr;
    if (isThere) {
        m_birth->setText(birthSentence(*m_report.birth, *m_report.network));
    }
    m_birth->setVisible(isThere);
    m_goBack->setVisible(isThere);
}

void TrainPage::setCurves(std::vector<ChartCurve> curves, std::vector<ChartMarker> markers) {
    m_loss->chart().setCurves(std::move(curves));
    m_loss->chart().setMarkers(std::move(markers));
}

void TrainPage::setNumberText(const NumberText& text) {
    m_map->map().setNumberText(text);
    m_axes->setNumberText(text);
    m_loss->chart().setNumberText(text);
}

}  // namespace glassnet::ui
