#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/ReadControl.h"
#include "engine/data/Table.h"

namespace glassnet {

/// A set that comes with the program: a table whose last column is the class.
struct ShippedSet {
    std::string_view key;
    /// The name of its file in this folder.
    std::string_view file;
    std::int64_t rows;
    std::int64_t features;
    std::int64_t classes;
    /// The name of the last column.
    std::string_view target;
    /// The size of an image where each row is one, otherwise 0.
    std::int64_t imageHeight = 0;
    std::int64_t imageWidth = 0;
};

/// The table of sets. Their sources and licenses are in README.md.
[[nodiscard]] std::span<const ShippedSet> shippedSets();

/// The set with the key; null when there is none.
[[nodiscard]] const ShippedSet* findShippedSet(std::string_view key);

/// The set's table from the bytes of its file; the target is a column of categories. Errors: those of readTable, with the file's name.
[[nodiscard]] Result<Table> readShippedSet(const ShippedSet& set, std::span<const std::byte> bytes, const ReadControl& control = {});

}  // namespace glassnet
