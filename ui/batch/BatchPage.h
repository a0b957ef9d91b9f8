#pragma once

#include <QScrollArea>
#include <optional>

#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class BatchTable;
class GradientParts;

/// A page of the right panel: the batch in hand, and what each of its samples adds to a gradient. It works only while it is seen.
class BatchPage final : public QScrollArea {
    Q_OBJECT
public:
    explicit BatchPage(QWidget* parent = nullptr);

    /// The step in hand, and what is selected in it.
    void setStep(const Selection& selection, SnapshotPtr snapshot);
    void setNumberText(const NumberText& numbers);
    void setHovered(const std::optional<ElementRef>& element);
    [[nodiscard]] BatchTable& table() const noexcept { return *m_table; }
    [[nodiscard]] GradientParts& parts() const noexcept { return *m_parts; }

signals:
    /// A person wants to follow this sample of the batch.
    void sampleChosen(std::int64_t sample);
    /// A person wants to see the gradient by this element of a parameter.
    void parameterChosen(const glassnet::ui::ElementRef& parameter);
    void elementHovered(const std::optional<glassnet::ui::ElementRef>& element);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void write();

    BatchTable* m_table;
    GradientParts* m_parts;
    SnapshotPtr m_snapshot;
    Selection m_selection;
    bool m_isStale = true;
};

}  // namespace glassnet::ui
