#include "ui/data/TableSpecs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "ui/data/DataChoices.h"

namespace glassnet::ui {

namespace {

TableColumn namedColumn(const char* name, ColumnKind kind) {
    TableColumn column;
    column.name = name;
    column.kind = kind;
    return column;
}

}  // namespace

TableSpec usualTable(std::shared_ptr<const Table> table, std::string source, FirstTarget target) {
    TableSpec spec;
    spec.table = std::move(table);
    spec.source = std::move(source);
    for (const TableColumn& column : spec.table->columns) {
        const bool isUseless = column.kind == ColumnKind::Category && (column.labels.size() > kMostLabels || column.labels.size() < 2);
        spec.roles.push_back(isUseless ? ColumnRole::Ignore : ColumnRole::Feature);
    }
    if (!spec.roles.empty()) {
        (target == FirstTarget::Last ? spec.roles.back() : spec.roles.front()) = ColumnRole::Target;
    }
    return spec;
}

TableSpec drawnTable(const std::vector<MapPoint>& points) {
    Table table;
    table.rows = static_cast<std::int64_t>(points.size());
    table.columns = {namedColumn("x", ColumnKind::Number), namedColumn("y", ColumnKind::Number),
                     namedColumn("class", ColumnKind::Category)};
    std::set<std::int64_t> classes;
    for (const MapPoint& point : points) {
        classes.insert(std::llround(point.target));
    }
    auto& x = table.columns[0];
    auto& y = table.columns[1];
    auto& label = table.columns[2];
    for (const MapPoint& point : points) {
        x.numbers.push_back(point.x);
        y.numbers.push_back(point.y);
        label.categories.push_back(static_cast<std::int32_t>(std::distance(classes.begin(), classes.find(std::llround(point.target)))));
    }
    for (const auto each : classes) {
        label.labels.push_back(std::to_string(each));
    }
    return usualTable(std::make_shared<const Table>(std::move(table)), kDrawnSource, FirstTarget::Last);
}

}  // namespace glassnet::ui
