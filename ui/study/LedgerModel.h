#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "engine/training/LossLedger.h"
#include "ui/inspector/InspectorContext.h"

namespace glassnet::ui {

/// The lines of a ledger as a table: the sum first, then the lines, sorted by a column. Numbers are sorted by their size, whatever their
/// sign.
class LedgerModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : std::uint8_t { Name, Promised, Came, Columns };
    /// The number behind a cell, and its part of the largest of all lines (−1 to 1), for its bar; the sum has none.
    static constexpr int kNumberRole = Qt::UserRole;
    static constexpr int kPartRole = Qt::UserRole + 1;
    static constexpr int kSumRow = 0;

    using QAbstractTableModel::QAbstractTableModel;

    void setLedger(std::shared_ptr<const LossLedger> ledger, const InspectorContext& context);
    /// The parameter element of a row; none of the sum's.
    [[nodiscard]] std::optional<ElementRef> elementAt(int row) const;
    /// The row of an element, -1 where it has none.
    [[nodiscard]] int rowOf(const ElementRef& element) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] const LedgerLine& line(int row) const { return m_ledger->lines[m_order[static_cast<std::size_t>(row - 1)]]; }
    [[nodiscard]] double number(int row, int column) const;
    void order();

    std::shared_ptr<const LossLedger> m_ledger;
    InspectorContext m_context;
    std::vector<std::size_t> m_order;
    double m_largest = 0;
    int m_column = Came;
    Qt::SortOrder m_direction = Qt::DescendingOrder;
};

}  // namespace glassnet::ui
