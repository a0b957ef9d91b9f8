#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/SourceFile.h"

namespace glassnet::test {

/// A room of the house and the rooms whose headers it may include besides its own.
struct Room {
    std::string_view name;
    std::vector<std::string_view> mayInclude;
};

/// The arrows of the house, in building order: a room includes only rooms that stand before it.
[[nodiscard]] const std::vector<Room>& rooms();

/// The room a path belongs to ("engine/tensor/Tensor.h" is in "tensor"), or "" for a path outside the house.
[[nodiscard]] std::string_view roomOf(std::string_view path);

/// The path an include line asks for, or "" when `line` is none.
[[nodiscard]] std::string_view includedPath(std::string_view line);

/// Every include of `file` that the rooms' table, the engine's ban on Qt or the ban on umbrella headers forbids.
[[nodiscard]] std::vector<std::string> includeViolations(const SourceFile& file);

}  // namespace glassnet::test
