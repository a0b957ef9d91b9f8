#include "ui/study/LedgerModel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace glassnet::ui {

void LedgerModel::setLedger(std::shared_ptr<const LossLedger> ledger, const InspectorContext& context) {
    beginResetModel();
    m_ledger = std::move(ledger);
    m_context = context;
    m_largest = 0;
    m_order.resize(m_ledger == nullptr ? 0 : m_ledger->lines.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        for (const double each : {m_ledger->lines[i].predicted, m_ledger->lines[i].real}) {
            m_largest = std::isfinite(each) ? std::max(m_largest, std::abs(each)) : m_largest;
        }
    }
    order();
    endResetModel();
}

std::optional<ElementRef> LedgerModel::elementAt(int row) const {
    if (row == kSumRow || row < 0 || row >= rowCount()) {
        return std::nullopt;
    }
    return ElementRef{line(row).at.parameter, line(row).at.element};
}

int LedgerModel::rowOf(const ElementRef& element) const {
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const auto& at = m_ledger->lines[m_order[i]].at;
        if (at.parameter == element.tensor && at.element == element.element) {
            return static_cast<int>(i) + 1;
        }
    }
    return -1;
}

int LedgerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_ledger == nullptr ? 0 : static_cast<int>(m_order.size()) + 1;
}

int LedgerModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

double LedgerModel::number(int row, int column) const {
    if (row == kSumRow) {
        return column == Promised ? m_ledger->predicted : m_ledger->together();
    }
    return column == Promised ? line(row).predicted : line(row).real;
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || m_ledger == nullptr) {
        return {};
    }
    const int row = index.row();
    const int column = index.column();
    const auto nameOf = [&] {
        const auto element = elementAt(row);
        return element ? m_context.names().element(element->tensor, element->element) : tr("all together");
    };
    if (role == Qt::DisplayRole) {
        return column == Name ? nameOf() : m_context.numbers.withSign(number(row, column));
    }
    if (role == Qt::AccessibleTextRole) {
        return column == Name ? nameOf()
                              : tr("%1, %2: %3")
                                    .arg(nameOf(), headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                                         m_context.numbers.withSign(number(row, column)));
    }
    if (role == kNumberRole && column != Name) {
        return number(row, column);
    }
    if (role == kPartRole && column != Name && row != kSumRow) {
        return m_largest > 0 ? number(row, column) / m_largest : 0.0;
    }
    if (role == Qt::ToolTipRole) {
        if (row == kSumRow) {
            return tr("Every update at once: the sum of what the gradients promised, and the change of the loss that came.");
        }
        const auto& numbers = m_context.numbers;
        return tr("%1 moved by %2, its gradient is %3. Promised: %4. Came: %5.")
            .arg(nameOf(), numbers.exact(line(row).change), numbers.exact(line(row).gradient), numbers.exact(line(row).predicted),
                 numbers.exact(line(row).real));
    }
    return {};
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return section == Name ? tr("Parameter") : section == Promised ? tr("Promised") : tr("Came");
    }
    if (role == Qt::ToolTipRole) {
        return section == Name       ? tr("Sort by name")
               : section == Promised ? tr("Gradient times update: sort by its size")
                                     : tr("The change of the loss with only this one updated: sort by its size");
    }
    return {};
}

void LedgerModel::sort(int column, Qt::SortOrder direction) {
    if (column < 0 || column >= Columns) {
        return;
    }
    emit layoutAboutToBeChanged();
    m_column = column;
    m_direction = direction;
    order();
    emit layoutChanged();
}

void LedgerModel::order() {
    std::sort(m_order.begin(), m_order.end());
    if (m_column == Name) {
        if (m_direction == Qt::DescendingOrder) {
            std::reverse(m_order.begin(), m_order.end());
        }
        return;
    }
    const auto size = [this](std::size_t i) {
        const double each = m_column == Promised ? m_ledger->lines[i].predicted : m_ledger->lines[i].real;
        return std::isnan(each) ? std::numeric_limits<double>::infinity() : std::abs(each);
    };
    std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
        return m_direction == Qt::DescendingOrder ? size(a) > size(b) : size(a) < size(b);
    });
}

}  // namespace glassnet::ui
