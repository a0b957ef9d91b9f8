#pragma once

#include <QAbstractListModel>
#include <set>
#include <string>
#include <vector>

#include "engine/data/DataPlan.h"

namespace glassnet::ui {

/// With more columns no products are offered: so many pairs nobody goes through.
inline constexpr int kMostForProducts = 1000;

/// The place of a feature among all that can be made of so many columns: the columns, their squares, products, sines, cosines.
[[nodiscard]] int featureRow(const FeatureSpec& feature, int columns);

/// The features of a DataPlan with this one put in its place or, where it is there, taken out; the others keep their order. Unchanged
/// when it is the only one. Each column as it is comes as the plan says it, empty.
[[nodiscard]] std::vector<FeatureSpec> toggledFeatures(std::vector<FeatureSpec> features, const FeatureSpec& feature, int columns);

/// All inputs that can be made of columns, each with a check mark: the columns, their squares, the products of two, sines and cosines.
/// Counts them instead of holding them, for there may be a great many products.
class FeatureModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit FeatureModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    /// `features` as in DataPlan: empty for each column as it is.
    void setFeatures(const std::vector<std::string>& columns, const std::vector<FeatureSpec>& features);
    [[nodiscard]] FeatureSpec featureAt(int row) const;
    /// True when a person unticks the only input there is.
    [[nodiscard]] bool isLast(int row) const { return m_checked.size() == 1 && m_checked.contains(row); }
    [[nodiscard]] int columns() const noexcept { return static_cast<int>(m_columns.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// A person clicked the check mark of a row.
    void toggleWanted(int row);

private:
    std::vector<std::string> m_columns;
    /// In the plan's order, never empty once there are columns.
    std::vector<FeatureSpec> m_features;
    std::set<int> m_checked;
};

}  // namespace glassnet::ui
