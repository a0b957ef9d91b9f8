#pragma once

#include <QWidget>
#include <memory>

#include "ui/support/NumberText.h"
#include "ui/workbench/Snapshot.h"

class QListWidget;

namespace glassnet::ui {

class Note;

/// The ways through time as a small tree: each says where it left another, how far it went and its last loss; the present one is marked. A
/// click or Enter goes to another way, arrow keys only look. Below stands what remembering takes.
class WaysList final : public QWidget {
    Q_OBJECT
public:
    explicit WaysList(QWidget* parent = nullptr);

    /// What to show; null shows no way.
    void setTime(const std::shared_ptr<const TimeFacts>& time);
    /// How losses are written.
    void setNumberText(const NumberText& numbers);
    [[nodiscard]] QListWidget* list() const noexcept { return m_list; }

signals:
    /// A person wants to go to this way, where it ended.
    void branchChosen(glassnet::BranchId branch);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void write();
    void dress();
    void choose(int row);
    void fitHeight();

    std::shared_ptr<const TimeFacts> m_time;
    QListWidget* m_list;
    Note* m_invitation;
    Note* m_memory;
    NumberText m_numbers;
    bool m_isDressing = false;
};

}  // namespace glassnet::ui
