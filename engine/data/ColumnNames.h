#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glassnet {

/// The name of a column that has none: "x1" for the first.
[[nodiscard]] std::string numberedName(std::size_t column);

/// Makes names different: the second "a" becomes "a_2", or what follows where that is taken.
void makeDifferent(std::vector<std::string>& names);

}  // namespace glassnet
