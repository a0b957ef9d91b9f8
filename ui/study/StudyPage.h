#pragma once

#include <QWidget>
#include <cstdint>

#include "ui/inspector/InspectorContext.h"

class QStackedWidget;

namespace glassnet::ui {

class ComparisonPanel;
class GradientCheckPanel;
class LedgerPanel;
class SensitivityPanel;
class StudyPanel;
class TabStrip;

/// Studies of the step in hand, beside the canvas: the loss ledger, sensitivity, the gradient check, two
/// devices side by side. Shows what its setters are given; its
/// panels ask for their results.
class StudyPage final : public QWidget {
    Q_OBJECT
public:
    enum class Study : std::uint8_t { Ledger, Sensitivity, Check, Devices };

    explicit StudyPage(QWidget* parent = nullptr);

    /// Null: there is nothing to study.
    void setSnapshot(SnapshotPtr snapshot);
    /// The chosen parameter is the one whose sensitivity is shown.
    void setSelection(const Selection& selection);
    void setNumberText(const NumberText& numbers);
    /// Brings a study into view.
    void showStudy(Study study);
    [[nodiscard]] Study study() const;
    /// Brings the gradient check into view and asks for it, however long it takes: the key for it.
    void checkGradients();
    /// The second weight of the sensitivity surface: a link or cell chosen with Shift. Brings the study into view.
    void chooseSecond(const ElementRef& element);

    [[nodiscard]] LedgerPanel& ledger() const noexcept { return *m_ledger; }
    [[nodiscard]] SensitivityPanel& sensitivity() const noexcept { return *m_sensitivity; }
    [[nodiscard]] GradientCheckPanel& check() const noexcept { return *m_check; }
    [[nodiscard]] ComparisonPanel& devices() const noexcept { return *m_devices; }

    [[nodiscard]] QSize sizeHint() const override { return {360, 640}; }

signals:
    void elementSelected(glassnet::ui::ElementRef element);
    void elementHovered(std::optional<glassnet::ui::ElementRef> element);
    void valuePreviewed(glassnet::ui::ElementRef element, double value);
    void valueEdited(glassnet::ui::ElementRef element, double value);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void add(const QString& title, StudyPanel* panel);
    void refresh();

    InspectorContext m_context;
    TabStrip* m_strip;
    QStackedWidget* m_stack;
    QStringList m_titles;
    std::vector<StudyPanel*> m_panels;
    LedgerPanel* m_ledger;
    SensitivityPanel* m_sensitivity;
    GradientCheckPanel* m_check;
    ComparisonPanel* m_devices;
};

}  // namespace glassnet::ui
