#pragma once

#include "ui/inspector/InspectorTab.h"

namespace glassnet::ui {

class ActivationPlot;
class FlowLayout;
class PillButton;
class ValueSlider;

/// The parameters of a layer: matrices one can edit, a slider for the chosen element, and where the chosen unit stands on its activation.
class WeightsTab final : public InspectorTab {
    Q_OBJECT
public:
    explicit WeightsTab(QWidget* parent = nullptr);
    void show(const InspectorContext& context) override;

private:
    /// A button for each parameter in view.
    void showFillButtons();
    void showSlider(const InspectorContext& context);
    void showPlot(const InspectorContext& context);
    /// What the unit's place on the curve does to the error that comes back; `z` of the batch.
    void showUnitNote(const InspectorContext& context, const Tensor& z, std::int64_t unit);

    FlowLayout* m_fillRow;
    std::vector<PillButton*> m_fillButtons;
    ValueSlider* m_slider;
    ActivationPlot* m_plot;
    class Note* m_note;
    class Note* m_unitNote;
    std::optional<ElementRef> m_element;
    std::optional<ActivationSpec> m_activation;
    /// Of the activation: it costs many values of it.
    double m_largestSlope = 0;
};

}  // namespace glassnet::ui
