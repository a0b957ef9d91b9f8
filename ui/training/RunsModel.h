#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// A run as a row of plain values.
struct RunRow {
    std::int64_t id = 0;
    QString name;
    std::uint64_t seed = 0;
    QString optimizer;  ///< "Adam"
    double rate = 0;    ///< the learning rate
    std::int64_t steps = 0;
    std::optional<double> trainLoss;
    std::optional<double> testLoss;
    std::optional<double> accuracy;  ///< of the test part, 0 to 1
    bool isShown = false;            ///< its curves are in the chart
    std::optional<int> color;        ///< its place in the class palette; none: the present run
    friend bool operator==(const RunRow&, const RunRow&) = default;
};

/// Runs as a table. A check box and a new name go out as signals; the rows change when they come back through setRows.
class RunsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : std::uint8_t { Name, Seed, Optimizer, Rate, Steps, TrainLoss, TestLoss, Accuracy, Columns };
    /// The number behind a cell, to sort by; the line's pen color of the name.
    static constexpr int kSortRole = Qt::UserRole;
    static constexpr int kColorRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// In place where the ids are the same: a selection and an open editor stay.
    void setRows(std::vector<RunRow> rows);
    void setNumberText(const NumberText& text);
    [[nodiscard]] const RunRow& row(int index) const { return m_rows.at(static_cast<std::size_t>(index)); }
    /// One sentence about a run, for a screen reader.
    [[nodiscard]] QString words(int index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void shownChanged(std::int64_t id, bool isShown);
    void renamed(std::int64_t id, const QString& name);

private:
    [[nodiscard]] QVariant text(const RunRow& row, int column) const;
    [[nodiscard]] static QVariant number(const RunRow& row, int column);

    std::vector<RunRow> m_rows;
    NumberText m_text;
};

}  // namespace glassnet::ui
