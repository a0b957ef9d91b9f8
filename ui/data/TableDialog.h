#pragma once

#include <QDialog>

#include "engine/data/DataPlan.h"

class QTableView;

namespace glassnet::ui {

class Note;
class TableModel;

/// A large view of a table, row by row as it was read.
class TableDialog final : public QDialog {
    Q_OBJECT
public:
    explicit TableDialog(QWidget* parent = nullptr);

    void setSpec(const TableSpec& spec);
    [[nodiscard]] QTableView& view() const noexcept { return *m_view; }

private:
    TableModel* m_model;
    QTableView* m_view;
    Note* m_line;
};

}  // namespace glassnet::ui
