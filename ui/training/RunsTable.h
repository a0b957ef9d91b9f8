#pragma once

#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/training/RunsModel.h"

namespace glassnet::ui {

/// The runs of a project: what they were made with and how they ended. The check box shows a run's curves, Return or a double click asks to
/// go back to it, F2 renames it, Delete asks to remove it; a menu says the same. A click on a head sorts.
class RunsTable final : public QTableView {
    Q_OBJECT
public:
    explicit RunsTable(QWidget* parent = nullptr);

    void setRows(std::vector<RunRow> rows);
    void setNumberText(const NumberText& text);
    [[nodiscard]] RunsModel& runs() noexcept { return m_runs; }
    /// The chosen run's id; none when none is chosen.
    [[nodiscard]] std::optional<std::int64_t> chosen() const;

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void shownChanged(std::int64_t id, bool isShown);
    void restoreWanted(std::int64_t id);
    void renamed(std::int64_t id, const QString& name);
    void removeWanted(std::int64_t id);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fit();
    void fitColumns();

    RunsModel m_runs;
    QSortFilterProxyModel m_order;
};

}  // namespace glassnet::ui
