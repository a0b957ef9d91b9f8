#include "engine/project/ProjectFile.h"

#include <array>

#include "engine/base/FileBytes.h"
#include "engine/base/Version.h"
#include "engine/project/Container.h"
#include "engine/project/ContainerLimits.h"
#include "engine/project/DataPart.h"
#include "engine/project/NetworkJson.h"
#include "engine/project/StateParts.h"
#include "engine/project/TablePart.h"

namespace glassnet {

namespace {

constexpr std::array kKnownParts{kNetworkPart, kWeightsPart, kStatePart, kDataPart, kTablePart, kCellsPart};

std::string_view textOf(const std::vector<std::byte>& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace

Result<Project> readProject(std::span<const std::byte> bytes, std::string_view name) {
    auto container = readContainer(bytes, name);
    if (!container) {
        return tl::unexpected<Error>(container.error());
    }
    Parts& parts = container->parts;
    const auto network = parts.extract(std::string(kNetworkPart));
    if (network.empty()) {
        return failure(ErrorCode::MissingPart, {std::string(name), std::string(kNetworkPart)});
    }
    auto project = readNetworkJson(textOf(network.mapped()));
    if (!project) {
        return project;
    }
    if (const auto data = parts.extract(std::string(kDataPart)); !data.empty()) {
        auto rows = readDataPart(data.mapped(), project->network);
        if (!rows) {
            return tl::unexpected<Error>(rows.error());
        }
        if (!std::holds_alternative<StoredRows>(project->data)) {
            return failure(ErrorCode::FileField, {std::string(kNetworkPart), "/data/kind", "stored"});
        }
        project->data = std::move(*rows);
    }
    if (auto* table = std::get_if<TableSpec>(&project->data)) {
        if (const auto read = readTableParts(parts, name, *table, project->unknownFields); !read) {
            return tl::unexpected<Error>(read.error());
        }
    } else if (parts.contains(std::string(kTablePart)) || parts.contains(std::string(kCellsPart))) {
        return failure(ErrorCode::FileField, {std::string(kNetworkPart), "/data/kind", "table"});
    }
    if (const auto state = readStateParts(parts, name, *project); !state) {
        return tl::unexpected<Error>(state.error());
    }
    project->unknownParts = std::move(parts);
    return project;
}

Result<Project> readProjectFile(const std::string& path) {
    const auto bytes = readFileBytes(path, ContainerLimits{}.fileBytes);
    return bytes ? readProject(*bytes, path) : tl::unexpected<Error>(bytes.error());
}

Result<std::vector<std::byte>> writeProject(const Project& project) {
    const auto network = writeNetworkJson(project);
    if (!network) {
        return tl::unexpected<Error>(network.error());
    }
    Parts parts = project.unknownParts;
    for (const std::string_view known : kKnownParts) {
        if (parts.contains(std::string(known))) {
            return failure(ErrorCode::FileField, {std::string(known), std::string(), "part name"});
        }
    }
    const auto text = std::as_bytes(std::span(*network));
    parts.emplace(kNetworkPart, std::vector(text.begin(), text.end()));
    if (const auto* rows = std::get_if<StoredRows>(&project.data)) {
        if (auto data = writeDataPart(*rows, project.network); !data.empty()) {
            parts.emplace(kDataPart, std::move(data));
        }
    }
    if (const auto* table = std::get_if<TableSpec>(&project.data)) {
        if (const auto written = writeTableParts(*table, project.unknownFields, parts); !written) {
            return tl::unexpected<Error>(written.error());
        }
    }
    if (const auto state = writeStateParts(project, parts); !state) {
        return tl::unexpected<Error>(state.error());
    }
    return writeContainer(parts, kVersion);
}

Result<void> writeProjectFile(const std::string& path, const Project& project) {
    const auto bytes = writeProject(project);
    return bytes ? writeFileBytesAtomically(path, *bytes) : tl::unexpected<Error>(bytes.error());
}

}  // namespace glassnet
