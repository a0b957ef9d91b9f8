#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "ui/batch/GradientFocus.h"
#include "ui/batch/SampleRows.h"
#include "ui/support/NumberText.h"
#include "ui/support/SymbolNames.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class ChoiceField;
class Note;
class PartsMap;
class SampleTable;
class SegmentedControl;

/// Each sample's part of one element of a gradient, its factors and the sum, which is the gradient; beside it the parts of all elements
/// as a heatmap. Undivided the parts are shown times n, and words say so.
class GradientParts final : public QWidget {
    Q_OBJECT
public:
    explicit GradientParts(QWidget* parent = nullptr);

    void setSnapshot(SnapshotPtr snapshot);
    void setSelection(const Selection& selection);
    /// Both at once.
    void setShown(SnapshotPtr snapshot, const Selection& selection);
    void setNumberText(const NumberText& numbers);
    void setHovered(const std::optional<ElementRef>& element);
    /// Shows every part times n.
    void setUndivided(bool undivided);
    [[nodiscard]] bool isUndivided() const;
    /// The element in view; none where no parameter has a gradient.
    [[nodiscard]] const std::optional<GradientFocus>& focus() const noexcept { return m_focus; }
    [[nodiscard]] SampleTable& table() const noexcept { return *m_table; }
    [[nodiscard]] PartsMap& map() const noexcept { return *m_map; }

signals:
    void sampleChosen(std::int64_t sample);
    /// A person wants to see the gradient by this element of a parameter.
    void parameterChosen(const glassnet::ui::ElementRef& parameter);
    void elementHovered(const std::optional<glassnet::ui::ElementRef>& element);

private:
    void take(SnapshotPtr snapshot);
    void take(const Selection& selection);
    void write();
    void writeChoices(const SymbolNames& names);
    void writeSentences();
    [[nodiscard]] SampleRows rowsOf(const SymbolNames& names, const std::shared_ptr<const ShownParts>& parts) const;
    /// What parts are multiplied by for display: n when undivided.
    [[nodiscard]] double times() const;
    void choose(const ElementRef& parameter);

    Note* m_title;
    ChoiceField* m_choice;
    SegmentedControl* m_division;
    Note* m_sentence;
    SampleTable* m_table;
    PartsMap* m_map;
    SnapshotPtr m_snapshot;
    Selection m_selection;
    NumberText m_numbers;
    /// What a person chose here, until the step moves on or another parameter is selected.
    std::optional<ElementRef> m_chosen;
    std::optional<GradientFocus> m_focus;
};

}  // namespace glassnet::ui
