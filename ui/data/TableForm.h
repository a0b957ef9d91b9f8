#pragma once

#include <QWidget>
#include <optional>

#include "engine/data/TableSource.h"
#include "ui/data/DataChange.h"

class QTableView;

namespace glassnet::ui {

class ColumnModel;
class FieldList;
class Note;
class PillButton;
class TableDialog;

/// How a table was read: what can be changed to read it again.
struct TableReading {
    TableFormat format = TableFormat::Csv;
    TableOptions options;
    std::vector<ArrayInfo> arrays;
};

/// A table's columns and what they are for, its empty cells, and how its file was read.
class TableForm final : public QWidget {
    Q_OBJECT
public:
    explicit TableForm(QWidget* parent = nullptr);

    void setSpec(const TableSpec& spec);
    void setEmptyCells(std::int64_t cells);
    /// None where it is not known any more, and for tables that come with the program.
    void setReading(const std::optional<TableReading>& reading);
    /// What was chosen last cannot be.
    void refuse(const QString& why);
    [[nodiscard]] QTableView& columns() const noexcept { return *m_columns; }
    [[nodiscard]] FieldList& roleField() const noexcept { return *m_role; }
    [[nodiscard]] FieldList& fields() const noexcept { return *m_fields; }
    [[nodiscard]] FieldList& readingFields() const noexcept { return *m_readingFields; }
    /// Opens the table in a large view.
    void showTable();

signals:
    void changeWanted(const QString& title, const glassnet::ui::DataChange& change);
    /// The same file is to be read in another way.
    void readingWanted(const glassnet::TableOptions& options);

private:
    void showRole();
    void showMissing();
    void chooseRole(int choice);
    void chooseReading(const QString& key, int choice);

    ColumnModel* m_model;
    QTableView* m_columns;
    FieldList* m_role;
    FieldList* m_fields;
    Note* m_missing;
    FieldList* m_readingFields;
    TableDialog* m_dialog = nullptr;
    std::optional<TableReading> m_reading;
    FieldList* m_asked = nullptr;
};

}  // namespace glassnet::ui
