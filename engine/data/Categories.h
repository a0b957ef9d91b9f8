#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/data/Table.h"

namespace glassnet {

/// Puts a category column's labels in order: by their numbers where `numberOf` finds one in each (at a tie by their bytes), otherwise by
/// their bytes. Its cells keep their labels.
void sortLabels(TableColumn& column, const std::function<std::optional<double>(const std::string&)>& numberOf);

/// Labels that differ only by small and capital letters become one, in small letters ("True" and "TRUE").
void mergeBooleans(TableColumn& column);

/// A number column as categories: a label for each different number, in their order, written as short as reads back exactly; empty cells
/// stay empty. A category column as it is.
[[nodiscard]] TableColumn asCategories(const TableColumn& column);

/// How many different numbers a number column has, counted up to `most` + 1; none when one of them is not whole.
[[nodiscard]] std::optional<std::size_t> wholeValues(const TableColumn& column, std::size_t most);

}  // namespace glassnet
