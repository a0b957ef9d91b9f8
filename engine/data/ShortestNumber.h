#pragma once

#include <array>
#include <charconv>
#include <string>

namespace glassnet {

/// The shortest text that reads back as the same number, in the C locale.
[[nodiscard]] inline std::string shortestNumber(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

}  // namespace glassnet
