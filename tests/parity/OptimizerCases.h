#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "tests/parity/CaseRunners.h"

namespace glassnet::test {

/// The cases of optimizers.json: 25 full-batch steps through the Trainer in float64; the losses and the parameters at the end within 1e-10
/// of the tensor's largest element. A case whose optimizer is not in the table is not built yet.
[[nodiscard]] std::vector<CaseResult> runOptimizerCases(const nlohmann::json& file);

}  // namespace glassnet::test
