#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "tests/parity/CaseRunners.h"

namespace glassnet::test {

/// The cases of updates.json: four float32 steps of an optimizer, every weight bit for bit; clipped gradients within 1e-12 (float64) and
/// 2e-7 (float32) of the largest; learning rates epoch by epoch within 1e-14.
[[nodiscard]] std::vector<CaseResult> runUpdateCases(const nlohmann::json& file);

}  // namespace glassnet::test
