#include "ui/data/FeatureModel.h"

#include <algorithm>

#include "engine/data/PreparedData.h"

namespace glassnet::ui {

namespace {

std::vector<FeatureSpec> eachColumn(int columns) {
    std::vector<FeatureSpec> features;
    for (int i = 0; i < columns; ++i) {
        features.push_back({FeatureKind::Column, i, 0});
    }
    return features;
}

int productsOf(int columns) { return columns > kMostForProducts ? 0 : columns * (columns - 1) / 2; }

}  // namespace

int featureRow(const FeatureSpec& feature, int columns) {
    switch (feature.kind) {
        case FeatureKind::Column:
            return feature.first;
        case FeatureKind::Square:
            return columns + feature.first;
        case FeatureKind::Product: {
            const auto [first, second] = std::minmax(feature.first, feature.second);
            return 2 * columns + first * (2 * columns - first - 1) / 2 + second - first - 1;
        }
        case FeatureKind::Sine:
            return 2 * columns + productsOf(columns) + feature.first;
        case FeatureKind::Cosine:
            return 3 * columns + productsOf(columns) + feature.first;
    }
    return -1;
}

std::vector<FeatureSpec> toggledFeatures(std::vector<FeatureSpec> features, const FeatureSpec& feature, int columns) {
    if (features.empty()) {
        features = eachColumn(columns);
    }
    const int row = featureRow(feature, columns);
    const auto isThis = [&](const FeatureSpec& other) { return featureRow(other, columns) == row; };
    if (std::ranges::none_of(features, isThis)) {
        const auto isBehind = [&](const FeatureSpec& other) { return featureRow(other, columns) > row; };
        features.insert(std::ranges::find_if(features, isBehind), feature);
    } else if (features.size() > 1) {
        std::erase_if(features, isThis);
    }
    return features == eachColumn(columns) ? std::vector<FeatureSpec>() : features;
}

void FeatureModel::setFeatures(const std::vector<std::string>& columns, const std::vector<FeatureSpec>& features) {
    auto shown = features.empty() ? eachColumn(static_cast<int>(columns.size())) : features;
    if (columns == m_columns && shown == m_features) {
        return;
    }
    const bool isNew = columns != m_columns;
    if (isNew) {
        beginResetModel();
    }
    m_columns = columns;
    m_features = std::move(shown);
    m_checked.clear();
    for (const FeatureSpec& feature : m_features) {
        m_checked.insert(featureRow(feature, static_cast<int>(columns.size())));
    }
    if (isNew) {
        endResetModel();
    } else {
        emit dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    }
}

FeatureSpec FeatureModel::featureAt(int row) const {
    const int n = columns();
    if (row < n) {
        return {FeatureKind::Column, row, 0};
    }
    row -= n;
    if (row < n) {
        return {FeatureKind::Square, row, 0};
    }
    row -= n;
    if (row < productsOf(n)) {
        // Pairs (0, 1), (0, 2), ... (1, 2), ...: n - 1 with the first column, n - 2 with the second.
        int first = 0;
        for (int pairs = n - 1; row >= pairs; --pairs) {
            row -= pairs;
            ++first;
        }
        return {FeatureKind::Product, first, first + 1 + row};
    }
    row -= productsOf(n);
    return row < n ? FeatureSpec{FeatureKind::Sine, row, 0} : FeatureSpec{FeatureKind::Cosine, row - n, 0};
}

int FeatureModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 4 * columns() + productsOf(columns()); }

QVariant FeatureModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    if (role == Qt::CheckStateRole) {
        return m_checked.contains(index.row()) ? Qt::Checked : Qt::Unchecked;
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    const FeatureSpec feature = featureAt(index.row());
    FeaturePipeline pipeline;
    pipeline.columns = {m_columns.at(static_cast<std::size_t>(feature.first)), m_columns.at(static_cast<std::size_t>(feature.second))};
    pipeline.features = {{feature.kind, 0, feature.kind == FeatureKind::Product ? 1 : 0}};
    return QString::fromStdString(featureNames(pipeline).front());
}

bool FeatureModel::setData(const QModelIndex& index, const QVariant&, int role) {
    if (role != Qt::CheckStateRole) {
        return false;
    }
    // The mark follows the project, not the click.
    emit toggleWanted(index.row());
    return false;
}

Qt::ItemFlags FeatureModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::ItemFlags();
}

}  // namespace glassnet::ui
