#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/inspector/InspectorContext.h"

class QVBoxLayout;

namespace glassnet::ui {

class Note;
class PillButton;

/// True when both snapshots show the same step with the same parameters, inputs and targets; `except` may differ (null: none).
[[nodiscard]] bool sameNumbers(const Snapshot& a, const Snapshot& b, const std::vector<ElementRef>& except = {});

/// What the panels of the study page share: they show results of work that takes its time, ask for it when they are looked at and what
/// they have no longer holds, and ask first where it would take long.
class StudyPanel : public QWidget {
    Q_OBJECT
public:
    explicit StudyPanel(QWidget* parent = nullptr);

    /// What the window shows now; a null snapshot empties the panel.
    void setContext(const InspectorContext& context);
    [[nodiscard]] const InspectorContext& context() const noexcept { return m_context; }
    /// Asks for the work now, however long it takes: a key or a button.
    void demand();
    /// True while what is shown does not belong to the numbers of the context.
    [[nodiscard]] bool isStale() const noexcept { return m_stale; }

signals:
    /// In view and stale, or demanded: whoever does the work gives the result to the panel.
    void wanted();
    /// The element under the mouse or the cursor, none when it left; one that was clicked.
    void elementHovered(std::optional<glassnet::ui::ElementRef> element);
    void elementSelected(glassnet::ui::ElementRef element);

protected:
    void showEvent(QShowEvent* event) override;
    [[nodiscard]] QVBoxLayout& column() const noexcept { return *m_column; }
    /// The context is another one: what depends on its program is put right, before anything is asked for.
    virtual void adopt() {}
    /// Whether a result for `before` does not hold for the context any more.
    [[nodiscard]] virtual bool isOutdated(const Snapshot& before) const;
    /// Multiply-adds that the work takes, roughly; none while there is nothing to work on.
    [[nodiscard]] virtual std::optional<double> cost() const = 0;
    /// Shows the context and the result.
    virtual void refresh() = 0;
    /// A result for what was asked last has come.
    void answered();
    /// What was shown does not hold any more: something else is looked at.
    void invalidate();
    /// True while the last result may be shown: it holds, or a new one was asked for a moment ago (a step must not make the panel flicker).
    [[nodiscard]] bool isShowable() const;
    /// The line that says why there is no result yet, and the button below it.
    void showWaiting();

    /// Numbers of trainable parameters, and samples of the batch.
    [[nodiscard]] double parameters() const;
    [[nodiscard]] double rows() const;

private:
    void request(bool demanded);

    InspectorContext m_context;
    SnapshotPtr m_asked;
    SnapshotPtr m_answered;
    bool m_stale = true;
    QTimer m_patience;
    QVBoxLayout* m_column;
    Note* m_waiting;
    PillButton* m_compute;
};

}  // namespace glassnet::ui
