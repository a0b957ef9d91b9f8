#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/SourceFile.h"

namespace glassnet::test {

/// The most lines a source file may have; a longer one is a room with two families in it.
inline constexpr std::size_t kMostLines = 450;

/// True when something called `name` may lie at the top of the repository.
[[nodiscard]] bool mayLieAtTop(std::string_view name);

/// Every house rule that `file` breaks, apart from the include rules. Rules for code: the name, `#pragma once`, the length,
/// tabs, blanks at line ends, the line feed; in the engine also no printing and no translated words. Rules for every text:
/// no path of somebody's machine, no host of a package registry, no mark of unfinished work.
[[nodiscard]] std::vector<std::string> houseViolations(const SourceFile& file);

}  // namespace glassnet::test
