#include "ui/inspector/ValueTabs.h"

#include "ui/heatmap/GradientHistory.h"
#include "ui/inspector/CheckList.h"
#include "ui/inspector/FactList.h"
#include "ui/inspector/Note.h"
#include "ui/inspector/ShapeFacts.h"

namespace glassnet::ui {

namespace {

/// "hᵀ · δ₂": from what a gradient is made.
QString gradientNote(const InspectorContext& context, const TensorInfo& info) {
    const auto producer = context.snapshot->program->producer(info.id);
    if (!producer.has_value()) {
        return {};
    }
    const auto& entry = context.snapshot->program->entries()[*producer];
    const auto names = context.names();
    const auto brief = [&](std::size_t i) { return names.brief(entry.inputs[i]); };
    switch (entry.op) {
        case Op::WeightGradient:
            return entry.attributes.sources == 1 ? QStringLiteral("%1ᵀ · %2").arg(brief(0), brief(1)) : QString();
        case Op::BiasGradient:
            return GradientsTab::tr("sum of %1").arg(brief(0));
        case Op::InputGradient:
            return QStringLiteral("%1 · %2ᵀ").arg(brief(0), brief(1));
        default:
            return {};
    }
}

}  // namespace

ActivationsTab::ActivationsTab(QWidget* parent) : InspectorTab(parent) { column().addStretch(1); }

void ActivationsTab::show(const InspectorContext& context) {
    std::vector<Shown> shown;
    for (const auto& info : context.snapshot->program->tensors()) {
        const bool forward = info.role == TensorRole::Value || info.role == TensorRole::Input || info.role == TensorRole::Target ||
                             info.role == TensorRole::DropoutMask || info.role == TensorRole::RunningStatistic;
        if (forward && info.layer == context.selection.layer) {
            shown.push_back({info.id, info.role == TensorRole::Target ? tr("target") : QString(), false, false});
        }
    }
    showMatrices(context, shown);
}

GradientsTab::GradientsTab(QWidget* parent)
    : InspectorTab(parent), m_note(new Note(this)), m_checks(new CheckList(this)), m_history(new GradientHistory(this)) {
    column().addWidget(m_note);
    column().addWidget(m_checks);
    column().addWidget(m_history);
    m_history->hide();
    connect(m_history, &GradientHistory::hovered, this, &InspectorTab::elementHovered);
    column().addStretch(1);
}

void GradientsTab::show(const InspectorContext& context) {
    std::vector<Shown> parameters;
    std::vector<Shown> values;
    for (const auto& info : context.snapshot->program->tensors()) {
        if (info.role != TensorRole::Gradient || info.layer != context.selection.layer) {
            continue;
        }
        const bool ofParameter = context.snapshot->program->tensor(info.gradientOf).role == TensorRole::Parameter;
        (ofParameter ? parameters : values).push_back({info.id, gradientNote(context, info), false, ofParameter});
    }
    parameters.insert(parameters.end(), values.begin(), values.end());
    showMatrices(context, parameters);
    m_note->setVisible(parameters.empty());
    m_note->setText(tr("No gradient is computed for this layer: nothing before it can be trained."));
    m_checks->setVisible(!context.snapshot->gradientCheck.empty());
    m_checks->show(context);
    m_history->setVisible(context.history != nullptr && !context.history->steps.empty());
    m_history->setSnapshot(context.snapshot);
    m_history->setNumberText(context.numbers);
    if (context.history != m_shownHistory && context.history != nullptr) {
        m_history->setColumns(*context.history);
    }
    m_shownHistory = context.history;
}

void GradientsTab::setHovered(const std::optional<ElementRef>& element) {
    InspectorTab::setHovered(element);
    m_history->setHovered(element);
}

ShapeTab::ShapeTab(QWidget* parent) : InspectorTab(parent), m_facts(new FactList(FactList::Style::Figures, this)) {
    column().addWidget(m_facts);
    column().addStretch(1);
}

void ShapeTab::show(const InspectorContext& context) {
    CheckLimits limits;
    limits.batchSize = context.snapshot->rows;
    m_facts->setFacts(shapeFacts(*context.snapshot->network, context.selection.layer, limits, context.snapshot->rows));
}

}  // namespace glassnet::ui
