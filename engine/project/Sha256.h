#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace glassnet {

/// The SHA-256 (FIPS 180-4) of `bytes` as 64 lowercase hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::span<const std::byte> bytes);

}  // namespace glassnet
