#include "ui/training/UnitsPage.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/Note.h"
#include "ui/support/NumberText.h"
#include "ui/training/ConfusionTable.h"
#include "ui/training/HistogramBand.h"
#include "ui/training/OutputChoice.h"
#include "ui/training/UnitHealth.h"

namespace glassnet::ui {

namespace {

HistogramHistory historyOf(const BinHistory& bins) {
    HistogramHistory history;
    history.low = -bins.limit();
    history.high = bins.limit();
    history.bins = BinHistory::kBins;
    history.steps = bins.steps();
    history.counts = bins.counts();
    return history;
}

}  // namespace

UnitsPage::UnitsPage(QWidget* parent)
    : ScrollPage(parent),
      m_health(new UnitHealth(widget())),
      m_choose(new Note(widget())),
      m_weights(new HistogramBand(widget())),
      m_activations(new HistogramBand(widget())),
      m_outputs(new OutputChoice(widget())),
      m_confusionTitle(new Note(widget())),
      m_confusion(new ConfusionTable(widget())) {
    column().addWidget(m_health);
    m_choose->setText(tr("Click a layer to see how its weights and activations spread while it learns."));
    m_choose->setWordWrap(true);
    column().addWidget(m_choose);
    column().addWidget(m_weights);
    column().addWidget(m_activations);
    m_confusionTitle->setLook(FontSize::Heading, QFont::DemiBold, Token::Ink);
    column().addWidget(m_outputs);
    column().addWidget(m_confusionTitle);
    column().addWidget(m_confusion);
    for (QWidget* late : {static_cast<QWidget*>(m_weights), static_cast<QWidget*>(m_activations), static_cast<QWidget*>(m_confusionTitle),
                          static_cast<QWidget*>(m_confusion)}) {
        late->hide();
    }
}

void UnitsPage::setReport(const TrainReport& report, const MapRows& rows, LayerId output) {
    std::vector<LayerHealth> layers;
    for (const auto& health : report.health) {
        const auto* layer = report.network->find(health.layer);
        layers.push_back({layer == nullptr ? QString() : QString::fromStdString(layer->name), static_cast<int>(health.units),
                          static_cast<int>(health.dead), static_cast<int>(health.saturated)});
    }
    m_health->setLayers(std::move(layers));
    showBins(report);
    m_outputs->setOutputs(*report.network, output);
    showConfusion(report, rows, output);
}

void UnitsPage::showBins(const TrainReport& report) {
    const auto* layer = report.bins == nullptr ? nullptr : report.network->find(report.bins->layer);
    m_choose->setVisible(layer == nullptr);
    m_weights->setVisible(layer != nullptr && !report.bins->weights.steps().empty());
    m_activations->setVisible(layer != nullptr);
    if (layer == nullptr) {
        return;
    }
    const auto name = QString::fromStdString(layer->name);
    m_weights->setTitle(tr("Weights of %1").arg(name));
    m_weights->setHistory(historyOf(report.bins->weights));
    m_activations->setTitle(tr("Activations of %1").arg(name));
    m_activations->setHistory(historyOf(report.bins->activations));
}

void UnitsPage::showConfusion(const TrainReport& report, const MapRows& rows, LayerId output) {
    const auto& measured = report.test.has_value() ? report.test : report.training;
    const auto* of = measured.has_value() ? measured->of(output) : nullptr;
    const bool isThere = of != nullptr && of->classes > 0;
    m_confusionTitle->setVisible(isThere);
    m_confusion->setVisible(isThere);
    if (!isThere) {
        return;
    }
    m_confusionTitle->setText(report.test.has_value() ? tr("Classes of the test part") : tr("Classes of the training part"));
    auto names = rows.classNames;
    while (names.size() < of->classes) {
        names.append(QString::number(names.size()));
    }
    m_confusion->setCounts(names.mid(0, of->classes), of->confusion);
}

void UnitsPage::setNumberText(const NumberText& text) {
    m_health->setNumberText(text);
    m_weights->setNumberText(text);
    m_activations->setNumberText(text);
    m_confusion->setNumberText(text);
}

}  // namespace glassnet::ui
