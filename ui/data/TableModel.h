#pragma once

#include <QAbstractTableModel>

#include "engine/data/DataPlan.h"

namespace glassnet::ui {

/// The cells of a table, as they were read, and above each column its name, what it holds and what it is used for. Formats what is in view
/// only.
class TableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setSpec(const TableSpec& spec);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    TableSpec m_spec;
};

}  // namespace glassnet::ui
