#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/base/Error.h"
#include "engine/data/ArrayTable.h"
#include "engine/data/CsvOptions.h"
#include "engine/data/ReadControl.h"
#include "engine/data/Table.h"

namespace glassnet {

/// What kind of file a table came from.
enum class TableFormat : std::uint8_t { Csv, Npy, Npz, Idx };

/// How files are to be read where that is not to be detected.
struct TableOptions {
    CsvOptions csv{};
    ArrayChoice arrays{};
    friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

/// An array that a file holds.
struct ArrayInfo {
    std::string name;
    Shape shape;
    friend bool operator==(const ArrayInfo&, const ArrayInfo&) = default;
};

/// A table from files, and how it was read.
struct TableSource {
    Table table;
    /// The first file's name without its folder.
    std::string name;
    TableFormat format = TableFormat::Csv;
    /// As it was read, with what was detected: to be shown, changed and given to a second reading.
    TableOptions options;
    /// All arrays of the files, also those that are not in the table; none for text.
    std::vector<ArrayInfo> arrays;
    /// The size of an image where each row is one, otherwise 0.
    std::int64_t imageHeight = 0;
    std::int64_t imageWidth = 0;
};

/// A file held in memory, and its name for errors.
struct NamedBytes {
    std::string name;
    std::span<const std::byte> bytes;
};

/// Reads a table from one file, or from two arrays (.npy or IDX) with the features in one and the targets in the other, in any order. What
/// a file is, its content says, never its name: gzipped or not, .npy, .npz, IDX, otherwise text. In two files the one with more
/// dimensions holds the features, the first one where they have the same. The target of an IDX file is called "label".
/// Errors: those of gunzip, readNpy, readNpz, readIdx, tableFromArrays and readCsv; TableUnknown (name) for what is none of these;
/// TableFilesTogether (name, name), TableFilesMany (files). Throws ErrorException (IndexRange) as tableFromArrays does, and for no file.
[[nodiscard]] Result<TableSource> readTable(std::span<const NamedBytes> files, const TableOptions& options = {},
                                            const ReadControl& control = {});

/// The same with files on the disk. Errors: also those of readFileBytes.
[[nodiscard]] Result<TableSource> openTable(std::span<const std::filesystem::path> paths, const TableOptions& options = {},
                                            const ReadControl& control = {});

}  // namespace glassnet
