#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"

namespace glassnet {

/// A version of the file format. A reader opens every file of its major version whose `minReader` it reaches.
struct FormatVersion {
    int major = 1;
    int minor = 0;

    auto operator<=>(const FormatVersion&) const = default;
};

/// What this program writes and the oldest reader its files ask for.
inline constexpr FormatVersion kFormatVersion{1, 0};
inline constexpr FormatVersion kMinReader{1, 0};

inline constexpr std::string_view kManifestPart = "manifest.json";

/// The manifest of a container: who wrote it and the SHA-256 (hexadecimal) of each other part but `mimetype`.
struct Manifest {
    std::string writerVersion;
    std::map<std::string, std::string> sha256;
};

/// Reads manifest.json; unknown keys are ignored. `file` names the container in errors.
/// Errors: FileTooNew (file, version of the program that wrote it) when its `minReader` or major version is beyond kFormatVersion,
/// FileField and FileLimit ("manifest.json", ...).
[[nodiscard]] Result<Manifest> readManifest(std::span<const std::byte> bytes, std::string_view file);

/// The text of manifest.json: keys sorted, so the same manifest gives the same bytes.
[[nodiscard]] std::vector<std::byte> writeManifest(const Manifest& manifest);

}  // namespace glassnet
