#include "engine/project/ProjectFile.h"

#include <array>

#include "engine/base/FileBytes.h"
#include "engine/base/Version.h"
#include "engine/project/Container.h"
#include "engine/project/ContainerLimits.h"
#include "engine/project/DataPart.h"
#include "engine/project/NetworkJson.h"
#include "engine/project/ProjectParts.h"
#include "engine/project/RunsPart.h"
#include "engine/project/StateParts.h"
#include "engine/project/TablePart.h"

namespace glassnet {

namespace {

constexpr std::array kKnownParts{kNetworkPart, kWeightsPart, kStatePart, kDataPart, kTablePart, kCellsPart, kRunsPart};

}  // namespace

Result<Project> readProject(std::span<const std::byte> bytes, std::string_view name) {
    auto container = readContainer(bytes, name);
    if (!container) {
        return tl::unexpected<Error>(container.error());
    }
    auto project = readProjectParts(container->parts, name);
    if (!project) {
        return project;
    }
    if (const auto runs = readRunsParts(container->parts, name, *project); !runs) {
        return tl::unexpected<Error>(runs.error());
    }
    project->unknownParts = std::move(container->parts);
    return project;
}

Result<Project> readProjectFile(const std::string& path) {
    const auto bytes = readFileBytes(path, ContainerLimits{}.fileBytes);
    return bytes ? readProject(*bytes, path) : tl::unexpected<Error>(bytes.error());
}

Result<std::vector<std::byte>> writeProject(const Project& project) {
    Parts parts = project.unknownParts;
    for (const std::string_view known : kKnownParts) {
        if (parts.contains(std::string(known))) {
            return failure(ErrorCode::FileField, {std::string(known), std::string(), "part name"});
        }
    }
    if (const auto written = writeProjectParts(project, parts); !written) {
        return tl::unexpected<Error>(written.error());
    }
    if (const auto written = writeRunsParts(project, parts); !written) {
        return tl::unexpected<Error>(written.error());
    }
    return writeContainer(parts, kVersion);
}

Result<void> writeProjectFile(const std::string& path, const Project& project) {
    const auto bytes = writeProject(project);
    return bytes ? writeFileBytesAtomically(path, *bytes) : tl::unexpected<Error>(bytes.error());
}

}  // namespace glassnet
