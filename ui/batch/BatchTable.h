#pragma once

#include <QWidget>
#include <optional>

#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

namespace glassnet::ui {

class Note;
class SampleTable;

/// The batch in hand: which one it is, and its samples as rows with their part of the loss.
class BatchTable final : public QWidget {
    Q_OBJECT
public:
    explicit BatchTable(QWidget* parent = nullptr);

    /// Null: there is no batch.
    void setSnapshot(SnapshotPtr snapshot);
    /// The sample that is followed.
    void setSelection(const Selection& selection);
    void setNumberText(const NumberText& numbers);
    void setHovered(const std::optional<ElementRef>& element);
    [[nodiscard]] SampleTable& table() const noexcept { return *m_table; }

signals:
    void sampleChosen(std::int64_t sample);
    void elementHovered(const std::optional<glassnet::ui::ElementRef>& element);

private:
    void write();

    Note* m_title;
    Note* m_sentence;
    SampleTable* m_table;
    SnapshotPtr m_snapshot;
    NumberText m_numbers;
};

}  // namespace glassnet::ui
