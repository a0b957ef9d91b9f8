#include "engine/data/Categories.h"
#include "engine/data/ShortestNumber.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

namespace glassnet {

namespace {

/// The labels become `labels`, and label i becomes label `places[i]`.
void relabel(TableColumn& column, std::vector<std::string> labels, const std::vector<std::int32_t>& places) {
    column.labels = std::move(labels);
    for (std::int32_t& category : column.categories) {
        category = category < 0 ? category : places[static_cast<std::size_t>(category)];
    }
}

}  // namespace

void sortLabels(TableColumn& column, const std::function<std::optional<double>(const std::string&)>& numberOf) {
    const std::size_t count = column.labels.size();
    std::vector<double> numbers;
    numbers.reserve(count);
    for (const std::string& label : column.labels) {
        const auto number = numberOf(label);
        if (!number) {
            numbers.assign(count, 0.0);
            break;
        }
        numbers.push_back(*number);
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return numbers[a] != numbers[b] ? numbers[a] < numbers[b] : column.labels[a] < column.labels[b];
    });
    std::vector<std::string> labels(count);
    std::vector<std::int32_t> places(count);
    for (std::size_t i = 0; i < count; ++i) {
        labels[i] = std::move(column.labels[order[i]]);
        places[order[i]] = static_cast<std::int32_t>(i);
    }
    relabel(column, std::move(labels), places);
}

void mergeBooleans(TableColumn& column) {
    std::map<std::string, std::int32_t> merged;
    std::vector<std::string> labels;
    std::vector<std::int32_t> places;
    for (std::string label : column.labels) {
        std::ranges::transform(label, label.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        const auto [found, isNew] = merged.emplace(label, static_cast<std::int32_t>(labels.size()));
        places.push_back(found->second);
        if (isNew) {
            labels.push_back(std::move(label));
        }
    }
    relabel(column, std::move(labels), places);
}

TableColumn asCategories(const TableColumn& column) {
    if (column.kind == ColumnKind::Category) {
        return column;
    }
    // -0 and 0 are one.
    std::map<double, std::int32_t> places;
    for (const double number : column.numbers) {
        if (!std::isnan(number)) {
            places.emplace(number + 0.0, 0);
        }
    }
    TableColumn result{.name = column.name, .kind = ColumnKind::Category, .numbers = {}, .categories = {}, .labels = {}};
    for (auto& [number, place] : places) {
        place = static_cast<std::int32_t>(result.labels.size());
        result.labels.push_back(shortestNumber(number));
    }
    result.categories.reserve(column.numbers.size());
    for (const double number : column.numbers) {
        result.categories.push_back(std::isnan(number) ? -1 : places.at(number));
    }
    return result;
}

std::optional<std::size_t> wholeValues(const TableColumn& column, std::size_t most) {
    std::set<double> values;
    for (const double number : column.numbers) {
        if (std::isnan(number)) {
            continue;
        }
        if (number != std::floor(number) || std::isinf(number)) {
            return std::nullopt;
        }
        if (values.size() <= most) {
            values.insert(number);
        }
    }
    return values.size();
}

}  // namespace glassnet
