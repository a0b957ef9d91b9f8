#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "engine/base/Error.h"

namespace glassnet {

/// What parseStrictJson accepts at most.
struct JsonLimits {
    std::size_t depth = 64;          ///< nested objects and arrays
    std::size_t values = 1'000'000;  ///< objects, arrays, strings, numbers, booleans and nulls together
};

/// Parses untrusted UTF-8 JSON text (RFC 8259) into a value; leading and trailing white space is fine, a byte order mark, a comment
/// or a NUL byte is not. `part` names the text in errors. Errors: FileField with "JSON" (a syntax error, the pointer says near what)
/// or "unique key" (a key given twice in one object, which RFC 8259 leaves open), FileLimit beyond `limits`.
[[nodiscard]] Result<nlohmann::json> parseStrictJson(std::string_view text, std::string_view part, const JsonLimits& limits = {});

/// `key` as one step of a JSON pointer (RFC 6901): "/" in front, "~" and "/" escaped.
[[nodiscard]] std::string jsonPointerStep(std::string_view key);

}  // namespace glassnet
