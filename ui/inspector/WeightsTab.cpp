#include "ui/inspector/WeightsTab.h"

#include <QMenu>

#include "engine/network/LossForm.h"
#include "engine/program/ElementFormulas.h"
#include "engine/training/UnitCondition.h"
#include "ui/charts/ActivationPlot.h"
#include "ui/charts/UnitNote.h"
#include "ui/heatmap/FillMenu.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/inspector/LayerSummary.h"
#include "ui/inspector/Note.h"
#include "ui/support/FlowLayout.h"
#include "ui/support/PillButton.h"
#include "ui/support/ValueSlider.h"

namespace glassnet::ui {

WeightsTab::WeightsTab(QWidget* parent)
    : InspectorTab(parent),
      m_fillRow(new FlowLayout(8)),
      m_slider(new ValueSlider(this)),
      m_plot(new ActivationPlot(this)),
      m_note(new Note(this)),
      m_unitNote(new Note(this)) {
    column().addWidget(m_note);
    column().addLayout(m_fillRow);
    column().addWidget(m_slider);
    column().addWidget(m_plot);
    column().addWidget(m_unitNote);
    column().addStretch(1);
    connect(m_slider, &ValueSlider::valueDragged, this, [this](double value) {
        if (m_element.has_value()) {
            emit valuePreviewed(*m_element, value);
        }
    });
    connect(m_slider, &ValueSlider::valueCommitted, this, [this](double value) {
        if (m_element.has_value()) {
            emit valueEdited(*m_element, value);
        }
    });
    connect(m_slider, &ValueSlider::dragCanceled, this, [this](double value) {
        if (m_element.has_value()) {
            emit valuePreviewed(*m_element, value);
        }
    });
}

void WeightsTab::show(const InspectorContext& context) {
    const auto& program = *context.snapshot->program;
    std::vector<Shown> shown;
    for (const auto& parameter : program.parameters()) {
        const auto& info = program.tensor(parameter.value);
        if (info.layer == context.selection.layer) {
            const auto role = info.symbol.letter == SymbolLetter::Weight ? DrawRole::Weight : DrawRole::Bias;
            shown.push_back({info.id, startNote(context, role), true, true});
        }
    }
    const bool hasParameters = !shown.empty();
    if (!hasParameters) {
        const auto output = program.outputOf(context.selection.layer);
        if (output.valid()) {
            shown.push_back({output, {}, false, false});
        }
    }
    showMatrices(context, shown);
    m_note->setVisible(!hasParameters);
    m_note->setText(tr("This layer has no weights; these are the values it hands on."));
    showFillButtons();
    showSlider(context);
    showPlot(context);
}

void WeightsTab::showFillButtons() {
    const auto matrices = matricesShown();
    while (m_fillButtons.size() < matrices.size()) {
        auto* button = new PillButton(QString(), PillButton::Kind::Quiet, this);
        m_fillRow->addWidget(button);
        const auto place = m_fillButtons.size();
        connect(button, &PillButton::clicked, this, [this, button, place] {
            const auto& matrix = *matricesShown().at(place);
            auto* menu = new QMenu(button);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            FillMenu::addTo(*menu, matrix.view().fillTarget() == FillTarget::Bias,
                            [this, tensor = matrix.tensor()](const Initializer& initializer) { emit fillRequested(tensor, initializer); });
            menu->popup(button->mapToGlobal(QPoint(0, button->height())));
        });
        m_fillButtons.push_back(button);
    }
    for (std::size_t i = 0; i < m_fillButtons.size(); ++i) {
        const bool fills = i < matrices.size() && matrices[i]->view().fillTarget() != FillTarget::None;
        m_fillButtons[i]->setVisible(fills);
        if (fills) {
            m_fillButtons[i]->setText(tr("Fill %1").arg(matrices[i]->view().title()));
            m_fillButtons[i]->setAccessibleName(m_fillButtons[i]->text());
            m_fillButtons[i]->setToolTip(tr("Give all numbers of %1 new values at once.").arg(matrices[i]->view().title()));
        }
    }
}

void WeightsTab::showSlider(const InspectorContext& context) {
    const auto& program = *context.snapshot->program;
    m_element.reset();
    // Without a choice the slider takes the first weight of the unit in front of the eye.
    if (const auto& chosen = context.selection.parameter;
        chosen.has_value() && program.tensor(chosen->tensor).layer == context.selection.layer) {
        m_element = chosen;
    } else if (const auto weight = program.find(context.selection.layer, SymbolLetter::Weight); weight.valid()) {
        m_element = ElementRef{weight, std::min(context.selection.unit.value_or(0), program.tensor(weight).shape[1] - 1)};
    }
    m_slider->setVisible(m_element.has_value());
    if (!m_element.has_value()) {
        return;
    }
    const auto* values = context.snapshot->find(m_element->tensor);
    m_slider->setNumberText(context.numbers);
    m_slider->setLabel(context.names().element(m_element->tensor, m_element->element));
    if (values != nullptr && m_element->element < values->elements()) {
        m_slider->setValue(values->at(m_element->element));
    }
}

void WeightsTab::showPlot(const InspectorContext& context) {
    const auto* dense = context.layer()->dense();
    const bool plotted = dense != nullptr && activationInfo(dense->activation.kind).scope == ActivationScope::Element &&
                         dense->activation.kind != Activation::Identity;
    m_plot->setVisible(plotted);
    if (!plotted) {
        m_unitNote->setVisible(false);
        m_activation.reset();
        return;
    }
    if (m_activation != dense->activation) {
        m_activation = dense->activation;
        m_largestSlope = largestSlope(*m_activation);
        const auto spec = dense->activation;
        m_plot->setCurve({SymbolNames::function(spec.kind), [spec](double z) { return activationValue(spec, z); },
                          [spec](double z) { return activationSlope(spec, z, activationValue(spec, z)); }});
    }
    const auto z = context.snapshot->program->find(context.selection.layer, SymbolLetter::PreActivation);
    const auto* values = z.valid() ? context.snapshot->find(z) : nullptr;
    m_plot->setNumberText(context.numbers);
    if (values == nullptr) {
        m_unitNote->setVisible(false);
        m_plot->setPoint(std::nullopt);
        return;
    }
    const auto unit = std::clamp<std::int64_t>(context.selection.unit.value_or(0), 0, values->size(1) - 1);
    const auto sample = std::clamp<std::int64_t>(context.selection.sample, 0, values->size(0) - 1);
    m_plot->setPoint(values->at({sample, unit}));
    showUnitNote(context, *values, unit);
}

void WeightsTab::showUnitNote(const InspectorContext& context, const Tensor& z, std::int64_t unit) {
    // Where the loss reads z itself, no error comes back through the activation.
    const auto* output = context.layer()->output();
    if (output != nullptr && lossForm(output->loss.kind, output->dense.activation.kind).readsPreActivation) {
        m_unitNote->setVisible(false);
        return;
    }
    std::vector<double> column;
    for (std::int64_t row = 0; row < z.size(0); ++row) {
        column.push_back(z.at({row, unit}));
    }
    const auto followed = static_cast<std::size_t>(std::clamp<std::int64_t>(context.selection.sample, 0, z.size(0) - 1));
    const auto name = SymbolNames::unit(*context.snapshot->network, context.selection.layer, unit, z.size(1));
    const auto text = unitNote(unitCondition(*m_activation, column, followed, m_largestSlope), name, context.numbers);
    m_unitNote->setText(text);
    m_unitNote->setVisible(!text.isEmpty());
}

}  // namespace glassnet::ui
