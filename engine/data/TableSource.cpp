#include "engine/data/TableSource.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/base/FileBytes.h"
#include "engine/data/CsvReader.h"
#include "engine/data/Gzip.h"
#include "engine/data/IdxReader.h"
#include "engine/data/NpyReader.h"
#include "engine/data/NpzReader.h"

namespace glassnet {

namespace {

constexpr std::size_t kMostFiles = 2;
/// A zero byte this near to the beginning says that a file is no text.
constexpr std::size_t kTextStart = 1024;
constexpr const char* kLabel = "label";

/// The arrays of a file; none for a text.
struct Content {
    TableFormat format = TableFormat::Csv;
    RawArrays arrays;
};

bool isBinary(std::span<const std::byte> bytes) {
    const auto start = bytes.first(std::min(bytes.size(), kTextStart));
    const bool isUtf16 = start.size() >= 2 && std::to_integer<int>(start[0]) + std::to_integer<int>(start[1]) == 0xFF + 0xFE;
    return !isUtf16 && std::ranges::find(start, std::byte{0}) != start.end();
}

/// The name of a file's only array: the file's without its ending.
std::string arrayName(const std::string& file) { return std::filesystem::path(file).stem().string(); }

Result<Content> readContent(std::span<const std::byte> bytes, const std::string& name, const ReadControl& control) {
    Content content;
    const auto take = [&content](TableFormat format, Result<RawArray> array) -> Result<Content> {
        if (!array) {
            return tl::unexpected<Error>(std::move(array.error()));
        }
        content.format = format;
        content.arrays.arrays.push_back(std::move(*array));
        return std::move(content);
    };
    if (isNpy(bytes)) {
        return take(TableFormat::Npy, readNpy(bytes, arrayName(name)));
    }
    if (isIdx(bytes)) {
        auto array = readIdx(bytes, name);
        if (array && array->shape.rank() == 1) {
            array->name = kLabel;
        }
        return take(TableFormat::Idx, std::move(array));
    }
    if (isZip(bytes)) {
        auto arrays = readNpz(bytes, name, control);
        if (!arrays) {
            return tl::unexpected<Error>(std::move(arrays.error()));
        }
        return Content{TableFormat::Npz, std::move(*arrays)};
    }
    if (isBinary(bytes)) {
        return failure(ErrorCode::TableUnknown, {name});
    }
    return content;
}

std::vector<RawArray> together(std::vector<Content>& contents) {
    std::vector<RawArray> all;
    for (Content& content : contents) {
        std::ranges::move(content.arrays.arrays, std::back_inserter(all));
    }
    return all;
}

/// Which of two files' arrays are which.
ArrayChoice choiceOfTwo(const std::vector<RawArray>& arrays, const ArrayChoice& asked) {
    if (asked.features || asked.targets) {
        return asked;
    }
    const std::size_t features = arrays[1].shape.rank() > arrays[0].shape.rank() ? 1 : 0;
    return {features, 1 - features};
}

}  // namespace

Result<TableSource> readTable(std::span<const NamedBytes> files, const TableOptions& options, const ReadControl& control) {
    if (files.empty()) {
        throw ErrorException(Error{ErrorCode::IndexRange, {std::int64_t{0}, std::int64_t{0}, std::int64_t{0}}});
    }
    if (files.size() > kMostFiles) {
        return failure(ErrorCode::TableFilesMany, {static_cast<std::int64_t>(files.size())});
    }
    TableSource source;
    source.name = files.front().name;
    source.options = options;
    std::vector<std::vector<std::byte>> unpacked(files.size());
    std::vector<Content> contents;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto bytes = files[i].bytes;
        if (isGzip(bytes)) {
            auto plain = gunzip(bytes, files[i].name, control);
            if (!plain) {
                return tl::unexpected<Error>(std::move(plain.error()));
            }
            unpacked[i] = std::move(*plain);
            bytes = unpacked[i];
        }
        auto content = readContent(bytes, files[i].name, control);
        if (!content) {
            return tl::unexpected<Error>(std::move(content.error()));
        }
        if (files.size() > 1 && content->arrays.arrays.size() != 1) {
            return failure(ErrorCode::TableFilesTogether, {files[0].name, files[1].name});
        }
        if (content->format == TableFormat::Csv) {
            auto csv = readCsv(bytes, files[i].name, options.csv, control);
            if (!csv) {
                return tl::unexpected<Error>(std::move(csv.error()));
            }
            source.table = std::move(csv->table);
            source.options.csv = std::move(csv->options);
            return source;
        }
        contents.push_back(std::move(*content));
    }
    const auto arrays = together(contents);
    const auto rowsOf = [&arrays](std::size_t i) { return arrays[i].shape.rank() > 0 ? arrays[i].shape[0] : 0; };
    if (files.size() > 1 && rowsOf(0) != rowsOf(1)) {
        return failure(ErrorCode::ArrayRows, {files[0].name, rowsOf(0), files[1].name, rowsOf(1)});
    }
    auto table = tableFromArrays(arrays, source.name, files.size() > 1 ? choiceOfTwo(arrays, options.arrays) : options.arrays, control);
    if (!table) {
        return tl::unexpected<Error>(std::move(table.error()));
    }
    source.table = std::move(table->table);
    source.format = contents.front().format;
    source.options.arrays = table->choice;
    source.imageHeight = table->imageHeight;
    source.imageWidth = table->imageWidth;
    for (const RawArray& array : arrays) {
        source.arrays.push_back({array.name, array.shape});
    }
    return source;
}

Result<TableSource> openTable(std::span<const std::filesystem::path> paths, const TableOptions& options, const ReadControl& control) {
    if (paths.size() > kMostFiles) {
        return failure(ErrorCode::TableFilesMany, {static_cast<std::int64_t>(paths.size())});
    }
    std::vector<std::vector<std::byte>> contents;
    std::vector<NamedBytes> files;
    for (const auto& path : paths) {
        auto bytes = readFileBytes(path, control.limits.fileBytes,
                                   [&control](std::uint64_t done, std::uint64_t total) { return control.goesOn(done, total); });
        if (!bytes) {
            return tl::unexpected<Error>(std::move(bytes.error()));
        }
        contents.push_back(std::move(*bytes));
        files.push_back({path.filename().string(), contents.back()});
    }
    return readTable(files, options, control);
}

}  // namespace glassnet
