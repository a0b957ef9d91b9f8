#include "ui/data/TableModel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/data/ColumnWords.h"
#include "ui/support/NumberText.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

/// A column's head stands over its cells.
QVariant alignmentOf(const TableColumn& column) {
    return QVariant::fromValue(Qt::AlignVCenter | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
}

}  // namespace

void TableModel::setSpec(const TableSpec& spec) {
    if (spec.table == m_spec.table) {
        m_spec = spec;
        emit headerDataChanged(Qt::Horizontal, 0, std::max(columnCount() - 1, 0));
        return;
    }
    beginResetModel();
    m_spec = spec;
    endResetModel();
}

int TableModel::rowCount(const QModelIndex& parent) const {
    const auto most = std::int64_t{std::numeric_limits<int>::max()};
    return parent.isValid() ? 0 : static_cast<int>(std::min(m_spec.table->rows, most));
}

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_spec.table->columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto& column = m_spec.table->columns.at(static_cast<std::size_t>(index.column()));
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(column);
    }
    if (role == Qt::FontRole && column.kind == ColumnKind::Number) {
        return Fonts::mono(FontSize::Body);
    }
    if (role == Qt::ForegroundRole && roleOf(m_spec, static_cast<std::size_t>(index.column())) == ColumnRole::Ignore) {
        return Theme::current().color(Token::Faint);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (column.kind == ColumnKind::Number) {
        const double number = column.numbers.at(row);
        return std::isnan(number) ? QVariant() : NumberText().exact(number);
    }
    const auto label = column.categories.at(row);
    return label < 0 ? QVariant() : QString::fromStdString(column.labels.at(static_cast<std::size_t>(label)));
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal) {
        return alignmentOf(m_spec.table->columns.at(static_cast<std::size_t>(section)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (orientation == Qt::Vertical) {
        return NumberText().whole(qint64{section} + 1);
    }
    const auto place = static_cast<std::size_t>(section);
    const auto& column = m_spec.table->columns.at(place);
    return tr("%1\n%2\n%3").arg(QString::fromStdString(column.name), columnKindText(column), columnRoleText(roleOf(m_spec, place)));
}

}  // namespace glassnet::ui
