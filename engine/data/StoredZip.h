#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace glassnet {

/// A zip of these entries (name, bytes), one or more, in their order, all stored, with a fixed time stamp: the same entries give the same
/// bytes on any day, in any time zone and with any zlib. The names are different. Throws std::bad_alloc.
[[nodiscard]] std::vector<std::byte> packStored(const std::vector<std::pair<std::string, std::span<const std::byte>>>& entries);

}  // namespace glassnet
