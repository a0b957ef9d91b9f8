#pragma once

#include "ui/inspector/InspectorTab.h"

namespace glassnet::ui {

class CheckList;
class FactList;
class GradientHistory;
class Note;

/// What a layer computes on the way forward: z, a, masks, statistics, target and loss, a row for each sample.
class ActivationsTab final : public InspectorTab {
    Q_OBJECT
public:
    explicit ActivationsTab(QWidget* parent = nullptr);
    void show(const InspectorContext& context) override;
};

/// The gradients that reach a layer, and the parameters' gradients beside what a nudge gives.
class GradientsTab final : public InspectorTab {
    Q_OBJECT
public:
    explicit GradientsTab(QWidget* parent = nullptr);
    void show(const InspectorContext& context) override;
    void setHovered(const std::optional<ElementRef>& element) override;

private:
    Note* m_note;
    CheckList* m_checks;
    GradientHistory* m_history;
    std::shared_ptr<const GradientColumns> m_shownHistory;
};

/// Shapes, counts and memory.
class ShapeTab final : public InspectorTab {
    Q_OBJECT
public:
    explicit ShapeTab(QWidget* parent = nullptr);
    void show(const InspectorContext& context) override;

private:
    FactList* m_facts;
};

}  // namespace glassnet::ui
