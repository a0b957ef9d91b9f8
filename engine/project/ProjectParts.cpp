#include "engine/project/ProjectParts.h"

#include "engine/project/DataPart.h"
#include "engine/project/NetworkJson.h"
#include "engine/project/TablePart.h"

namespace glassnet {

namespace {

tl::unexpected<Error> kindError(const char* kind) { return failure(ErrorCode::FileField, {std::string(kNetworkPart), "/data/kind", kind}); }

/// Rows that another part of the file keeps, as far as the network takes them.
Result<void> borrowRows(const DataSpec& rows, Project& project) {
    if (rows.index() != project.data.index()) {
        return kindError(std::holds_alternative<StoredRows>(rows) ? "stored" : "table");
    }
    if (const auto* stored = std::get_if<StoredRows>(&rows)) {
        project.data = takenRows(*stored, project.network);
    } else if (const auto* table = std::get_if<TableSpec>(&rows)) {
        std::get<TableSpec>(project.data).table = table->table;
    }
    return {};
}

Result<void> readRows(Parts& parts, std::string_view file, Project& project) {
    if (const auto data = parts.extract(std::string(kDataPart)); !data.empty()) {
        auto rows = readDataPart(data.mapped(), project.network);
        if (!rows) {
            return tl::unexpected<Error>(rows.error());
        }
        if (!std::holds_alternative<StoredRows>(project.data)) {
            return kindError("stored");
        }
        project.data = std::move(*rows);
    }
    if (auto* table = std::get_if<TableSpec>(&project.data)) {
        return readTableParts(parts, file, *table, project.unknownFields);
    }
    return parts.contains(std::string(kTablePart)) || parts.contains(std::string(kCellsPart)) ? Result<void>(kindError("table"))
                                                                                              : Result<void>();
}

}  // namespace

Result<void> writeProjectParts(const Project& project, Parts& parts, bool withRows) {
    const auto network = writeNetworkJson(project);
    if (!network) {
        return tl::unexpected<Error>(network.error());
    }
    addText(parts, kNetworkPart, *network);
    if (const auto* rows = std::get_if<StoredRows>(&project.data); rows != nullptr && withRows) {
        if (auto data = writeDataPart(*rows, project.network); !data.empty()) {
            parts.emplace(kDataPart, std::move(data));
        }
    }
    if (const auto* table = std::get_if<TableSpec>(&project.data); table != nullptr && withRows) {
        if (const auto written = writeTableParts(*table, project.unknownFields, parts); !written) {
            return written;
        }
    }
    return writeStateParts(project, parts);
}

Result<Project> readProjectParts(Parts& parts, std::string_view file, const DataSpec* rows) {
    const auto network = parts.extract(std::string(kNetworkPart));
    if (network.empty()) {
        return failure(ErrorCode::MissingPart, {std::string(file), std::string(kNetworkPart)});
    }
    auto project = readNetworkJson(partText(network.mapped()));
    if (!project) {
        return project;
    }
    if (const auto read = rows == nullptr ? readRows(parts, file, *project) : borrowRows(*rows, *project); !read) {
        return tl::unexpected<Error>(read.error());
    }
    if (const auto state = readStateParts(parts, file, *project); !state) {
        return tl::unexpected<Error>(state.error());
    }
    return project;
}

}  // namespace glassnet
