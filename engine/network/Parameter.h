#pragma once

#include <string_view>

namespace glassnet {

/// One number that an activation or a loss takes, with the values it may have (both ends included).
struct ParameterInfo {
    std::string_view key;  ///< PyTorch's argument name
    double standard;       ///< PyTorch's default
    double smallest;
    double largest;
};

}  // namespace glassnet
