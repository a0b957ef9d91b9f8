#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/Error.h"
#include "engine/data/CsvOptions.h"
#include "engine/data/ReadControl.h"

namespace glassnet {

/// The bytes as characters, without UTF-8's byte order mark.
[[nodiscard]] std::string_view textOf(std::span<const std::byte> bytes);

/// How `text` is encoded: as `wanted` says, otherwise UTF-8 where all of it is, and Windows-1252 where it is not. Errors: TextBytes (name,
/// line) for a zero byte, UTF-16 and what is not in the wanted encoding; ReadStopped (name).
[[nodiscard]] Result<TextEncoding> findEncoding(std::string_view text, std::string_view name, std::optional<TextEncoding> wanted,
                                                const ReadControl& control);

/// True when `text` is UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF).
[[nodiscard]] bool isUtf8(std::string_view text);

/// `text` in UTF-8. Windows-1252 as browsers read it (https://encoding.spec.whatwg.org/#windows-1252).
[[nodiscard]] std::string toUtf8(std::string_view text, TextEncoding encoding);

}  // namespace glassnet
