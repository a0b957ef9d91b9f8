#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/RawArray.h"
#include "engine/data/ReadControl.h"
#include "engine/data/Table.h"

namespace glassnet {

/// Which of some arrays make a table, by their places. What is not set is chosen.
struct ArrayChoice {
    std::optional<std::size_t> features{};
    std::optional<std::size_t> targets{};
    friend bool operator==(const ArrayChoice&, const ArrayChoice&) = default;
};

/// A table and what it was made of.
struct ArrayTable {
    Table table;
    /// The arrays that were taken; a table of single columns has no features, one without a target no targets.
    ArrayChoice choice;
    /// The size of an image where each row is one: the features have three dimensions. Otherwise 0.
    std::int64_t imageHeight = 0;
    std::int64_t imageWidth = 0;
};

/// Makes a table whose rows are the first index of two arrays, features and then targets.
///
/// Without a choice: a pair by names that are in use (X and y, x_train and y_train, images and labels, arr_0 and arr_1, ...), otherwise the
/// first array with the most dimensions and, as targets, the only other one with one dimension and as many rows. Where no array has
/// more than one dimension, each with as many rows as the first is a column.
///
/// An array of one dimension, or with one element a row, is a column of its name; others are flattened in C order to columns named by
/// their index within a row: "0", "1", or "0,0", "0,1" for images; "name[0,1]" where both arrays are. Elements become doubles; NaN is an
/// empty cell. A target column of whole numbers or truths with up to 100 different values becomes categories.
///
/// `name` names the file in errors: ArrayRows, TableEmpty, TableTooLarge, FileLimit (name, columns, allowed), ReadStopped. Throws
/// ErrorException (IndexRange) on a choice of an array that is not there.
[[nodiscard]] Result<ArrayTable> tableFromArrays(std::span<const RawArray> arrays, std::string_view name, const ArrayChoice& choice = {},
                                                 const ReadControl& control = {});

}  // namespace glassnet
