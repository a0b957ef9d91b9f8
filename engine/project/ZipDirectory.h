#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/project/ContainerLimits.h"

namespace glassnet {

/// The media type of a project, which is also the content of its first zip entry.
inline constexpr std::string_view kContainerMimeType = "application/x-glassnet";
inline constexpr std::string_view kMimeTypePart = "mimetype";

/// One entry of a container's zip directory.
struct ZipEntry {
    std::string name;
    std::uint64_t size = 0;  ///< unpacked bytes
};

/// True for a name that can only be a label within the container: printable ASCII, segments parted by single "/", none of them "." or
/// "..", no backslash and no colon (Windows would see a folder or a drive).
[[nodiscard]] bool isPartName(std::string_view name);

/// Checks the zip structure (APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16) of `bytes` against a container's narrow profile and returns
/// the entries in order: the mimetype entry first and stored; entries back to back, local and central headers telling the same; stored
/// or deflated; no encryption, extra fields, comments, data descriptors or zip64. Every count is compared with the bytes that are there
/// and with `limits` before anything is allocated for it. `file` names the bytes in errors.
/// Errors: FileNotProject (no zip, or another kind of zip), FileDamaged (file, entry or "zip"), FileLimit.
[[nodiscard]] Result<std::vector<ZipEntry>> readZipDirectory(std::span<const std::byte> bytes, std::string_view file,
                                                             const ContainerLimits& limits = {});

}  // namespace glassnet
