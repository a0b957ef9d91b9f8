#include "engine/data/TableTargets.h"
#include "engine/data/ShortestNumber.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace glassnet {

namespace {

/// A class index for each row and the names of the classes.
struct Classes {
    std::vector<std::int64_t> indices;
    std::vector<std::string> names;
};

Classes labelClasses(const TableColumn& column, std::span<const std::int64_t> rows) {
    std::vector<std::int64_t> classOf(column.labels.size(), -1);
    for (const std::int64_t row : rows) {
        classOf[static_cast<std::size_t>(column.categories[static_cast<std::size_t>(row)])] = 0;
    }
    Classes classes;
    for (std::size_t label = 0; label < classOf.size(); ++label) {
        if (classOf[label] == 0) {
            classOf[label] = static_cast<std::int64_t>(classes.names.size());
            classes.names.push_back(column.labels[label]);
        }
    }
    for (const std::int64_t row : rows) {
        classes.indices.push_back(classOf[static_cast<std::size_t>(column.categories[static_cast<std::size_t>(row)])]);
    }
    return classes;
}

/// None where the numbers are not classes.
std::optional<Classes> numberClasses(const TableColumn& column, std::span<const std::int64_t> rows) {
    std::set<double> different;
    for (const std::int64_t row : rows) {
        const double value = column.numbers[static_cast<std::size_t>(row)];
        different.insert(value);
        if (value != std::floor(value) || different.size() > static_cast<std::size_t>(kMostNumberClasses)) {
            return std::nullopt;
        }
    }
    if (different.size() < 2 || 2 * different.size() > rows.size()) {
        return std::nullopt;
    }
    Classes classes;
    for (const double value : different) {
        classes.names.push_back(shortestNumber(value));
    }
    for (const std::int64_t row : rows) {
        const auto found = different.find(column.numbers[static_cast<std::size_t>(row)]);
        classes.indices.push_back(std::distance(different.begin(), found));
    }
    return classes;
}

TableTargets classTargets(Classes classes) {
    const auto count = static_cast<std::int64_t>(classes.indices.size());
    Tensor indices = Tensor::from(std::span<const std::int64_t>(classes.indices), {count});
    if (classes.names.size() == 2) {
        indices = indices.to(DType::Float32).view({count, 1});
    }
    return {std::move(indices), std::move(classes.names)};
}

TableTargets numberTargets(std::span<const TableColumn* const> columns, std::span<const std::int64_t> rows) {
    Tensor values = Tensor::zeros({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(columns.size())});
    const auto to = values.values<float>();
    std::size_t place = 0;
    for (const std::int64_t row : rows) {
        for (const TableColumn* column : columns) {
            to[place++] = static_cast<float>(column->numbers[static_cast<std::size_t>(row)]);
        }
    }
    return {std::move(values), {}};
}

}  // namespace

Result<TableTargets> tableTargets(std::span<const TableColumn* const> columns, std::span<const std::int64_t> rows) {
    const auto category = std::ranges::find(columns, ColumnKind::Category, &TableColumn::kind);
    if (category == columns.end()) {
        auto classes = columns.size() == 1 ? numberClasses(*columns.front(), rows) : std::nullopt;
        return classes ? classTargets(std::move(*classes)) : numberTargets(columns, rows);
    }
    if (columns.size() > 1) {
        return failure(ErrorCode::MixedTargets, {(*category)->name});
    }
    Classes classes = labelClasses(**category, rows);
    if (classes.names.size() < 2) {
        return failure(ErrorCode::OneClass, {(*category)->name, classes.names.empty() ? std::string() : classes.names.front()});
    }
    return classTargets(std::move(classes));
}

}  // namespace glassnet
