#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/data/ReadControl.h"

namespace glassnet {

/// True when the bytes begin as a gzip file does (RFC 1952).
[[nodiscard]] bool isGzip(std::span<const std::byte> bytes);

/// Unpacks a gzip file, of one member or several, with its checks. Nothing is made for a size that the file claims, and unpacking ends as
/// soon as more than the limits' memoryBytes come out. Errors: FileDamaged (name, "gzip"), TableTooLarge, ReadStopped.
[[nodiscard]] Result<std::vector<std::byte>> gunzip(std::span<const std::byte> bytes, std::string_view name, const ReadControl& control);

}  // namespace glassnet
