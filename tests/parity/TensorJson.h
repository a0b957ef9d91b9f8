#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/tensor/Tensor.h"

namespace glassnet::test {

/// The tensor of {"dtype", "shape", "bits"} (float32: 8 hex digits an element) or {"dtype", "shape", "values"} (decimals or whole numbers).
/// Throws nlohmann::json::exception or std::invalid_argument when it is none.
[[nodiscard]] Tensor readTensor(const nlohmann::json& json);

/// A shape from a list of sizes.
[[nodiscard]] Shape readShape(const nlohmann::json& json);

}  // namespace glassnet::test
