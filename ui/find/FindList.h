#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "ui/find/FindRow.h"

class QLabel;
class QListWidget;

namespace glassnet::ui {

/// What was found, in a card below the find field: icon, title with the matched letters in bold, detail at the right. Never takes the
/// focus; the field drives it.
class FindList final : public QWidget {
    Q_OBJECT
public:
    explicit FindList(QWidget* parent = nullptr);

    /// Other rows for `query`; the first becomes current. Without any, a sentence says that nothing was found.
    void setRows(const std::vector<FindRow>& rows, const QString& query);
    [[nodiscard]] const std::vector<FindRow>& rows() const noexcept { return m_rows; }
    /// -1 when there are no rows.
    [[nodiscard]] int current() const;
    /// Moves to a row; past an end it stops there.
    void setCurrent(int index);
    /// As many rows as Page Down goes.
    [[nodiscard]] int pageRows() const;
    /// Where a row lies, for tests.
    [[nodiscard]] QRect rowRect(int index) const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void currentChanged();
    /// A row was clicked.
    void clicked(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<FindRow> m_rows;
    QListWidget* m_list;
    QLabel* m_nothing;
};

}  // namespace glassnet::ui
