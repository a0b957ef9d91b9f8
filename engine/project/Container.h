#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/project/ContainerLimits.h"

namespace glassnet {

/// The parts of a `.glassnet` file by name ("network.json"), without `mimetype` and `manifest.json`, which readContainer checks and
/// writeContainer makes. Parts that a reader does not know are kept.
struct Container {
    std::map<std::string, std::vector<std::byte>> parts;
};

/// Unpacks a `.glassnet` file held in memory: a zip (its profile: readZipDirectory) whose first entry is `mimetype` and whose
/// `manifest.json` vouches for each other part by its SHA-256. Nothing is ever unpacked to the disk. `name` names the file in errors.
/// Errors: those of readZipDirectory and readManifest; FileDamaged (name, part) also when a part does not match its hash or is not in
/// the manifest; MissingPart (name, part).
[[nodiscard]] Result<Container> readContainer(std::span<const std::byte> bytes, std::string_view name, const ContainerLimits& limits = {});

/// Packs `parts` into a `.glassnet` file. All entries are stored, in the order mimetype, manifest.json, parts by name, with a fixed time
/// stamp: the same parts give the same bytes on any day, in any time zone and with any zlib. `writerVersion` is the program's version.
/// Errors: FileField (part, "", "part name") on a name that isPartName refuses or that the container keeps for itself, FileLimit.
[[nodiscard]] Result<std::vector<std::byte>> writeContainer(const std::map<std::string, std::vector<std::byte>>& parts,
                                                            std::string_view writerVersion, const ContainerLimits& limits = {});

}  // namespace glassnet
