#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glassnet {

/// What the header of a .npy file says.
struct NpyHeader {
    /// The type's text; empty for a type with fields.
    std::string descr;
    bool fortranOrder = false;
    std::vector<std::int64_t> shape;
};

/// Reads the header's text: a Python dict with exactly the keys descr, fortran_order and shape, in any order. None when it is anything
/// else. Of a structured type's list only the brackets are looked at.
[[nodiscard]] std::optional<NpyHeader> parseNpyHeader(std::string_view text);

}  // namespace glassnet
