#include "ui/data/ColumnModel.h"

#include "ui/data/ColumnWords.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

void ColumnModel::setSpec(const TableSpec& spec) {
    const bool isNew = spec.table != m_spec.table;
    if (isNew) {
        beginResetModel();
    }
    m_spec = spec;
    if (isNew) {
        endResetModel();
    } else if (rowCount() > 0) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

int ColumnModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_spec.table->columns.size()); }

QVariant ColumnModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto place = static_cast<std::size_t>(index.row());
    const auto& column = m_spec.table->columns.at(place);
    const ColumnRole used = roleOf(m_spec, place);
    if (role == Qt::ForegroundRole) {
        return Theme::current().color(used == ColumnRole::Ignore   ? Token::Faint
                                      : used == ColumnRole::Target ? Token::Accent
                                      : index.column() == 0        ? Token::Ink
                                                                   : Token::Mute);
    }
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        return tr("%1: %2, %3").arg(QString::fromStdString(column.name), columnKindText(column), columnRoleText(used));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return index.column() == 0 ? QString::fromStdString(column.name) : index.column() == 1 ? columnKindText(column) : columnRoleText(used);
}

}  // namespace glassnet::ui
