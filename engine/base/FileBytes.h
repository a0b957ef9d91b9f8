#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "engine/base/Error.h"

namespace glassnet {

/// The bytes of a regular file. `goesOn`, where it is given, is told after each MiB how many bytes are read and of how many; false ends the
/// reading. Errors: FileNotFound (path), FileUnreadable (path, the system's reason), FileLimit (path, bytes, `limit`), ReadStopped (path).
[[nodiscard]] Result<std::vector<std::byte>> readFileBytes(const std::filesystem::path& path, std::uint64_t limit,
                                                           const std::function<bool(std::uint64_t, std::uint64_t)>& goesOn = {});

/// Puts `bytes` into the file `path` so that whatever happens in between, the file holds all of the old or all of the new: a file
/// `path.??????` in the same folder is written, synced and renamed over it, then the folder is synced. Keeps the permissions of a file that
/// is there and writes through a symbolic link. On failure the temporary file is removed and the old file is as it was (a failure to sync
/// the folder comes after the rename: the new file is there, though a power cut could still undo it).
/// Errors: FileUnwritable (path, the system's reason).
[[nodiscard]] Result<void> writeFileBytesAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace glassnet
