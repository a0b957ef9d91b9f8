#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace glassnet {

/// A number as JSON. JSON has no word for what is not finite; a text keeps it readable.
[[nodiscard]] inline nlohmann::ordered_json numberJson(double value) {
    if (std::isfinite(value)) {
        return value;
    }
    return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

}  // namespace glassnet
