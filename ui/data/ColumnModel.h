#pragma once

#include <QAbstractTableModel>

#include "engine/data/DataPlan.h"

namespace glassnet::ui {

/// A row for each column of a table: its name, what it holds and what it is used for.
class ColumnModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ColumnModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setSpec(const TableSpec& spec);
    [[nodiscard]] const TableSpec& spec() const noexcept { return m_spec; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    TableSpec m_spec;
};

}  // namespace glassnet::ui
