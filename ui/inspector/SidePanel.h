#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/inspector/InspectorContext.h"

class QLabel;
class QStackedWidget;

namespace glassnet::ui {

class FactList;
class InspectorTab;
class TabStrip;

/// The side panel: the selected layer's name and settings, and its tabs. Shows what its setters are given; tells what a person does.
class SidePanel final : public QWidget {
    Q_OBJECT
public:
    explicit SidePanel(QWidget* parent = nullptr);

    /// Null: the panel is empty.
    void setSnapshot(SnapshotPtr snapshot);
    /// Both at once, in one pass; nothing when neither is another one.
    void setStep(const Selection& selection, SnapshotPtr snapshot);
    void setSelection(const Selection& selection);
    void setNumberText(const NumberText& numbers);
    /// Lights the cell of this element; another part of the window points at it. No signal.
    void setHovered(const std::optional<glassnet::ui::ElementRef>& element);
    /// The gradients of the last steps, for the gradients' tab.
    void setGradientColumns(GradientColumns columns);
    /// Offers in the matrices' context menus to show them as a heatmap, which enlargeRequested asks for; at first they do not.
    void setEnlargeable(bool enlargeable);
    /// The tab by its place in the table: 0 weights, 1 activations, 2 gradients, 3 shape.
    void setTab(int tab);
    [[nodiscard]] int tab() const;

signals:
    void elementSelected(glassnet::ui::ElementRef element);
    void elementHovered(std::optional<glassnet::ui::ElementRef> element);
    void valuePreviewed(glassnet::ui::ElementRef element, double value);
    void valueEdited(glassnet::ui::ElementRef element, double value);
    /// A pasted block: all numbers of the parameter.
    void valuesPasted(glassnet::TensorId tensor, const glassnet::Tensor& values);
    /// The element is to have its start value again.
    void resetRequested(glassnet::ui::ElementRef element, double start);
    /// The whole parameter is to be filled.
    void fillRequested(glassnet::TensorId tensor, const glassnet::Initializer& initializer);
    /// A person wants to see the tensor as a heatmap.
    void enlargeRequested(glassnet::TensorId tensor);
    /// Something to say in the status line.
    void sentence(const QString& text);
    /// Whether the tab in view shows numeric gradients.
    void gradientCheckWanted(bool wanted);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void dress();

    InspectorContext m_context;
    QLabel* m_title;
    QLabel* m_subtitle;
    FactList* m_facts;
    TabStrip* m_strip;
    QStackedWidget* m_stack;
    std::vector<InspectorTab*> m_tabs;
};

}  // namespace glassnet::ui
