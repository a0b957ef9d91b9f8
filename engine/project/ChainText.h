#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace glassnet {

/// The layers of a chain as a person types them: "4-8-6-3", also parted by spaces, other dashes, "x", "×" or the minus sign, with or
/// without spaces around them. None when the UTF-8 text is anything else, names fewer than two layers or more than 512 (as many as a file
/// holds), or a size is 0 or larger than a layer may ever be.
[[nodiscard]] std::optional<std::vector<std::int64_t>> parseChain(std::string_view text);

}  // namespace glassnet
