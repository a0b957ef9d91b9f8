#include "ui/inspector/WeightsTab.h"

#include "engine/program/ElementFormulas.h"
#include "ui/charts/ActivationPlot.h"
#include "ui/inspector/LayerSummary.h"
#include "ui/inspector/Note.h"
#include "ui/support/ValueSlider.h"

namespace glassnet::ui {

WeightsTab::WeightsTab(QWidget* parent)
    : InspectorTab(parent), m_slider(new ValueSlider(this)), m_plot(new ActivationPlot(this)), m_note(new Note(this)) {
    column().addWidget(m_note);
    column().addWidget(m_slider);
    column().addWidget(m_plot);
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
    showSlider(context);
    showPlot(context);
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
        m_activation.reset();
        return;
    }
    if (m_activation != dense->activation) {
        m_activation = dense->activation;
        const auto spec = dense->activation;
        m_plot->setCurve({SymbolNames::function(spec.kind), [spec](double z) { return activationValue(spec, z); },
                          [spec](double z) { return activationSlope(spec, z, activationValue(spec, z)); }});
    }
    const auto z = context.snapshot->program->find(context.selection.layer, SymbolLetter::PreActivation);
    const auto* values = z.valid() ? context.snapshot->find(z) : nullptr;
    m_plot->setNumberText(context.numbers);
    if (values == nullptr) {
        m_plot->setPoint(std::nullopt);
        return;
    }
    const auto unit = std::clamp<std::int64_t>(context.selection.unit.value_or(0), 0, values->size(1) - 1);
    const auto sample = std::clamp<std::int64_t>(context.selection.sample, 0, values->size(0) - 1);
    m_plot->setPoint(values->at({sample, unit}));
}

}  // namespace glassnet::ui
