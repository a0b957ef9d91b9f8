#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/project/Project.h"

namespace glassnet {

/// Parses and validates a `.glassnet` container without side effects; `name` is what errors call the file.
[[nodiscard]] Result<Project> readProject(std::span<const std::byte> bytes, std::string_view name);

/// The same for the file `path`. Errors also: those of readFileBytes.
[[nodiscard]] Result<Project> readProjectFile(const std::string& path);

/// The container of a project: manifest, network.json, weights.safetensors (parameters, slots, generators, order), data, runs. Equal
/// projects give equal bytes.
[[nodiscard]] Result<std::vector<std::byte>> writeProject(const Project& project);

/// The same into the file `path`, which is whole at any time. Errors also: those of writeFileBytesAtomically.
[[nodiscard]] Result<void> writeProjectFile(const std::string& path, const Project& project);

}  // namespace glassnet
