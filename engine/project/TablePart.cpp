#include "engine/project/TablePart.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/exchange/Safetensors.h"
#include "engine/exchange/StrictJson.h"
#include "engine/project/JsonFields.h"

namespace glassnet {

namespace {

using nlohmann::json;

constexpr JsonLimits kTableJsonLimits{.depth = 64, .values = 4'000'000};
constexpr std::int64_t kTableMostWhole = std::numeric_limits<std::int64_t>::max();
// In the order of ColumnKind and ColumnRole.
constexpr std::array<std::string_view, 2> kKindKeys{"number", "category"};
constexpr std::array<std::string_view, 3> kRoleKeys{"feature", "target", "ignore"};

std::string cellsName(std::size_t column, ColumnKind kind) {
    return std::to_string(column + 1) + (kind == ColumnKind::Number ? ".numbers" : ".labels");
}

/// True when float32 gives the same bits back; an empty cell is one quiet NaN in either.
bool fitsFloat32(double number) {
    return std::isnan(number) ||
           std::bit_cast<std::uint64_t>(static_cast<double>(static_cast<float>(number))) == std::bit_cast<std::uint64_t>(number);
}

Tensor cellsOf(const TableColumn& column) {
    if (column.kind == ColumnKind::Category) {
        Tensor labels = Tensor::zeros({static_cast<std::int64_t>(column.categories.size())}, DType::Int64);
        std::ranges::copy(column.categories, labels.values<std::int64_t>().begin());
        return labels;
    }
    const bool isNarrow = std::ranges::all_of(column.numbers, fitsFloat32);
    Tensor numbers = Tensor::zeros({static_cast<std::int64_t>(column.numbers.size())}, isNarrow ? DType::Float32 : DType::Float64);
    std::size_t row = 0;
    for (const double number : column.numbers) {
        const double cell = std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number;
        if (isNarrow) {
            numbers.values<float>()[row++] = static_cast<float>(cell);
        } else {
            numbers.values<double>()[row++] = cell;
        }
    }
    return numbers;
}

/// Reads table.json: columns without cells.
class TableReading {
public:
    TableReading(JsonReading& reading, TableSpec& spec) : m_reading(reading), m_spec(spec) {}

    Table read(const json& root) {
        JsonFields fields(m_reading, root, "");
        m_table.rows = fields.integer("rows", 0, kTableMostWhole);
        const json& columns = fields.array("columns", kMostTableColumns);
        m_spec.roles.clear();
        for (std::size_t i = 0; i < columns.size() && !m_reading.failed(); ++i) {
            readColumn(JsonFields(m_reading, columns[i], fields.pointerTo("columns") + jsonPointerStep(std::to_string(i))), i);
        }
        if (columns.empty() && m_table.rows != 0) {
            m_reading.fail(fields.pointerTo("rows"), "no rows where there are no columns");
        }
        fields.keepRest("");
        return std::move(m_table);
    }

private:
    void readColumn(JsonFields fields, std::size_t index) {
        TableColumn column;
        const auto id = static_cast<std::int64_t>(index) + 1;
        static_cast<void>(fields.integer("id", id, id));
        column.name = fields.text("name");
        if (!m_names.insert(column.name).second) {
            m_reading.fail(fields.pointerTo("name"), "different names");
        }
        column.kind = static_cast<ColumnKind>(choice(fields, "kind", kKindKeys));
        m_spec.roles.push_back(static_cast<ColumnRole>(choice(fields, "role", kRoleKeys)));
        if (column.kind == ColumnKind::Category) {
            readLabels(fields, column);
        }
        fields.keepRest("/columns/" + std::to_string(id));
        m_table.columns.push_back(std::move(column));
    }

    void readLabels(JsonFields& fields, TableColumn& column) {
        std::set<std::string> seen;
        for (const json& label : fields.array("labels", std::numeric_limits<std::int32_t>::max())) {
            if (!label.is_string() || !seen.insert(label.get<std::string>()).second) {
                m_reading.fail(fields.pointerTo("labels"), "different texts");
                return;
            }
            column.labels.push_back(label.get<std::string>());
        }
    }

    template <std::size_t N>
    std::size_t choice(JsonFields& fields, std::string_view key, const std::array<std::string_view, N>& keys) {
        const auto found = std::ranges::find(keys, fields.text(key));
        if (found == keys.end()) {
            m_reading.fail(fields.pointerTo(key), "column " + std::string(key));
            return 0;
        }
        return static_cast<std::size_t>(found - keys.begin());
    }

    JsonReading& m_reading;
    TableSpec& m_spec;
    Table m_table;
    std::set<std::string> m_names;
};

Result<void> fillLabels(TableColumn& column, const std::string& name, const Tensor& cells) {
    const auto labels = static_cast<std::int64_t>(column.labels.size());
    column.categories.reserve(static_cast<std::size_t>(cells.elements()));
    for (const std::int64_t label : cells.values<std::int64_t>()) {
        if (label < -1 || label >= labels) {
            return failure(ErrorCode::ClassTarget, {name, label, labels});
        }
        column.categories.push_back(static_cast<std::int32_t>(label));
    }
    return {};
}

Result<void> fillCells(TableColumn& column, const std::string& name, const Tensor& cells, std::int64_t rows) {
    if (cells.shape() != Shape{rows}) {
        return failure(ErrorCode::TensorShape, {name, cells.shape(), Shape{rows}});
    }
    if ((cells.dtype() == DType::Int64) != (column.kind == ColumnKind::Category)) {
        return failure(ErrorCode::TensorDType, {name, std::string(dtypeName(cells.dtype()))});
    }
    if (column.kind == ColumnKind::Category) {
        return fillLabels(column, name, cells);
    }
    const Tensor wide = cells.to(DType::Float64);
    const auto numbers = wide.values<double>();
    column.numbers.assign(numbers.begin(), numbers.end());
    return {};
}

Result<void> fillTable(Table& table, std::map<std::string, Tensor>& cells) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string name = cellsName(i, table.columns[i].kind);
        const auto found = cells.extract(name);
        if (found.empty()) {
            return failure(ErrorCode::TensorMissing, {name});
        }
        if (const auto filled = fillCells(table.columns[i], name, found.mapped(), table.rows); !filled) {
            return filled;
        }
    }
    if (!cells.empty()) {
        return failure(ErrorCode::FileField, {std::string(kCellsPart), jsonPointerStep(cells.begin()->first), "cells of a column"});
    }
    return {};
}

}  // namespace

json rolesJson(const TableSpec& spec) {
    json roles = json::array();
    for (const ColumnRole role : spec.roles) {
        roles.push_back(kRoleKeys.at(static_cast<std::size_t>(role)));
    }
    return roles;
}

std::vector<ColumnRole> readRoles(JsonFields& fields, std::string_view key, const Table& table) {
    std::vector<ColumnRole> roles;
    for (const json& role : fields.array(key, kMostTableColumns)) {
        const auto found = std::ranges::find(kRoleKeys, role.is_string() ? role.get<std::string>() : std::string());
        if (found == kRoleKeys.end() || roles.size() == table.columns.size()) {
            fields.reading().fail(fields.pointerTo(key), "column role");
            return {};
        }
        roles.push_back(static_cast<ColumnRole>(found - kRoleKeys.begin()));
    }
    return roles;
}

Result<void> writeTableParts(const TableSpec& spec, const std::map<std::string, std::string>& unknown, Parts& parts) {
    json columns = json::array();
    std::map<std::string, Tensor> cells;
    for (std::size_t i = 0; i < spec.table->columns.size(); ++i) {
        const TableColumn& column = spec.table->columns[i];
        const auto role = i < spec.roles.size() ? spec.roles[i] : ColumnRole::Ignore;
        json value{{"id", i + 1},
                   {"name", column.name},
                   {"kind", kKindKeys.at(static_cast<std::size_t>(column.kind))},
                   {"role", kRoleKeys.at(static_cast<std::size_t>(role))}};
        if (column.kind == ColumnKind::Category) {
            value["labels"] = column.labels;
        }
        columns.push_back(std::move(value));
        cells.emplace(cellsName(i, column.kind), cellsOf(column));
    }
    json root{{"rows", spec.table->rows}, {"columns", std::move(columns)}};
    restoreUnknown(root, kTablePart, unknown);
    const auto text = jsonText(root, kTablePart);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    addText(parts, kTablePart, *text);
    parts.insert_or_assign(std::string(kCellsPart), writeSafetensors(cells));
    return {};
}

Result<void> readTableParts(Parts& parts, std::string_view file, TableSpec& spec, std::map<std::string, std::string>& unknown) {
    const auto text = parts.extract(std::string(kTablePart));
    const auto bytes = parts.extract(std::string(kCellsPart));
    if (text.empty() || bytes.empty()) {
        return failure(ErrorCode::MissingPart, {std::string(file), std::string(text.empty() ? kTablePart : kCellsPart)});
    }
    const auto root = parseStrictJson(partText(text.mapped()), kTablePart, kTableJsonLimits);
    if (!root) {
        return tl::unexpected<Error>(root.error());
    }
    JsonReading reading{std::string(kTablePart)};
    Table table = TableReading(reading, spec).read(*root);
    if (reading.failed()) {
        return tl::unexpected<Error>(reading.error());
    }
    auto cells = readSafetensors(bytes.mapped(), kCellsPart);
    if (!cells) {
        return tl::unexpected<Error>(cells.error());
    }
    if (const auto filled = fillTable(table, *cells); !filled) {
        return filled;
    }
    spec.table = std::make_shared<const Table>(std::move(table));
    unknown.merge(reading.unknown);
    return {};
}

}  // namespace glassnet
